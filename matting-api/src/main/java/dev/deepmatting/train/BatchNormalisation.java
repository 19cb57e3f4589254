package dev.deepmatting.train;

/**
 * What batch normalisation normalises by while a stage trains.
 *
 * @since 0.1
 */
public enum BatchNormalisation {
  /**
   * The statistics of each batch; the running statistics move towards them by a tenth, with the
   * unbiased variance. What PyTorch calls training mode.
   */
  BATCH_STATISTICS("batch statistics"),

  /**
   * The running statistics, which stay as they are; scale and shift go on learning. For batches of
   * one or two samples, whose own statistics say little.
   */
  FROZEN("frozen");

  private final String id;

  BatchNormalisation(String id) {
    this.id = id;
  }

  /**
   * Its name in files.
   *
   * @return words in lower case
   */
  public String id() {
    return id;
  }
}

package dev.deepmatting.train;

/**
 * The statistics that batch normalisation uses while a stage trains.
 *
 * @since 0.1
 */
public enum BatchNormalisation {
  /**
   * The statistics of each batch; the running statistics move towards them by a tenth, with the
   * unbiased variance. PyTorch calls this training mode.
   */
  BATCH_STATISTICS("batch statistics"),

  /**
   * The running statistics, which do not change; scale and shift still learn. For batches of one or
   * two samples, whose own statistics say little.
   */
  FROZEN("frozen");

  private final String id;

  BatchNormalisation(String id) {
    this.id = id;
  }

  /**
   * Returns its name in files.
   *
   * @return lower-case words
   */
  public String id() {
    return id;
  }
}

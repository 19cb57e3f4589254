package dev.deepmatting.train;

import dev.deepmatting.error.InvalidInputException;
import java.util.Arrays;
import java.util.List;

/**
 * The stages of training, in the order of Deep Image Matting (Xu et al., CVPR 2017, section 4.3).
 *
 * @since 0.1
 */
public enum Stage {
  /** The encoder and the decoder, by losses on the raw alpha. */
  ENCODER_DECODER("encoder-decoder"),

  /**
   * The refinement head alone, by losses on the refined alpha. Everything else is frozen, the
   * statistics of batch normalisation included.
   */
  REFINEMENT("refinement"),

  /** The whole network, by losses on the refined alpha. */
  OVERALL("overall");

  private final String id;

  Stage(String id) {
    this.id = id;
  }

  /**
   * Returns the stage with a name.
   *
   * @param id {@code encoder-decoder}, {@code refinement} or {@code overall}
   * @return the stage
   * @throws InvalidInputException if there is no such stage
   */
  public static Stage of(String id) {
    return Arrays.stream(values())
        .filter(stage -> stage.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "stage is '"
                        + id
                        + "', wanted one of "
                        + Arrays.stream(values()).map(Stage::id).toList()));
  }

  /**
   * Returns its name in files and on the command line.
   *
   * @return lower case, words joined by a hyphen
   */
  public String id() {
    return id;
  }

  /**
   * Returns whether it needs a network with a refinement head.
   *
   * @return false only for {@link #ENCODER_DECODER}
   */
  public boolean needsHead() {
    return this != ENCODER_DECODER;
  }

  /**
   * Returns the parameters that it changes.
   *
   * @return the groups of parameters, at least one
   */
  public List<ParameterGroup> trains() {
    return switch (this) {
      case ENCODER_DECODER -> List.of(ParameterGroup.ENCODER, ParameterGroup.DECODER);
      case REFINEMENT -> List.of(ParameterGroup.HEAD);
      case OVERALL -> List.of(ParameterGroup.values());
    };
  }
}

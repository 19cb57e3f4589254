package dev.deepmatting.segmentation;

import dev.deepmatting.error.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * How well-known networks want their picture, which their files do not tell. The figures are those
 * of each network's own project, and of rembg (<a
 * href="https://github.com/danielgatis/rembg">github.com/danielgatis/rembg</a>) for the files that
 * it publishes.
 *
 * @since 0.1
 */
public enum SegmentationPreset {
  /** U2-Net: any object. */
  U2NET("u2net", Recipes::u2net),

  /** The small U2-Net: any object. */
  U2NETP("u2netp", Recipes::u2net),

  /** U2-Net for people. */
  U2NET_HUMAN_SEG("u2net_human_seg", Recipes::u2net),

  /** A reduced U2-Net: any object. */
  SILUETA("silueta", Recipes::u2net),

  /** IS-Net: any object, in detail. */
  ISNET_GENERAL_USE("isnet-general-use", Recipes::isnet),

  /** IS-Net for drawn characters. */
  ISNET_ANIME("isnet-anime", Recipes::isnet),

  /** BiRefNet: any object, in detail. */
  BIREFNET_GENERAL("birefnet-general", Recipes::birefnet),

  /** The small BiRefNet: any object, in detail. */
  BIREFNET_GENERAL_LITE("birefnet-general-lite", Recipes::birefnet),

  /** MODNet: portraits, at any size. */
  MODNET("modnet", Recipes::modnet),

  /** BRIA's RMBG 1.4: any object. */
  RMBG_1_4("rmbg-1.4", Recipes::rmbg),

  /** MediaPipe's selfie segmentation: people near the camera. */
  MEDIAPIPE_SELFIE("mediapipe-selfie", builder -> {}),

  /** SINet: portraits. */
  SINET("sinet", Recipes::sinet);

  private final String id;
  private final Consumer<SegmentationModel.Builder> recipe;

  SegmentationPreset(String id, Consumer<SegmentationModel.Builder> recipe) {
    this.id = id;
    this.recipe = recipe;
  }

  /**
   * Returns the preset's name, as users write it; a network that can be fetched has the same name.
   *
   * @return a name such as {@code u2netp}
   */
  public String id() {
    return id;
  }

  /**
   * Returns the preset of a name.
   *
   * @param id a name such as {@code u2netp}
   * @return the preset
   * @throws InvalidInputException if there is none of this name; the message lists them
   */
  public static SegmentationPreset of(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "preset is '" + id + "', wanted one of " + String.join(", ", ids())));
  }

  /** Returns the preset of a name, if there is one. */
  static Optional<SegmentationPreset> find(String id) {
    return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
  }

  private static List<String> ids() {
    return Arrays.stream(values()).map(SegmentationPreset::id).collect(Collectors.toList());
  }

  void apply(SegmentationModel.Builder builder) {
    recipe.accept(builder);
  }

  /** The settings, which differ from a builder's own. */
  private static final class Recipes {
    private static final double HALF = 0.5;
    private static final double MAX_8 = 255;
    private static final int SMALL = 320;
    private static final int LARGE = 1024;

    private Recipes() {}

    static void u2net(SegmentationModel.Builder builder) {
      imageNet(builder).inputSize(SMALL, SMALL).brightest(true);
    }

    static void isnet(SegmentationModel.Builder builder) {
      imageNet(builder).deviation(1, 1, 1).inputSize(LARGE, LARGE).brightest(true);
    }

    static void birefnet(SegmentationModel.Builder builder) {
      imageNet(builder)
          .scores(SegmentationModel.Scores.LOGITS)
          .inputSize(LARGE, LARGE)
          .brightest(true);
    }

    static void modnet(SegmentationModel.Builder builder) {
      builder.mean(HALF, HALF, HALF).deviation(HALF, HALF, HALF);
    }

    static void rmbg(SegmentationModel.Builder builder) {
      builder.mean(HALF, HALF, HALF).inputSize(LARGE, LARGE).stretch(true);
    }

    static void sinet(SegmentationModel.Builder builder) {
      builder
          .mean(126.91212 / MAX_8, 111.25247 / MAX_8, 102.890434 / MAX_8)
          .deviation(66.355705, 62.82138, 62.93292)
          .bgr(true);
    }

    /** Mean and deviation of ImageNet's colours, and a mask that reaches from 0 to 1. */
    private static SegmentationModel.Builder imageNet(SegmentationModel.Builder builder) {
      return builder.mean(0.485, 0.456, 0.406).deviation(0.229, 0.224, 0.225).stretch(true);
    }
  }
}

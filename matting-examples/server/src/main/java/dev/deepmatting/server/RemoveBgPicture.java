package dev.deepmatting.server;

import dev.deepmatting.compose.Colour;
import dev.deepmatting.compose.Composition;
import dev.deepmatting.compose.CutOut;
import dev.deepmatting.compose.Fit;
import dev.deepmatting.compose.ForegroundEstimation;
import dev.deepmatting.compose.Shadow;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageInput;
import dev.deepmatting.image.ImageProperties;
import dev.deepmatting.image.RgbImage;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The picture that a request to remove.bg's route wants.
 *
 * @param mostPixels of the result
 * @param format of the result
 * @param alpha whether it is the matte alone
 * @param colour of the new ground
 * @param background the new ground
 * @param crop the margin around the object, if the result is cropped to it
 * @param scale the object's share of the picture's sides
 * @param position of the object's centre
 * @param shadow opacity of a shadow
 * @param type what the client calls the object
 * @param json whether the answer is JSON
 */
record RemoveBgPicture(
    long mostPixels,
    Results.Format format,
    boolean alpha,
    Optional<Colour> colour,
    Optional<ImageInput> background,
    Optional<Length> crop,
    Optional<Double> scale,
    Optional<double[]> position,
    Optional<Double> shadow,
    String type,
    boolean json) {
  private static final double SHADOW_SHARE = 0.02;

  Answer answer(Cutter.Matted matted, ImageFiles files) {
    Rectangle object = bounds(matted.alpha());
    Answer picture = picture(matted, object, files);
    if (!json) {
      return picture;
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("result_b64", Base64.getEncoder().encodeToString(picture.body()));
    data.put("foreground_top", object.y);
    data.put("foreground_left", object.x);
    data.put("foreground_width", object.width);
    data.put("foreground_height", object.height);
    return Answer.json(picture.status(), Map.of("data", data)).with(picture.headers());
  }

  private Answer picture(Cutter.Matted matted, Rectangle object, ImageFiles files) {
    CutOut cutOut =
        alpha
            ? CutOut.naive(matted.image(), matted.alpha())
            : CutOut.of(matted.image(), matted.alpha(), ForegroundEstimation.standard());
    BufferedImage composed = composed(cutOut, object, files);
    Results results = new Results(format, false);
    ImageProperties properties = matted.properties();
    Answer answer;
    if (alpha) {
      answer = results.of(opacity(composed), properties.withoutIccProfile());
    } else if (format == Results.Format.ZIP) {
      answer = results.of(cutOutOf(composed), properties);
    } else {
      answer = results.of(composed, properties);
    }
    return answer.with(headers(composed, object));
  }

  private BufferedImage composed(CutOut cutOut, Rectangle object, ImageFiles files) {
    int width = cutOut.width();
    int height = cutOut.height();
    double factor = Math.min(1, Math.sqrt((double) mostPixels / ((double) width * height)));
    int wide = Math.max(1, (int) (width * factor));
    int high = Math.max(1, (int) (height * factor));
    double grown =
        scale
            .map(
                share ->
                    share
                        * Math.min(width / (double) object.width, height / (double) object.height))
            .orElse(1.0);
    Composition.Builder builder =
        Composition.builder(cutOut).canvas(wide, high).scale(factor * grown);
    Optional<double[]> centre = position.or(() -> scale.map(any -> new double[] {0.5, 0.5}));
    centre.ifPresent(
        at ->
            builder.offset(
                offset(at[0], wide, object.getCenterX(), width, factor * grown),
                offset(at[1], high, object.getCenterY(), height, factor * grown)));
    crop.ifPresent(
        margin ->
            builder.cropToObject(
                margin.of((int) (Math.max(object.width, object.height) * factor * grown))));
    shadow.ifPresent(opacity -> builder.shadow(shadowOf(opacity, Math.min(wide, high))));
    return ground(builder, files).build().render();
  }

  /** Returns how far the picture's middle moves, so that the object's centre comes to its place. */
  private static int offset(double share, int canvas, double centre, int side, double factor) {
    return (int) Math.round((share - 0.5) * canvas - factor * (centre - side / 2.0));
  }

  private static Shadow shadowOf(double opacity, int side) {
    int distance = (int) Math.max(1, SHADOW_SHARE * side);
    return Shadow.black(distance, distance, distance, opacity);
  }

  private Composition.Builder ground(Composition.Builder builder, ImageFiles files) {
    if (alpha) {
      return builder.transparent();
    }
    if (background.isPresent()) {
      return builder.onto(files.readImage(background.get()), Fit.COVER);
    }
    boolean opaque = format == Results.Format.JPG;
    return colour
        .map(builder::onto)
        .orElseGet(() -> opaque ? builder.onto(Colour.WHITE) : builder.transparent());
  }

  private static BufferedImage opacity(BufferedImage composed) {
    int width = composed.getWidth();
    int height = composed.getHeight();
    BufferedImage gray = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      composed.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        row[x] >>>= 24;
      }
      gray.getRaster().setPixels(0, y, width, 1, row);
    }
    return gray;
  }

  private static CutOut cutOutOf(BufferedImage composed) {
    return CutOut.naive(RgbImage.of(composed), AlphaMatte.of(opacity(composed)));
  }

  private Map<String, String> headers(BufferedImage result, Rectangle object) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Width", Integer.toString(result.getWidth()));
    headers.put("X-Height", Integer.toString(result.getHeight()));
    headers.put("X-Foreground-Top", Integer.toString(object.y));
    headers.put("X-Foreground-Left", Integer.toString(object.x));
    headers.put("X-Foreground-Width", Integer.toString(object.width));
    headers.put("X-Foreground-Height", Integer.toString(object.height));
    headers.put("X-Type", type);
    headers.put("X-Credits-Charged", "0");
    return headers;
  }

  /** Returns the smallest rectangle with all of the object. */
  private static Rectangle bounds(AlphaMatte alpha) {
    int left = Integer.MAX_VALUE;
    int right = 0;
    int top = Integer.MAX_VALUE;
    int bottom = 0;
    byte[] row = new byte[alpha.width()];
    for (int y = 0; y < alpha.height(); y++) {
      alpha.readRow8(y, row);
      for (int x = 0; x < row.length; x++) {
        if (row[x] != 0) {
          left = Math.min(left, x);
          right = Math.max(right, x + 1);
          top = Math.min(top, y);
          bottom = y + 1;
        }
      }
    }
    if (bottom == 0) {
      throw new Refusal(
          Refusal.BAD_REQUEST, "unknown_foreground", "no object is found in the picture");
    }
    return new Rectangle(left, top, right - left, bottom - top);
  }
}

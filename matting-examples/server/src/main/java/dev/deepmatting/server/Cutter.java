package dev.deepmatting.server;

import dev.deepmatting.Matting;
import dev.deepmatting.compose.Colour;
import dev.deepmatting.compose.CutOut;
import dev.deepmatting.compose.ForegroundEstimation;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageInput;
import dev.deepmatting.image.ImageProperties;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.trimap.Band;
import dev.deepmatting.trimap.ChromaKey;
import dev.deepmatting.trimap.LabelExpansion;
import dev.deepmatting.trimap.TrimapSource;
import dev.deepmatting.trimap.Trimaps;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Gets mattes and cut-outs of requests: decodes the photograph, makes or reads its trimap, predicts
 * and estimates the object's colours. Safe to share between threads.
 *
 * @param matting the loaded model
 * @param files decodes pictures up to the server's limit
 * @param automatic finds the object of requests that do not mark it; empty if they are refused
 */
record Cutter(Matting matting, ImageFiles files, Optional<TrimapSource> automatic) {
  /** The fields of which a request has one. */
  static final List<String> SOURCES =
      List.of("trimap", "mask", "cutout", "scribbles", "rect", "key", "alpha");

  private static final double STANDARD_BAND = 0.02;
  private static final int PERCENT = 100;

  /**
   * A photograph with its matte.
   *
   * @param image the photograph
   * @param properties what it says about its pixels
   * @param trimap its trimap; empty if the matte was given
   * @param alpha its matte
   */
  record Matted(
      RgbImage image, ImageProperties properties, Optional<Trimap> trimap, AlphaMatte alpha) {}

  /** The way from a photograph to its trimap or matte, read from fields before any decoding. */
  record Way(ImageInput image, Optional<ImageInput> alpha, TrimapSource trimaps) {}

  /** Reads the fields of a photograph and its object. */
  Way way(Fields fields) {
    ImageInput image =
        fields
            .picture("image")
            .orElseThrow(
                () ->
                    new Refusal(
                        Refusal.BAD_REQUEST,
                        "missing_field",
                        "image is missing, wanted a picture in this field or as the body"));
    List<String> given = SOURCES.stream().filter(name -> has(fields, name)).toList();
    if (given.size() > 1) {
      throw new Refusal(
          Refusal.BAD_REQUEST, "missing_field", given + " is given, wanted one of them");
    }
    Optional<ImageInput> alpha = fields.picture("alpha");
    TrimapSource source = given.isEmpty() ? found() : source(given.get(0), fields);
    boolean expand = fields.flag("expand");
    return new Way(image, alpha, expand ? source.expanded(LabelExpansion.published()) : source);
  }

  /** Returns the source for requests that do not mark the object. */
  TrimapSource found() {
    return automatic.orElseThrow(
        () ->
            new Refusal(
                Refusal.BAD_REQUEST,
                "missing_field",
                "none of " + SOURCES + " is given, wanted one: this server does not find objects"));
  }

  private static boolean has(Fields fields, String name) {
    return fields.has(name) || fields.has(name + "_b64");
  }

  private TrimapSource source(String name, Fields fields) {
    Optional<Band> band = fields.value("band", "pixels such as 10, or 2%", Cutter::band);
    Band around = band.orElse(Band.relative(STANDARD_BAND));
    return switch (name) {
      case "trimap" ->
          read(fields, name, (image, hint) -> files.readTrimap(hint, matting.trimapThresholds()));
      case "mask" ->
          rough(
              read(
                  fields,
                  name,
                  (image, hint) -> Trimaps.fromMask(files.readAlpha(hint), around).trimap(image)));
      case "cutout" ->
          read(
              fields,
              name,
              (image, hint) ->
                  files.read(hint, decoded -> Trimaps.fromCutOut(decoded, around)).trimap(image));
      case "scribbles" ->
          rough(
              read(
                  fields,
                  name,
                  (image, hint) ->
                      Trimaps.fromScribbles(
                              files.readTrimap(hint, matting.trimapThresholds()), around)
                          .trimap(image)));
      case "rect" -> {
        int[] rect = fields.integers(name, 4, "x,y,width,height").orElseThrow();
        yield Trimaps.fromRectangle(rect[0], rect[1], rect[2], rect[3], around);
      }
      case "key" -> Trimaps.fromChromaKey(key(fields, band));
      default ->
          image -> {
            throw new IllegalStateException("a finished matte has no trimap");
          };
    };
  }

  /** Makes a trimap of a photograph and another picture. */
  @FunctionalInterface
  private interface Reading {
    Trimap trimap(RgbImage image, ImageInput hint);
  }

  private static TrimapSource read(Fields fields, String name, Reading reading) {
    ImageInput hint = fields.picture(name).orElseThrow();
    return image -> reading.trimap(image, hint);
  }

  private static TrimapSource rough(TrimapSource source) {
    return new TrimapSource() {
      @Override
      public Trimap trimap(RgbImage image) {
        return source.trimap(image);
      }

      @Override
      public boolean isRough() {
        return true;
      }
    };
  }

  private static ChromaKey key(Fields fields, Optional<Band> band) {
    ChromaKey key =
        fields.value("key", "a colour such as 00b140, or auto", Cutter::screen).orElseThrow();
    key = with(key, fields.number("key-tolerance"), key::withTolerance);
    key = with(key, fields.number("key-softness"), key::withSoftness);
    key = with(key, fields.number("key-spill"), key::withSpill);
    return with(key, band, key::withBand);
  }

  private static <T> ChromaKey with(
      ChromaKey key, Optional<T> value, Function<T, ChromaKey> setting) {
    return value.map(setting).orElse(key);
  }

  private static ChromaKey screen(String text) {
    if (text.equals("auto")) {
      return ChromaKey.fromBorder();
    }
    Colour colour = Colour.parse(text);
    return ChromaKey.of(colour.red(), colour.green(), colour.blue());
  }

  private static Band band(String text) {
    return text.endsWith("%")
        ? Band.relative(Double.parseDouble(text.substring(0, text.length() - 1)) / PERCENT)
        : Band.pixels(Double.parseDouble(text));
  }

  /** Returns the photograph with its trimap alone. */
  Trimap trimap(Way way) {
    if (way.alpha().isPresent()) {
      throw new Refusal(
          Refusal.BAD_REQUEST, "invalid_field", "alpha is given, wanted one of the other fields");
    }
    return way.trimaps().trimap(files.readImage(way.image()));
  }

  /** Returns the photograph with its matte. */
  Matted matted(Way way) {
    RgbImage image = files.readImage(way.image());
    ImageProperties properties = ImageFiles.readProperties(way.image());
    if (way.alpha().isPresent()) {
      AlphaMatte alpha = files.readAlpha(way.alpha().get());
      if (alpha.width() != image.width() || alpha.height() != image.height()) {
        throw new InvalidInputException(
            "alpha is %dx%d, wanted the image's %dx%d"
                .formatted(alpha.width(), alpha.height(), image.width(), image.height()));
      }
      return new Matted(image, properties, Optional.empty(), alpha);
    }
    Trimap trimap = way.trimaps().trimap(image);
    AlphaMatte alpha = matting.predict(image, trimap);
    return new Matted(
        image,
        properties,
        Optional.of(trimap),
        way.trimaps().isRough() ? Trimaps.withoutIslands(alpha, trimap) : alpha);
  }

  /** Reads how colours are estimated. */
  static Function<Matted, CutOut> colours(Fields fields) {
    boolean naive =
        fields.choice("foreground", Foreground.class, Foreground.ESTIMATED) == Foreground.NAIVE;
    Optional<Colour> screen = fields.value("despill", "a colour such as 00b140", Colour::parse);
    return matted -> {
      CutOut cutOut =
          naive
              ? CutOut.naive(matted.image(), matted.alpha())
              : CutOut.of(matted.image(), matted.alpha(), ForegroundEstimation.standard());
      return screen.map(cutOut::withoutSpill).orElse(cutOut);
    };
  }

  /** The source of the object's colours. */
  enum Foreground {
    ESTIMATED,
    NAIVE
  }
}

package dev.deepmatting.server;

import dev.deepmatting.compose.Colour;
import dev.deepmatting.image.ImageInput;
import dev.deepmatting.trimap.TrimapSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * The route of remove.bg, {@code POST /v1.0/removebg}, as its clients send it: the same fields,
 * headers and errors. {@code type}, {@code type_level} and {@code semitransparency} are checked and
 * have no effect, because every object is matted. What this server cannot do is refused.
 */
record RemoveBgRoute(Cutter cutter) implements Routes.Route {
  static final String PATH = "/v1.0/removebg";

  private static final Set<String> TYPES =
      Set.of(
          "auto",
          "person",
          "product",
          "car",
          "animal",
          "graphic",
          "graphics",
          "transportation",
          "other");
  private static final Set<String> LEVELS = Set.of("none", "1", "2", "latest");
  private static final Set<String> SHADOWS = Set.of("auto", "drop", "none");
  private static final long PREVIEW = 250_000;
  private static final int PERCENT = 100;

  /** The most pixels of a result, by the word for its size. */
  private static final Map<String, Long> SIZES = sizes();

  private static Map<String, Long> sizes() {
    Map<String, Long> sizes = new LinkedHashMap<>();
    List.of("preview", "small", "regular").forEach(word -> sizes.put(word, PREVIEW));
    sizes.put("medium", 1_500_000L);
    sizes.put("hd", 4_000_000L);
    List.of("auto", "full", "4k", "50MP").forEach(word -> sizes.put(word, Long.MAX_VALUE));
    return sizes;
  }

  @Override
  public Callable<Answer> work(Fields fields) {
    for (String address : List.of("image_url", "bg_image_url")) {
      fields
          .text(address)
          .ifPresent(
              any -> {
                throw new Refusal(
                    Refusal.BAD_REQUEST,
                    "invalid_" + address,
                    "this server fetches no pictures by address");
              });
    }
    ImageInput image =
        fields
            .picture("image_file")
            .orElseThrow(
                () ->
                    new Refusal(
                        Refusal.BAD_REQUEST,
                        "missing_source",
                        "no image is given, wanted image_file or image_file_b64"));
    TrimapSource trimaps = trimaps(fields);
    RemoveBgPicture picture = picture(fields);
    fields.requireAllKnown();
    Cutter.Way way = new Cutter.Way(image, Optional.empty(), trimaps);
    return () -> picture.answer(cutter.matted(way), cutter.files());
  }

  private TrimapSource trimaps(Fields fields) {
    TrimapSource whole = cutter.found();
    return fields
        .value("roi", "x1 y1 x2 y2 in pixels or percent", Region::parse)
        .map(region -> region.within(whole))
        .orElse(whole);
  }

  private static RemoveBgPicture picture(Fields fields) {
    boolean alpha =
        fields
            .value("channels", "rgba or alpha", oneOf(Set.of("rgba", "alpha")))
            .orElse("rgba")
            .equals("alpha");
    Optional<Colour> colour =
        fields.value("bg_color", "a colour such as 81d4fa or fff", RemoveBgRoute::colour);
    Optional<ImageInput> background = fields.picture("bg_image_file");
    if (colour.isPresent() && background.isPresent()) {
      throw new Refusal(
          Refusal.BAD_REQUEST,
          "invalid_parameters",
          "bg_color and bg_image_file are given, wanted one of them");
    }
    boolean opaque = alpha || colour.isPresent() || background.isPresent();
    fields.value("type_level", "one of " + LEVELS, oneOf(LEVELS));
    fields.flag("semitransparency");
    return new RemoveBgPicture(
        fields.value("size", "one of " + SIZES.keySet(), RemoveBgRoute::pixels).orElse(PREVIEW),
        format(fields, opaque),
        alpha,
        colour,
        background,
        crop(fields),
        scale(fields),
        position(fields),
        shadow(fields),
        fields.value("type", "one of " + TYPES, oneOf(TYPES)).orElse("other"),
        fields.wantsJson());
  }

  private static java.util.function.UnaryOperator<String> oneOf(Set<String> words) {
    Predicate<String> known = words::contains;
    return text -> {
      if (!known.test(text)) {
        throw new IllegalArgumentException(text);
      }
      return text;
    };
  }

  private static long pixels(String word) {
    Long most = SIZES.get(word);
    if (most == null) {
      throw new IllegalArgumentException(word);
    }
    return most;
  }

  private static Results.Format format(Fields fields, boolean opaque) {
    String word =
        fields
            .value(
                "format",
                "auto, png, jpg, webp or zip",
                oneOf(Set.of("auto", "png", "jpg", "webp", "zip")))
            .orElse("auto");
    if (word.equals("auto")) {
      return opaque ? Results.Format.JPG : Results.Format.PNG;
    }
    Results.Format format = Results.Format.valueOf(word.toUpperCase(java.util.Locale.ROOT));
    if (format == Results.Format.ZIP && opaque) {
      throw Refusal.field("format", word, "png, jpg or webp for a picture without transparency");
    }
    return format;
  }

  private static Optional<Length> crop(Fields fields) {
    Optional<Length> margin =
        fields.value("crop_margin", "one length, such as 12px or 5%", Length::parse);
    if (!fields.flag("crop")) {
      return Optional.empty();
    }
    return Optional.of(margin.orElse(new Length(0, false)));
  }

  private static Optional<Double> scale(Fields fields) {
    return fields
        .text("scale")
        .filter(text -> !text.equals("original"))
        .map(
            text -> {
              double share = percent("scale", text, "original, or 10% to 100%");
              if (share < 0.1) {
                throw Refusal.field("scale", text, "original, or 10% to 100%");
              }
              return share;
            });
  }

  /** Returns where the object's centre comes, as shares of the picture's sides. */
  private static Optional<double[]> position(Fields fields) {
    String wanted = "original, center, or 0% to 100% once or twice";
    return fields
        .text("position")
        .filter(text -> !text.equals("original"))
        .map(
            text -> {
              if (text.equals("center")) {
                return new double[] {0.5, 0.5};
              }
              String[] parts = text.split("\\s+");
              if (parts.length > 2) {
                throw Refusal.field("position", text, wanted);
              }
              return new double[] {
                percent("position", parts[0], wanted),
                percent("position", parts[parts.length - 1], wanted)
              };
            });
  }

  private static double percent(String name, String text, String wanted) {
    try {
      double share = Double.parseDouble(text.replaceFirst("%$", "")) / PERCENT;
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      throw Refusal.field(name, text, wanted);
    }
    throw Refusal.field(name, text, wanted);
  }

  private static Optional<Double> shadow(Fields fields) {
    Optional<String> kind = fields.value("shadow_type", "one of " + SHADOWS, oneOf(SHADOWS));
    double opacity =
        fields
            .number("shadow_opacity")
            .map(value -> percent("shadow_opacity", value.toString(), "0 to 100"))
            .orElse(0.5);
    boolean wanted = fields.flag("add_shadow") || kind.isPresent() && !kind.get().equals("none");
    return wanted ? Optional.of(opacity) : Optional.empty();
  }

  /** Reads {@code fff}, {@code ffffff} and {@code ffffffff}, with or without a hash. */
  private static Colour colour(String text) {
    String digits = text.startsWith("#") ? text.substring(1) : text;
    if (digits.length() == 3) {
      digits = digits.replaceAll("(.)", "$1$1");
    }
    if (digits.length() == 8 && digits.toLowerCase(java.util.Locale.ROOT).endsWith("ff")) {
      digits = digits.substring(0, 6);
    }
    return Colour.parse(digits);
  }

  @Override
  public Answer refused(Refusal refusal) {
    // Its documentation has 403 where others have 401.
    int status = refusal.status() == Refusal.UNAUTHORIZED ? 403 : refusal.status();
    String code = refusal.status() == Refusal.UNAUTHORIZED ? "auth_failed" : refusal.code();
    return Answer.json(
        status, Map.of("errors", List.of(Map.of("title", refusal.getMessage(), "code", code))));
  }
}

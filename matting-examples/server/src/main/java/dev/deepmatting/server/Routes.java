package dev.deepmatting.server;

import dev.deepmatting.compose.BlendSpace;
import dev.deepmatting.compose.Colour;
import dev.deepmatting.compose.Composition;
import dev.deepmatting.compose.CutOut;
import dev.deepmatting.compose.Fit;
import dev.deepmatting.compose.Shadow;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageInput;
import dev.deepmatting.image.ImageProperties;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.trimap.TrimapReview;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The routes of the library's own API. Each reads its fields at once, so that a bad one is refused
 * before a picture is decoded, and returns the work for the queue.
 */
final class Routes {
  private final Cutter cutter;

  Routes(Cutter cutter) {
    this.cutter = cutter;
  }

  /** Turns fields into work. */
  @FunctionalInterface
  interface Route {
    /**
     * Reads the fields.
     *
     * @return the work, which decodes pictures and predicts
     * @throws Refusal if a field is wrong
     */
    Callable<Answer> work(Fields fields);

    /** Returns what clients of this route understand as an error. */
    default Answer refused(Refusal refusal) {
      return Answer.json(
          refusal.status(),
          Map.of("error", Map.of("code", refusal.code(), "message", refusal.getMessage())));
    }
  }

  /** Returns the routes by their paths: the library's own and those of other services. */
  Map<String, Route> all() {
    Map<String, Route> routes = own();
    routes.put(RembgRoute.PATH, new RembgRoute(cutter));
    routes.put(RemoveBgRoute.PATH, new RemoveBgRoute(cutter));
    return routes;
  }

  /** Returns the library's own routes. */
  Map<String, Route> own() {
    Map<String, Route> routes = new TreeMap<>();
    routes.put("/v1/cutout", this::cutout);
    routes.put("/v1/alpha", this::alpha);
    routes.put("/v1/trimap", this::trimap);
    routes.put("/v1/composite", this::composite);
    routes.put("/v1/review", this::review);
    return routes;
  }

  private Callable<Answer> cutout(Fields fields) {
    Cutter.Way way = cutter.way(fields);
    Results results = Results.of(fields, true, true);
    Function<Cutter.Matted, CutOut> colours = Cutter.colours(fields);
    fields.requireAllKnown();
    return () -> {
      Cutter.Matted matted = cutter.matted(way);
      return results.of(colours.apply(matted), matted.properties());
    };
  }

  private Callable<Answer> alpha(Fields fields) {
    Cutter.Way way = cutter.way(fields);
    Results results = Results.of(fields, false, false);
    int bits = fields.integer("bits").orElse(Byte.SIZE);
    if (bits != Byte.SIZE && bits != Short.SIZE) {
      throw Refusal.field("bits", bits, "8 or 16");
    }
    fields.requireAllKnown();
    return () -> {
      Cutter.Matted matted = cutter.matted(way);
      // A matte's values are shares, not colours.
      ImageProperties own = matted.properties().withoutIccProfile();
      return results.of(
          bits == Byte.SIZE ? matted.alpha().toGray8() : matted.alpha().toGray16(), own);
    };
  }

  private Callable<Answer> trimap(Fields fields) {
    Cutter.Way way = cutter.way(fields);
    Results results = Results.of(fields, false, false);
    fields.requireAllKnown();
    return () -> results.of(cutter.trimap(way).toBufferedImage(), ImageProperties.none());
  }

  private Callable<Answer> review(Fields fields) {
    Cutter.Way way = cutter.way(fields);
    fields.requireAllKnown();
    return () -> {
      RgbImage image = cutter.files().readImage(way.image());
      TrimapReview review = TrimapReview.of(image, way.trimaps().trimap(image));
      return Answer.json(
          200,
          Map.of(
              "unknown",
              review.unknownShare(),
              "findings",
              review.findings().stream()
                  .map(
                      finding ->
                          Map.of(
                              "kind", finding.kind(),
                              "severity", finding.severity(),
                              "message", finding.message(),
                              "advice", finding.advice()))
                  .toList()));
    };
  }

  private Callable<Answer> composite(Fields fields) {
    Cutter.Way way = cutter.way(fields);
    Function<Cutter.Matted, CutOut> colours = Cutter.colours(fields);
    UnaryOperator<Composition.Builder> ground = ground(fields, cutter.files());
    UnaryOperator<Composition.Builder> settings = settings(fields);
    Results results = Results.of(fields, !fields.has("color") && !fields.has("background"), false);
    fields.requireAllKnown();
    return () -> {
      Cutter.Matted matted = cutter.matted(way);
      Composition.Builder builder = Composition.builder(colours.apply(matted));
      return results.of(
          settings.apply(ground.apply(builder)).build().render(), matted.properties());
    };
  }

  private static UnaryOperator<Composition.Builder> ground(Fields fields, ImageFiles files) {
    Optional<Colour> colour = fields.value("color", "a colour such as 1e90ff", Colour::parse);
    Optional<ImageInput> background = fields.picture("background");
    boolean transparent = fields.flag("transparent");
    int count =
        (colour.isPresent() ? 1 : 0) + (background.isPresent() ? 1 : 0) + (transparent ? 1 : 0);
    if (count != 1) {
      throw new Refusal(
          Refusal.BAD_REQUEST,
          "missing_field",
          count + " of color, background and transparent are given, wanted one");
    }
    Fit fit = fields.choice("fit", Fit.class, Fit.COVER);
    if (background.isPresent()) {
      return builder -> builder.onto(files.readImage(background.get()), fit);
    }
    return builder -> colour.map(builder::onto).orElseGet(builder::transparent);
  }

  private static UnaryOperator<Composition.Builder> settings(Fields fields) {
    Optional<int[]> offset = fields.integers("offset", 2, "x,y");
    Optional<int[]> canvas = fields.integers("canvas", 2, "width,height");
    Optional<Double> scale = fields.number("scale");
    Optional<Double> feather = fields.number("feather");
    Optional<Double> shift = fields.number("shift");
    Optional<Integer> crop = fields.integer("crop");
    Optional<Shadow> shadow =
        fields.value("shadow", "dx,dy,blur,opacity such as 12,16,10,0.5", Routes::shadow);
    BlendSpace blendSpace = fields.choice("light", BlendSpace.class, BlendSpace.SRGB);
    return builder -> {
      offset.ifPresent(at -> builder.offset(at[0], at[1]));
      canvas.ifPresent(sides -> builder.canvas(sides[0], sides[1]));
      scale.ifPresent(builder::scale);
      feather.ifPresent(builder::feather);
      shift.ifPresent(builder::shiftEdge);
      crop.ifPresent(builder::cropToObject);
      shadow.ifPresent(builder::shadow);
      return builder.blendSpace(blendSpace);
    };
  }

  private static Shadow shadow(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException(text);
    }
    return Shadow.black(
        Integer.parseInt(parts[0].strip()),
        Integer.parseInt(parts[1].strip()),
        Double.parseDouble(parts[2]),
        Double.parseDouble(parts[3]));
  }
}

package dev.deepmatting.server;

import dev.deepmatting.compose.Colour;
import dev.deepmatting.compose.Composition;
import dev.deepmatting.compose.CutOut;
import dev.deepmatting.image.ImageInput;
import dev.deepmatting.image.ImageProperties;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * The route of rembg's server, {@code POST /api/remove}, as its clients send it. Every answer is
 * matted, with and without {@code a}; masks are always smoothed, with and without {@code ppm}. What
 * would choose another network or change its steps is refused.
 */
record RembgRoute(Cutter cutter) implements Routes.Route {
  static final String PATH = "/api/remove";

  private static final int MOST_LEVEL = 255;
  private static final Results PNG = new Results(Results.Format.PNG, false);

  @Override
  public Callable<Answer> work(Fields fields) {
    ImageInput image =
        fields
            .picture("file")
            .or(() -> fields.picture("image"))
            .orElseThrow(
                () ->
                    new Refusal(
                        Refusal.BAD_REQUEST, "missing_field", "file is missing, wanted a picture"));
    refuseOthers(fields);
    // Accepted because every answer has what they ask for.
    fields.flag("a");
    fields.flag("ppm");
    boolean onlyMask = fields.flag("om");
    Optional<Colour> ground =
        fields.value("bgc", "red,green,blue,255, each 0 to 255", RembgRoute::ground);
    Function<Cutter.Matted, CutOut> colours = Cutter.colours(fields);
    Cutter.Way way = new Cutter.Way(image, Optional.empty(), cutter.found());
    fields.requireAllKnown();
    return () -> {
      Cutter.Matted matted = cutter.matted(way);
      if (onlyMask) {
        return PNG.of(matted.alpha().toGray8(), ImageProperties.none());
      }
      CutOut cutOut = colours.apply(matted);
      return ground.isPresent()
          ? PNG.of(
              Composition.builder(cutOut).onto(ground.get()).build().render(), matted.properties())
          : PNG.of(cutOut, matted.properties());
    };
  }

  private static void refuseOthers(Fields fields) {
    fields
        .text("model")
        .ifPresent(
            model -> {
              throw Refusal.field("model", model, "none: the server's own model finds the object");
            });
    for (String level : new String[] {"af", "ab", "ae"}) {
      fields
          .integer(level)
          .ifPresent(
              value -> {
                throw Refusal.field(
                    level, value, "none: the width of the unknown region is measured");
              });
    }
    fields
        .text("extras")
        .filter(text -> !text.equals("{}"))
        .ifPresent(
            text -> {
              throw Refusal.field("extras", text, "none, or {}");
            });
  }

  private static Colour ground(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length != 4 || Integer.parseInt(parts[3].strip()) != MOST_LEVEL) {
      throw new IllegalArgumentException(text);
    }
    return new Colour(
        Integer.parseInt(parts[0].strip()),
        Integer.parseInt(parts[1].strip()),
        Integer.parseInt(parts[2].strip()));
  }

  @Override
  public Answer refused(Refusal refusal) {
    return Answer.json(refusal.status(), java.util.Map.of("detail", refusal.getMessage()));
  }
}

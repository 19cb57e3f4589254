package dev.deepmatting.cli;

import dev.deepmatting.train.Stage;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a stage's name, or {@code plan} for all of them in their order. */
final class StagesConverter implements ITypeConverter<StagesConverter.Stages> {
  private static final String PLAN = "plan";

  /**
   * The stages to train in order; a separate type, because picocli splits a list.
   *
   * @param inOrder one stage or all
   */
  record Stages(List<Stage> inOrder) {
    boolean isPlan() {
      return inOrder.size() > 1;
    }
  }

  @Override
  public Stages convert(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    if (name.equals(PLAN)) {
      return new Stages(List.of(Stage.values()));
    }
    return Stream.of(Stage.values())
        .filter(stage -> stage.id().equals(name))
        .findFirst()
        .map(stage -> new Stages(List.of(stage)))
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "it is '"
                        + text
                        + "', wanted one of "
                        + Stream.concat(Stream.of(Stage.values()).map(Stage::id), Stream.of(PLAN))
                            .toList()));
  }
}

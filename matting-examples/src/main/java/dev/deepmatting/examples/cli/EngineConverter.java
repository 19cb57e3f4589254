package dev.deepmatting.examples.cli;

import dev.deepmatting.network.Engine;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an engine's name in the spelling of the help, in any case. */
final class EngineConverter implements ITypeConverter<Engine> {
  @Override
  public Engine convert(String text) {
    return Stream.of(Engine.values())
        .filter(engine -> name(engine).equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "it is '"
                        + text
                        + "', wanted one of "
                        + Stream.of(Engine.values()).map(EngineConverter::name).toList()));
  }

  private static String name(Engine engine) {
    return engine.name().toLowerCase(Locale.ROOT);
  }
}

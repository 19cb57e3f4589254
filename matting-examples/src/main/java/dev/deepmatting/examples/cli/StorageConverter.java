package dev.deepmatting.examples.cli;

import dev.deepmatting.network.StorageType;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how weights are stored, {@code f32}, {@code f16} or {@code bf16}. */
final class StorageConverter implements ITypeConverter<StorageType> {
  @Override
  public StorageType convert(String text) {
    return Stream.of(StorageType.values())
        .filter(type -> type.id().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "it is '"
                        + text
                        + "', wanted one of "
                        + Stream.of(StorageType.values()).map(StorageType::id).toList()));
  }
}

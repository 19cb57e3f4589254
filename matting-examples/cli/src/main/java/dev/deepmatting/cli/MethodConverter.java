package dev.deepmatting.cli;

import dev.deepmatting.propagation.PropagationMethod;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a method without a network, such as {@code graph}. */
final class MethodConverter implements ITypeConverter<PropagationMethod>, Iterable<String> {
  /** Returns the names for completion, as users type them. */
  @Override
  public Iterator<String> iterator() {
    return names().iterator();
  }

  @Override
  public PropagationMethod convert(String text) {
    return PropagationMethod.named(text)
        .orElseThrow(
            () -> new TypeConversionException("it is '" + text + "', wanted one of " + names()));
  }

  private static List<String> names() {
    return PropagationMethod.all().stream().map(PropagationMethod::name).toList();
  }
}

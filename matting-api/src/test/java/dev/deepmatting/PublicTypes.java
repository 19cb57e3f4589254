package dev.deepmatting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The types that every program can name, in the order of their names. */
final class PublicTypes {
  private static final Path COMPILED = Path.of("target/classes");

  private PublicTypes() {}

  static List<Class<?>> topLevel() {
    return Matting.class.getModule().getDescriptor().exports().stream()
        .filter(each -> !each.isQualified())
        .map(Exports::source)
        .flatMap(PublicTypes::in)
        .filter(type -> Modifier.isPublic(type.getModifiers()))
        .sorted(Comparator.comparing(Class::getName))
        .toList();
  }

  /** A type and those in it that a program can name too. */
  static Stream<Class<?>> withNested(Class<?> type) {
    Stream<Class<?>> nested =
        Arrays.stream(type.getDeclaredClasses())
            .filter(each -> isOpen(each.getModifiers()))
            .sorted(Comparator.comparing(Class::getName));
    return Stream.concat(Stream.of(type), nested.flatMap(PublicTypes::withNested));
  }

  static boolean isOpen(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static Stream<Class<?>> in(String name) {
    try (Stream<Path> files = Files.list(COMPILED.resolve(name.replace('.', '/')))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.matches("[^$-]+\\.class"))
          .<Class<?>>map(file -> load(name + "." + file.replace(".class", "")))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, Matting.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}

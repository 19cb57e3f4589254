package dev.deepmatting;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What programs can compile against, a line for each type and member; packages are left out. */
final class ApiListing {
  private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])");

  private ApiListing() {}

  static List<String> lines() {
    return PublicTypes.topLevel().stream()
        .flatMap(PublicTypes::withNested)
        .flatMap(ApiListing::lines)
        .toList();
  }

  private static Stream<String> lines(Class<?> type) {
    Stream<String> fields =
        Arrays.stream(type.getDeclaredFields())
            .filter(each -> PublicTypes.isOpen(each.getModifiers()))
            .map(ApiListing::line);
    Stream<String> made =
        Arrays.stream(type.getDeclaredConstructors())
            .filter(each -> PublicTypes.isOpen(each.getModifiers()))
            .map(each -> line(type, each));
    Stream<String> called =
        Arrays.stream(type.getDeclaredMethods())
            .filter(each -> PublicTypes.isOpen(each.getModifiers()) && !each.isSynthetic())
            .filter(each -> !isImplied(type, each))
            .map(ApiListing::line);
    Stream<String> members =
        Stream.of(fields, made, called)
            .flatMap(Stream::sorted)
            .map(line -> "  " + PACKAGE.matcher(line).replaceAll(""));
    return Stream.concat(Stream.of(header(type)), members);
  }

  /** What every enum and every record has. */
  private static boolean isImplied(Class<?> type, Method method) {
    List<String> names =
        type.isEnum()
            ? List.of("values", "valueOf")
            : type.isRecord() ? List.of("equals", "hashCode", "toString") : List.of();
    return names.contains(method.getName());
  }

  private static String header(Class<?> type) {
    List<Type> above = new ArrayList<>();
    if (type.getGenericSuperclass() != null && !type.isEnum() && !type.isRecord()) {
      above.add(type.getGenericSuperclass());
    }
    above.addAll(List.of(type.getGenericInterfaces()));
    above.remove(Object.class);
    String bounds = PACKAGE.matcher(names(above.toArray(Type[]::new))).replaceAll("");
    String open =
        Modifier.isFinal(type.getModifiers()) ? "" : type.isSealed() ? "sealed " : "open ";
    return open + kind(type) + " " + type.getName() + (bounds.isEmpty() ? "" : " : " + bounds);
  }

  private static String kind(Class<?> type) {
    if (type.isEnum()) {
      return "enum";
    }
    if (type.isRecord()) {
      return "record";
    }
    return type.isInterface() ? "interface" : "class";
  }

  private static String line(Field field) {
    return modifiers(field.getModifiers())
        + field.getName()
        + ": "
        + field.getGenericType().getTypeName();
  }

  private static String line(Class<?> type, Constructor<?> constructor) {
    return modifiers(constructor.getModifiers())
        + "new "
        + type.getSimpleName()
        + parameters(constructor);
  }

  private static String line(Method method) {
    String kind = method.isDefault() ? "default " : "";
    return kind
        + modifiers(method.getModifiers())
        + method.getName()
        + parameters(method)
        + ": "
        + method.getGenericReturnType().getTypeName();
  }

  private static String parameters(Executable executable) {
    String thrown = names(executable.getGenericExceptionTypes());
    return "("
        + names(executable.getGenericParameterTypes())
        + ")"
        + (thrown.isEmpty() ? "" : " throws " + thrown);
  }

  private static String names(Type[] types) {
    return Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(", "));
  }

  /** Of a method's modifiers, what a caller or a subclass depends on. */
  private static String modifiers(int modifiers) {
    String text = Modifier.isProtected(modifiers) ? "protected " : "";
    if (Modifier.isStatic(modifiers)) {
      text += "static ";
    }
    return Modifier.isAbstract(modifiers) ? text + "abstract " : text;
  }
}

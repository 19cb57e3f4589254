package dev.deepmatting;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a program sees of the module, what it does not, and what the architecture page says. */
class ModuleBoundaryTest {
  private static final String ROOT = "dev.deepmatting";
  private static final String INTERNAL = ROOT + ".internal.";
  private static final Path PAGE = Path.of("../src/site/markdown/architecture.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| `(?:…(?!dl4j))?([\\w.]+)` \\|[^|]*\\| ([^|]*) \\|$", Pattern.MULTILINE);
  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target/classes"));

  @Test
  void whatIsInternalIsExportedToTheEnginesAlone() {
    assertThat(exports())
        .allSatisfy(
            each ->
                assertThat(each.targets())
                    .isEqualTo(
                        each.source().startsWith(INTERNAL)
                            ? Set.of("dev.deepmatting.dl4j")
                            : Set.of()));
  }

  @Test
  void everythingElseIsExported() {
    Set<String> open = exports().stream().map(Exports::source).collect(Collectors.toSet());
    assertThat(packages()).allMatch(each -> each.startsWith(INTERNAL) || open.contains(each));
  }

  @Test
  void whatIsExportedNamesNothingInternal() {
    Stream<JavaClass> named =
        CLASSES.stream()
            .filter(ModuleBoundaryTest::isForUsers)
            .flatMap(type -> Stream.concat(above(type), named(type)));
    assertThat(named).noneMatch(type -> type.getPackageName().startsWith(INTERNAL));
  }

  @Test
  void noPackagesFormACycle() {
    slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theArchitecturePageSaysWhichPackagesUseWhich() throws IOException {
    assertThat(table())
        .containsExactlyInAnyOrderElementsOf(
            packages().stream().map(name -> shortName(name) + " uses " + used(name)).toList());
  }

  private static Set<Exports> exports() {
    return Matting.class.getModule().getDescriptor().exports();
  }

  private static Set<String> packages() {
    return CLASSES.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isForUsers(JavaClass type) {
    return !type.getPackageName().startsWith(INTERNAL)
        && type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(ModuleBoundaryTest::isForUsers).orElse(true);
  }

  private static Stream<JavaClass> above(JavaClass type) {
    return Stream.concat(
        type.getAllRawSuperclasses().stream(), type.getAllRawInterfaces().stream());
  }

  /** The types in the signatures of what a program can call. */
  private static Stream<JavaClass> named(JavaClass type) {
    Stream<JavaClass> called =
        type.getCodeUnits().stream()
            .filter(each -> isOpen(each.getModifiers()))
            .flatMap(each -> each.getAllInvolvedRawTypes().stream());
    Stream<JavaClass> read =
        type.getFields().stream()
            .filter(each -> isOpen(each.getModifiers()))
            .flatMap(each -> each.getAllInvolvedRawTypes().stream());
    return Stream.concat(called, read);
  }

  private static boolean isOpen(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static Set<String> used(String name) {
    return CLASSES.stream()
        .filter(type -> type.getPackageName().equals(name))
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .map(each -> each.getTargetClass().getBaseComponentType().getPackageName())
        .filter(each -> (each + ".").startsWith(ROOT + ".") && !each.equals(name))
        .map(ModuleBoundaryTest::shortName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** As in the table: without the root, which stands for itself. */
  private static String shortName(String name) {
    return name.equals(ROOT) ? name : name.substring(ROOT.length() + 1);
  }

  /** What the page says of the packages of this module, in the same words. */
  private static List<String> table() throws IOException {
    return ROW.matcher(Files.readString(PAGE))
        .results()
        .map(row -> row.group(1) + " uses " + names(row.group(2)))
        .toList();
  }

  private static Set<String> names(String column) {
    return Arrays.stream(column.split(", "))
        .filter(name -> name.startsWith("`"))
        .map(name -> name.replace("`", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Each package by its whole name, the root included. */
  private static final class ByPackage implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return SliceIdentifier.of(type.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }
}

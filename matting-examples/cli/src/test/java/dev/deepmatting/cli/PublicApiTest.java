package dev.deepmatting.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Commands do what any program can do. */
class PublicApiTest {
  /** Of the engines, what batches of samples and weights of classifiers are. */
  private static final String OF_ENGINES =
      "dev\\.deepmatting\\.dl4j\\.(?!(data\\.\\w+Iterator|model\\.Vgg16(Bn)?Weights)\\b).*";

  @Test
  void nothingInternalIsUsed() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.deepmatting.internal..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(OF_ENGINES)
        .check(new ClassFileImporter().importPath(Path.of("target/classes")));
  }
}

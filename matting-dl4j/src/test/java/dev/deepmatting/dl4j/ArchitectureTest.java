package dev.deepmatting.dl4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

/** The arrows of the architecture page. */
class ArchitectureTest {
  private static final String ROOT = "dev.deepmatting.dl4j";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.deepmatting");

  /** Each package by its whole name, the root included. */
  private static final SliceAssignment PACKAGES =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
          return "packages";
        }
      };

  @Test
  void packagesDependOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
        .layer("predict")
        .definedBy(ROOT + ".predict..")
        .layer("export")
        .definedBy(ROOT + ".export..")
        .layer("engine")
        .definedBy(ROOT + ".engine..")
        .layer("graph")
        .definedBy(ROOT + ".graph..")
        .layer("model")
        .definedBy(ROOT + ".model..")
        .layer("weights")
        .definedBy(ROOT + ".weights..")
        .layer("image")
        .definedBy(ROOT + ".image..")
        .layer("segment")
        .definedBy(ROOT + ".segment..")
        .layer("tensor")
        .definedBy(ROOT + ".tensor..")
        .layer("memory")
        .definedBy(ROOT + ".memory..")
        .layer("data")
        .definedBy(ROOT + ".data..")
        .layer("backprop")
        .definedBy(ROOT + ".backprop..")
        .layer("onednn")
        .definedBy(ROOT + ".onednn..")
        .layer("plan")
        .definedBy(ROOT + ".plan..")
        .layer("loss")
        .definedBy(ROOT + ".loss..")
        .layer("train")
        .definedBy(ROOT + ".train..")
        .whereLayer("train")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("backprop")
        .mayOnlyBeAccessedByLayers("onednn", "train")
        .whereLayer("backprop")
        .mayOnlyAccessLayers("tensor", "memory", "weights")
        .whereLayer("onednn")
        .mayOnlyBeAccessedByLayers("plan", "engine", "train")
        .whereLayer("onednn")
        .mayOnlyAccessLayers("backprop", "tensor", "memory")
        .whereLayer("plan")
        .mayOnlyBeAccessedByLayers("engine")
        .whereLayer("plan")
        .mayOnlyAccessLayers("onednn", "tensor", "weights")
        .whereLayer("loss")
        .mayOnlyBeAccessedByLayers("train")
        .whereLayer("loss")
        .mayOnlyAccessLayers("tensor")
        .whereLayer("predict")
        .mayOnlyBeAccessedByLayers("train")
        .whereLayer("export")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("image")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("image")
        .mayNotAccessAnyLayer()
        .whereLayer("segment")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("segment")
        .mayNotAccessAnyLayer()
        .whereLayer("tensor")
        .mayNotAccessAnyLayer()
        .whereLayer("memory")
        .mayOnlyBeAccessedByLayers("engine", "predict", "data", "backprop", "onednn", "train")
        .whereLayer("memory")
        .mayOnlyAccessLayers("tensor")
        .whereLayer("data")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("data")
        .mayOnlyAccessLayers("tensor", "memory")
        .whereLayer("engine")
        .mayOnlyBeAccessedByLayers("predict", "export", "train")
        .whereLayer("graph")
        .mayOnlyBeAccessedByLayers("engine")
        .whereLayer("model")
        .mayOnlyBeAccessedByLayers("predict", "export", "train")
        .whereLayer("weights")
        .mayOnlyBeAccessedByLayers(
            "model", "graph", "plan", "engine", "predict", "export", "backprop", "train")
        .check(CLASSES);
  }

  @Test
  void noPackagesFormACycle() {
    slices().assignedFrom(PACKAGES).should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void noReaderOfAFormatKnowsAnother() {
    slices().matching(ROOT + ".weights.(*)..").should().notDependOnEachOther().check(CLASSES);
  }

  @Test
  void arraysOfNd4jAppearOnlyInGraphsEnginesTrainingAndBatches() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ROOT + ".graph..",
            ROOT + ".weights.nn..",
            ROOT + ".engine..",
            ROOT + ".memory..",
            ROOT + ".data..",
            ROOT + ".backprop..",
            ROOT + ".onednn..",
            ROOT + ".train..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.nd4j..")
        .check(CLASSES);
  }

  @Test
  void theApiKnowsNoBackend() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + "..", "org.nd4j..", "org.bytedeco..")
        .check(CLASSES);
  }

  @Test
  void errorsThreadsAndNetworkAreLeavesOfTheApi() {
    classes()
        .that()
        .resideInAPackage("dev.deepmatting.internal.thread")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify.annotations", "dev.deepmatting.internal.thread")
        .check(CLASSES);
    classes()
        .that()
        .resideInAPackage("dev.deepmatting.error")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify.annotations", "dev.deepmatting.error")
        .check(CLASSES);
    classes()
        .that()
        .resideInAPackage("dev.deepmatting.network")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify.annotations",
            "dev.deepmatting.error",
            "dev.deepmatting.network")
        .check(CLASSES);
  }

  @Test
  void methodsWithoutANetworkKnowNoEngine() {
    classes()
        .that()
        .resideInAPackage("dev.deepmatting.propagation")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify.annotations",
            "dev.deepmatting.internal.check",
            "dev.deepmatting.error",
            "dev.deepmatting.image",
            "dev.deepmatting.network",
            "dev.deepmatting.internal.pixel",
            "dev.deepmatting.propagation",
            "dev.deepmatting.internal.thread",
            "dev.deepmatting.trimap")
        .check(CLASSES);
  }

  @Test
  void metricsKnowImagesAlone() {
    classes()
        .that()
        .resideInAPackage("dev.deepmatting.metrics")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify.annotations",
            "dev.deepmatting.internal.check",
            "dev.deepmatting.error",
            "dev.deepmatting.image",
            "dev.deepmatting.metrics")
        .check(CLASSES);
  }

  @Test
  void providersAreTheOnlyPublicTypesOfPredictExportAndTrain() {
    classes()
        .that()
        .resideInAnyPackage(ROOT + ".predict..", ROOT + ".export..", ROOT + ".train..")
        .and()
        .arePublic()
        .and()
        .doNotHaveFullyQualifiedName(ROOT + ".predict.Predictor")
        .should()
        .haveSimpleNameEndingWith("Provider")
        .check(CLASSES);
  }

  @Test
  void iteratorsAreTheOnlyPublicTypesOfData() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".data..")
        .and()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .should()
        .haveSimpleNameEndingWith("Iterator")
        .check(CLASSES);
  }
}

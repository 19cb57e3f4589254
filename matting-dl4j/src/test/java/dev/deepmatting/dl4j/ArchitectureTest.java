package dev.deepmatting.dl4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The arrows of the architecture page. */
class ArchitectureTest {
  private static final String USERS = "dev.deepmatting.dl4j";
  private static final String ROOT = USERS + ".internal";
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
        .consideringOnlyDependenciesInAnyPackage(USERS + "..")
        .layer("predict")
        .definedBy(ROOT + ".predict..")
        .layer("export")
        .definedBy(ROOT + ".export..")
        .layer("engine")
        .definedBy(ROOT + ".engine..")
        .layer("graph")
        .definedBy(ROOT + ".graph..")
        .layer("model")
        .definedBy(ROOT + ".model..", USERS + ".model..")
        .layer("weights")
        .definedBy(ROOT + ".weights..")
        .layer("image")
        .definedBy(ROOT + ".image..")
        .layer("segment")
        .definedBy(ROOT + ".segment..")
        .layer("onnxruntime")
        .definedBy(ROOT + ".onnxruntime..")
        .layer("tensor")
        .definedBy(ROOT + ".tensor..", USERS + ".tensor..")
        .layer("memory")
        .definedBy(ROOT + ".memory..")
        .layer("data")
        .definedBy(USERS + ".data..")
        .layer("backprop")
        .definedBy(ROOT + ".backprop..")
        .layer("natives")
        .definedBy(ROOT + ".natives..")
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
        .mayOnlyBeAccessedByLayers("train")
        .whereLayer("backprop")
        .mayOnlyAccessLayers("onednn", "tensor", "memory", "weights")
        .whereLayer("onednn")
        .mayOnlyBeAccessedByLayers("plan", "engine", "backprop")
        .whereLayer("onednn")
        .mayOnlyAccessLayers("natives")
        .whereLayer("natives")
        .mayOnlyBeAccessedByLayers("onednn", "engine", "image", "segment", "memory")
        .whereLayer("natives")
        .mayNotAccessAnyLayer()
        .whereLayer("plan")
        .mayOnlyBeAccessedByLayers("engine")
        .whereLayer("plan")
        .mayOnlyAccessLayers("onednn", "tensor", "memory", "weights")
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
        .mayOnlyAccessLayers("natives")
        .whereLayer("onnxruntime")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("onnxruntime")
        .mayOnlyAccessLayers("weights")
        .whereLayer("segment")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("segment")
        .mayOnlyAccessLayers("natives")
        .whereLayer("tensor")
        .mayNotAccessAnyLayer()
        .whereLayer("memory")
        .mayOnlyBeAccessedByLayers("engine", "predict", "data", "plan", "backprop", "train")
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
            "model",
            "graph",
            "plan",
            "engine",
            "predict",
            "export",
            "backprop",
            "train",
            "onnxruntime")
        .check(CLASSES);
  }

  /** Nor by way of others. */
  @Test
  void predictionKnowsNoTraining() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".predict..",
            ROOT + ".engine..",
            ROOT + ".plan..",
            ROOT + ".onednn..",
            ROOT + ".graph..",
            ROOT + ".export..",
            ROOT + ".model..",
            USERS + ".model..",
            ROOT + ".weights..")
        .should()
        .transitivelyDependOnClassesThat()
        .resideInAnyPackage(ROOT + ".backprop..", ROOT + ".loss..", ROOT + ".train..")
        .check(CLASSES);
  }

  @Test
  void layersOnNd4jKnowNothingOfThoseOnOneDnn() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".backprop")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".backprop.onednn..", ROOT + ".onednn..")
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
            USERS + ".data..",
            ROOT + ".backprop..",
            ROOT + ".train..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.nd4j..")
        .check(CLASSES);
  }

  @Test
  void onlyItsOwnPackageNeedsOnnxRuntime() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".onnxruntime..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.onnxruntime..")
        .check(CLASSES);
  }

  @Test
  void theApiKnowsNoBackend() {
    noClasses()
        .that()
        .resideOutsideOfPackage(USERS + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(USERS + "..", "org.nd4j..", "org.bytedeco..")
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
            "dev.deepmatting.internal.check",
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
            "dev.deepmatting.internal.colour",
            "dev.deepmatting.internal.pixel",
            "dev.deepmatting.propagation",
            "dev.deepmatting.internal.thread",
            "dev.deepmatting.trimap")
        .check(CLASSES);
  }

  @Test
  void metricsKnowImagesAndPixelsAlone() {
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
            "dev.deepmatting.metrics",
            "dev.deepmatting.internal.pixel")
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
  void onlyWhatUsersNeedIsOutsideOfInternal() {
    classes()
        .that()
        .resideInAPackage(USERS + "..")
        .and()
        .resideOutsideOfPackage(ROOT + "..")
        .and()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .should()
        .haveNameMatching(
            ".*[.](data[.]SampleBatchIterator|model[.]Vgg16(Bn)?Weights|tensor[.]FloatTensor)")
        .check(CLASSES);
  }

  @Test
  void usersSeeNothingInternal() {
    DescribedPredicate<JavaClass> internal = JavaClass.Predicates.resideInAPackage(ROOT + "..");
    noCodeUnits()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackage(ROOT + "..")
        .should()
        .haveRawReturnType(internal)
        .orShould()
        .haveRawParameterTypes(DescribedPredicate.anyElementThat(internal))
        .check(CLASSES);
  }

  /** The way of a photograph is drawn with types that there are, each used by one above it. */
  @Test
  void theDrawingOfAPhotographsWayIsTrue() throws IOException {
    String page = Files.readString(Path.of("../src/site/markdown/architecture.md"));
    String drawing = page.substring(page.indexOf("One photograph on its way")).split("```")[1];
    List<String> types =
        Pattern.compile("^ *([A-Z]\\w+)", Pattern.MULTILINE)
            .matcher(drawing)
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(types).hasSizeBetween(10, 15).startsWith("Matting").endsWith("Operation");
    for (String type : types.subList(2, types.size())) {
      assertThat(users(type)).as("users of " + type).anyMatch(drawing::contains);
    }
  }

  /** Simple names of the classes that use a type, or whose nested ones do. */
  private static List<String> users(String type) {
    return CLASSES.stream()
        .filter(user -> !user.getSimpleName().equals(type))
        .filter(
            user ->
                user.getDirectDependenciesFromSelf().stream()
                    .anyMatch(use -> use.getTargetClass().getSimpleName().equals(type)))
        .map(
            user ->
                user.getEnclosingClass().map(JavaClass::getSimpleName).orElse(user.getSimpleName()))
        .toList();
  }
}

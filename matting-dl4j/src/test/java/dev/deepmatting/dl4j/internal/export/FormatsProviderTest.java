package dev.deepmatting.dl4j.internal.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.ModelFiles;
import dev.deepmatting.dl4j.fixture.Checkpoints;
import dev.deepmatting.dl4j.model.Vgg16BnWeights;
import dev.deepmatting.dl4j.model.Vgg16Weights;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.ModelDescription;
import dev.deepmatting.network.StorageType;
import dev.deepmatting.network.WeightSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SameDiff;

/** Conversion as users call it, through the API. */
class FormatsProviderTest {
  @TempDir private Path folder;

  @Test
  void keepsANetworksMeaningThroughOnnxAndBack() {
    Path onnx = folder.resolve("net.onnx");
    Path back = folder.resolve("back.safetensors");
    Path straight = folder.resolve("straight.safetensors");
    ModelFiles.convert(classic(), onnx);
    ModelFiles.convert(WeightSource.file(onnx), back);
    ModelFiles.convert(classic(), straight);
    assertThat(back).hasSameBinaryContentAs(straight);
  }

  @Test
  void saysWhereAnImportedNetworkCameFrom() {
    Path target = folder.resolve("net.safetensors");
    ModelFiles.convert(classic(), target);
    ModelDescription description = ModelFiles.inspect(WeightSource.file(target));
    assertThat(description.provenance())
        .isEqualTo(
            "imported from classic-head.pth (PyTorch, zip container); epoch 12; best_sad 54.25");
    assertThat(description.network().orElseThrow().skip()).isTrue();
    assertThat(description.problem()).isEmpty();
  }

  @Test
  void replacesTheFileThatItReads() throws IOException {
    Path file = folder.resolve("net.safetensors");
    ModelFiles.convert(classic(), file);
    byte[] before = Files.readAllBytes(file);
    ModelFiles.convert(WeightSource.file(file), file);
    assertThat(file).hasBinaryContent(before);
    ModelFiles.convert(WeightSource.file(file), file, StorageType.BFLOAT16);
    assertThat(Files.size(file)).isLessThan(before.length * 2L / 3);
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void writesASameDiffGraph() {
    Path file = folder.resolve("net.fb");
    ImportReport report = ModelFiles.convert(classic(), file);
    assertThat(report.loaded()).hasSize(50);
    assertThat(SameDiff.load(file.toFile(), false).hasVariable("alpha")).isTrue();
  }

  @Test
  void writesTheFileThatALinkLeadsTo() throws IOException {
    Path file = Files.writeString(folder.resolve("real.safetensors"), "older");
    Path link = Files.createSymbolicLink(folder.resolve("link.safetensors"), file);
    ModelFiles.convert(classic(), link);
    assertThat(link).isSymbolicLink();
    assertThat(Files.size(file)).isGreaterThan(100_000);
  }

  @Test
  void writesAClassifiersConvolutionsUnderTheirOwnNames() {
    Path target = folder.resolve("vgg.safetensors");
    ModelFiles.convert(source("vgg16_bn.pth"), target);
    assertSame(
        Vgg16BnWeights.from(target).encoder(),
        Vgg16BnWeights.from(Checkpoints.path("vgg16_bn.pth")).encoder());
  }

  @Test
  void writesAKerasClassifiersConvolutionsUnderTheirOwnNames() {
    Path target = folder.resolve("keras.safetensors");
    ModelFiles.convert(source("vgg16.h5"), target);
    assertSame(
        Vgg16Weights.from(target, Vgg16Weights.Preprocessing.CAFFE).encoder(),
        Vgg16Weights.from(Checkpoints.path("vgg16.h5"), Vgg16Weights.Preprocessing.CAFFE)
            .encoder());
  }

  private static void assertSame(Map<String, FloatTensor> actual, Map<String, FloatTensor> wanted) {
    assertThat(actual.keySet()).containsExactlyElementsOf(wanted.keySet());
    wanted.forEach(
        (name, tensor) -> assertThat(actual.get(name).values()).isEqualTo(tensor.values()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vgg.onnx", "vgg.fb"})
  void writesNoGraphOfAClassifier(String name) {
    Path target = folder.resolve(name);
    WeightSource classifier = source("vgg16.pth");
    assertThatThrownBy(() -> ModelFiles.convert(classifier, target))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "target is "
                + target
                + ", wanted .safetensors: the source is not a matting network but VGG16, torchvision's"
                + " names");
    assertThat(folder).isEmptyDirectory();
  }

  private static WeightSource classic() {
    return source("classic-head.pth").withSkip(true);
  }

  private static WeightSource source(String name) {
    return WeightSource.file(Checkpoints.path(name));
  }
}

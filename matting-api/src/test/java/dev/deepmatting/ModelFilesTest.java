package dev.deepmatting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.network.WeightSource;
import dev.deepmatting.propagation.PropagationMethod;
import dev.deepmatting.spi.ModelFormats;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFilesTest {
  @TempDir private Path folder;

  @Test
  void saysWhichDependencyIsMissing() {
    assertThatThrownBy(() -> ModelFiles.inspect(WeightSource.parse("a.pth")))
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "nothing on the class path reads files of weights; add the dependency"
                + " dev.deepmatting:matting-dl4j");
  }

  @ParameterizedTest
  @ValueSource(strings = {"graph", "closed-form", "knn"})
  void knowsTheMethodsWithoutAFile(String name) {
    assertThat(ModelFiles.method(WeightSource.parse("builtin:" + name)))
        .map(PropagationMethod::name)
        .contains(name);
  }

  @Test
  void filesAndTheNetworkAreNoMethods() {
    assertThat(ModelFiles.method(WeightSource.parse("builtin:dim-small"))).isEmpty();
    assertThat(ModelFiles.method(WeightSource.parse("graph"))).isEmpty();
  }

  @Test
  void aMethodHasNoWeightsToLookAtToConvertOrToTrain() {
    WeightSource knn = WeightSource.parse("builtin:knn");
    Path target = folder.resolve("m.onnx");
    assertRefused("model", () -> ModelFiles.inspect(knn));
    assertRefused("model", () -> ModelFiles.convert(knn, target));
    assertRefused("start", () -> MattingTrainer.builder().start(knn));
    assertThat(target).doesNotExist();
  }

  private static void assertRefused(String name, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            name
                + " is builtin:knn, a method without weights, wanted a file of weights,"
                + " builtin:dim-small or builtin:dim-guided");
  }

  @Test
  void namesABrokenProvider() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF").resolve("services"));
    Files.writeString(services.resolve(ModelFormats.class.getName()), "stranger.Broken");
    URL[] urls = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      assertThatThrownBy(() -> ModelFiles.formats(loader))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("stranger.Broken");
    }
  }
}

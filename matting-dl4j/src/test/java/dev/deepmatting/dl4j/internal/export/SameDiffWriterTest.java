package dev.deepmatting.dl4j.internal.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.dl4j.fixture.Forms;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.engine.SameDiffEngine;
import dev.deepmatting.dl4j.internal.graph.NetworkGraph;
import dev.deepmatting.dl4j.internal.tensor.RunRequest;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.Variant;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SameDiffWriterTest {
  private static final float TOLERANCE = 1e-5f;
  private static final int[][] SIZES = {{32, 32}, {64, 32}};
  private static final Map<String, String> METADATA =
      Map.of(
          "deep_matting.network",
          "{\"variant\":\"seed\"}",
          "provenance",
          "Übung – 練習",
          "empty",
          "");

  @TempDir Path folder;

  @Test
  void givesTheEnginesAlphaWithThisLibraryAndInAJvmThatHasNd4jAlone()
      throws IOException, InterruptedException {
    for (int[] size : SIZES) {
      Files.write(
          folder.resolve(name(size) + ".input"),
          LoadedWithoutThisLibrary.bytes(input(size).values()));
    }
    Map<String, float[]> wanted = new HashMap<>();
    List<NetworkConfig> forms = Forms.half();
    for (int form = 0; form < forms.size(); form++) {
      NetworkWeights weights = Generated.weights(forms.get(form));
      Path file = folder.resolve(form + ".fb");
      SameDiffWriter.write(file, weights, METADATA);
      SameDiff graph = SameDiff.load(file.toFile(), false);
      try (SameDiffEngine engine = new SameDiffEngine(weights)) {
        for (int[] size : SIZES) {
          float[] alpha = engine.run(RunRequest.whole(input(size)), ProgressListener.NONE).values();
          assertThat(alpha(graph, input(size)))
              .as("%s at %s", forms.get(form), name(size))
              .containsExactly(alpha, within(TOLERANCE));
          wanted.put(form + ".fb." + name(size) + ".alpha", alpha);
        }
      }
    }
    runInAJvmWithoutThisLibrary();
    for (Map.Entry<String, float[]> entry : wanted.entrySet()) {
      Path alpha = folder.resolve(entry.getKey());
      assertThat(LoadedWithoutThisLibrary.floats(Files.readAllBytes(alpha)))
          .as("%s of %s", entry.getKey(), forms)
          .containsExactly(entry.getValue(), within(TOLERANCE));
    }
  }

  private void runInAJvmWithoutThisLibrary() throws IOException, InterruptedException {
    Path messages = folder.resolve("messages.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPathWithoutThisLibrary(),
                LoadedWithoutThisLibrary.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(messages.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(messages)).isZero();
  }

  private static String classPathWithoutThisLibrary() {
    List<Path> own = List.of(origin(NetworkGraph.class), origin(NetworkConfig.class));
    String separator = System.getProperty("path.separator");
    return Arrays.stream(System.getProperty("java.class.path").split(separator))
        .filter(entry -> !own.contains(Path.of(entry).toAbsolutePath()))
        .collect(Collectors.joining(separator));
  }

  private static Path origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void runsABatchOfPictures() throws IOException {
    NetworkConfig config = small();
    SameDiff graph = written(config, Map.of());
    int[] size = {32, 64};
    INDArray first = array(input(size));
    INDArray both =
        graph.output(Map.of("input", Nd4j.concat(0, first, first.mul(0.5f))), "alpha").get("alpha");
    assertThat(both.shape()).containsExactly(2, 1, 32, 64);
    assertThat(Arrays.copyOf(both.dup('c').data().asFloat(), 32 * 64))
        .containsExactly(alpha(graph, input(size)), within(TOLERANCE));
  }

  @Test
  void hasOnePlaceholderAndItsWeightsAsConstants() throws IOException {
    NetworkConfig config = small();
    SameDiff graph = written(config, Map.of());
    assertThat(graph.inputs()).containsExactly("input");
    assertThat(graph.getVariable("input").placeholderShape()).containsExactly(-1, 4, -1, -1);
    Map<String, FloatTensor> weights = NetworkGraph.parameters(Generated.weights(config));
    assertThat(
            graph.variables().stream()
                .filter(variable -> variable.getVariableType() == VariableType.CONSTANT)
                .map(SDVariable::name))
        .containsExactlyInAnyOrderElementsOf(weights.keySet());
    weights.forEach(
        (name, tensor) ->
            assertThat(graph.getVariable(name).getArr().dup('c').data().asFloat())
                .isEqualTo(tensor.values()));
  }

  @Test
  void keepsMetadataAsStringConstantsInAscii() throws IOException {
    SameDiff graph = written(small(), METADATA);
    assertThat(text(graph, "deep_matting.network")).isEqualTo("{\"variant\":\"seed\"}");
    assertThat(text(graph, "empty")).isEmpty();
    assertThat(text(graph, "provenance")).isEqualTo("\\u00dcbung \\u2013 \\u7df4\\u7fd2");
  }

  private static String text(SameDiff graph, String key) {
    return graph.getVariable("metadata/" + key).getArr().getString(0);
  }

  @Test
  void isStillTheSameWhenADl4jUserSavesItAgain() throws IOException {
    SameDiff graph = written(small(), METADATA);
    Path again = folder.resolve("again.fb");
    graph.save(again.toFile(), false);
    int[] size = {64, 64};
    assertThat(alpha(SameDiff.load(again.toFile(), false), input(size)))
        .isEqualTo(alpha(graph, input(size)));
  }

  @Test
  void isTheSameFileWhereverItIsWritten() throws IOException {
    NetworkWeights weights = Generated.weights(small());
    Path first = folder.resolve("first.fb");
    Path second = Files.createDirectory(folder.resolve("other")).resolve("second.bin");
    SameDiffWriter.write(first, weights, METADATA);
    SameDiffWriter.write(second, weights, METADATA);
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void leavesNothingBesideTheFile() throws IOException {
    SameDiffWriter.write(folder.resolve("model.fb"), Generated.weights(small()), METADATA);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("model.fb"));
    }
  }

  @Test
  void leavesAnOlderFileAsItWasWhenWritingFails() throws IOException {
    Path older = Files.createDirectory(folder.resolve("model.fb")).resolve("content");
    Files.writeString(older, "older");
    NetworkWeights weights = Generated.weights(small());
    assertThatThrownBy(() -> SameDiffWriter.write(folder.resolve("model.fb"), weights, METADATA))
        .isInstanceOf(MattingException.class)
        .hasMessageStartingWith("model " + folder.resolve("model.fb") + " cannot be written: ");
    assertThat(older).hasContent("older");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("model.fb"));
    }
  }

  @Test
  void leavesAnOlderFileAsItWasWhenInterrupted() throws IOException {
    Path older = Files.writeString(folder.resolve("model.fb"), "older");
    NetworkWeights weights = Generated.weights(small());
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> SameDiffWriter.write(older, weights, METADATA))
        .isInstanceOf(MattingInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(older).hasContent("older");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(older);
    }
  }

  @Test
  void refusesANetworkThatNd4jCannotWriteBeforeWritingAnything() {
    NetworkConfig wide = NetworkConfig.builder(Variant.CLASSIC).baseChannels(256).build();
    assertThatThrownBy(() -> SameDiffWriter.requireRoom(Path.of("wide.fb"), wide, Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("model wide.fb would have ")
        .hasMessageEndingWith(
            " bytes, wanted at most 1073741824, for which ND4J has room in a SameDiff file");
  }

  private SameDiff written(NetworkConfig config, Map<String, String> metadata) throws IOException {
    Path file = folder.resolve("model.fb");
    SameDiffWriter.write(file, Generated.weights(config), metadata);
    return SameDiff.load(file.toFile(), false);
  }

  private static NetworkConfig small() {
    return NetworkConfig.builder(Variant.CLASSIC)
        .baseChannels(4)
        .refinementHead(RefinementHead.LOGIT_RESIDUAL)
        .build();
  }

  private static String name(int[] size) {
    return size[0] + "x" + size[1];
  }

  private static FloatTensor input(int[] size) {
    float[] values = new float[4 * size[0] * size[1]];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Generated.value("input", i);
    }
    return new FloatTensor(values, 1, 4, size[0], size[1]);
  }

  private static INDArray array(FloatTensor tensor) {
    return Nd4j.create(tensor.values(), Arrays.stream(tensor.shape()).asLongStream().toArray());
  }

  private static float[] alpha(SameDiff graph, FloatTensor input) {
    return graph
        .output(Map.of("input", array(input)), "alpha")
        .get("alpha")
        .dup('c')
        .data()
        .asFloat();
  }
}

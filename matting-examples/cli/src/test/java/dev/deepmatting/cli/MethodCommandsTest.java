package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.deepmatting.ModelFiles;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.network.WeightSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands do with methods that need no network. */
class MethodCommandsTest {
  @TempDir private Path root;
  private Path images;
  private Path trimaps;
  private Path out;

  @BeforeEach
  void writePictures() throws IOException {
    images = root.resolve("images");
    trimaps = root.resolve("trimaps");
    out = root.resolve("out");
    Pictures.photograph(images.resolve("a.png"));
    Pictures.trimap(trimaps.resolve("a.png"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"builtin:graph", "builtin:closed-form", "builtin:knn"})
  void predictByName(String model) throws IOException {
    Run run = on("predict", "--model", model);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    AlphaMatte alpha = AlphaMatte.of(ImageIO.read(out.resolve("a-alpha.png").toFile()));
    assertThat(alpha.alphaAt(0, 8)).isEqualTo(1);
    assertThat(alpha.alphaAt(15, 8)).isZero();
    assertThat(out.resolve("a-cutout.png")).isRegularFile();
  }

  @ParameterizedTest
  @CsvSource({
    "predict, a-alpha",
    "cutout, a-cutout",
    "composite --transparent, a-composite",
    "preview, a-preview"
  })
  void theGraphIsTheDefault(String command, String result) throws IOException {
    Run run = on(command, "--threads", 2, "--memory", "1GB");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    byte[] byDefault = Files.readAllBytes(out.resolve(result + ".png"));

    assertThat(on(command, "--model", "builtin:graph").exitCode()).isZero();
    assertThat(out.resolve(result + ".png")).hasBinaryContent(byDefault);
    assertThat(Run.matting(command.split(" ")[0], "--help").out())
        .contains("Default: builtin:graph");
  }

  @ParameterizedTest
  @CsvSource({
    "--engine, onednn, 'engine is ONEDNN, wanted AUTO'",
    "--precision, bf16, 'precision is BF16, wanted FP32 or AUTO'",
    "--tile, 512, 'tiling is 512, wanted auto'",
    "--skip, true, 'skip is true, wanted none'",
    "--strict, false, 'strict is false, wanted true'"
  })
  void refuseWhatIsForNetworks(String option, String value, String message) {
    for (String command : new String[] {"predict", "cutout"}) {
      Run run = on(command, option, value);

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .isEqualToNormalizingNewlines(
              "matting: "
                  + message
                  + " with builtin:graph, which has no network (builtin:dim-small has one)\n");
      assertThat(out.resolve("a-cutout.png")).doesNotExist();
    }
  }

  @Test
  void evaluateThem() throws IOException {
    Path json = root.resolve("scores.json");
    Path truth = root.resolve("truth");
    Pictures.trimap(truth.resolve("a.png"));

    Run run =
        Run.matting(
            "evaluate",
            "--model",
            "builtin:knn",
            "--image",
            images,
            "--truth",
            truth,
            "--trimap",
            trimaps,
            "--threads",
            2,
            "--json",
            json);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(new ObjectMapper().readTree(json.toFile()).path("inputs").path("method").asText())
        .isEqualTo(method("builtin:knn"));
  }

  @Test
  void inspectThemForPeople() {
    Run run = Run.matting("inspect", "builtin:graph");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "model       builtin:graph",
            "contents    method without a network",
            "method      " + method("builtin:graph"));
  }

  @Test
  void inspectThemForPrograms() throws IOException {
    JsonNode root =
        new ObjectMapper().readTree(Run.matting("inspect", "--json", "builtin:knn").out());

    assertThat(root.path("model").asText()).isEqualTo("builtin:knn");
    assertThat(root.path("method").path("name").asText()).isEqualTo("knn");
    assertThat(root.path("method").path("description").asText()).isEqualTo(method("builtin:knn"));
  }

  @Test
  void nameAllModelsWhenAskedForAnother() {
    String message =
        "matting: model is 'builtin:huge', wanted builtin:graph, builtin:three-layer-graph,"
            + " builtin:closed-form, builtin:closed-form-light, builtin:knn, builtin:dim-small or builtin:dim-guided\n";

    for (Run run :
        new Run[] {
          Run.matting("inspect", "builtin:huge"), on("predict", "--model", "builtin:huge")
        }) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).isEqualToNormalizingNewlines(message);
    }
  }

  @Test
  void neitherConvertNorTrainThem() throws IOException {
    Run convert = Run.matting("convert", "--in", "builtin:graph", "--out", root.resolve("m.onnx"));
    Run train =
        Run.matting(
            "train",
            "--stage",
            "plan",
            "--data",
            "procedural",
            "--init",
            "builtin:graph",
            "--out",
            out);

    String wanted = " is builtin:graph, a method without weights, wanted a file of weights,";
    assertThat(convert.exitCode()).isEqualTo(2);
    assertThat(convert.err()).startsWith("matting: model" + wanted);
    assertThat(train.exitCode()).isEqualTo(2);
    assertThat(train.err()).startsWith("matting: start" + wanted);
    assertThat(root.toFile().list()).containsExactlyInAnyOrder("images", "trimaps");
  }

  /** Native libraries would cost more than the prediction. */
  @Test
  void startNoEngine() throws IOException, InterruptedException {
    Path classes = root.resolve("classes.txt");
    Path printed = root.resolve("printed.txt");
    int exitCode =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + classes + ":none",
                "-cp",
                System.getProperty("java.class.path"),
                MattingCommand.class.getName(),
                "predict",
                "--image",
                images.resolve("a.png").toString(),
                "--trimap",
                trimaps.resolve("a.png").toString(),
                "--out",
                out.toString())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start()
            .waitFor();

    assertThat(exitCode).as(Files.readString(printed)).isZero();
    try (Stream<String> lines = Files.lines(classes)) {
      assertThat(lines.filter(MethodCommandsTest::isOfAnEngine)).isEmpty();
    }
    assertThat(printed).content().hasLineCount(1).startsWith("[1/1] ");
  }

  private static boolean isOfAnEngine(String line) {
    return Stream.of(
            "org.nd4j.",
            "org.bytedeco.",
            "dev.deepmatting.dl4j.internal.engine.",
            "dev.deepmatting.dl4j.internal.predict.")
        .anyMatch(line::startsWith);
  }

  private static String method(String model) {
    return ModelFiles.method(WeightSource.parse(model)).orElseThrow().toString();
  }

  private Run on(String command, Object... options) {
    List<Object> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of("--image", images.resolve("a.png")));
    words.addAll(List.of("--trimap", trimaps.resolve("a.png"), "--out", out));
    words.addAll(List.of(options));
    return Run.matting(words.toArray());
  }
}

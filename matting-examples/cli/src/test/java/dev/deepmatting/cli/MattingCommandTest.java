package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MattingCommandTest {
  @Test
  void tellsItsVersion() {
    Run run = Run.matting("--version");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).matches("matting \\d+\\.\\d+\\.\\d+\\S*\\R");
  }

  @Test
  void helpListsTheCommandsAndAnExample() {
    Run run = Run.matting("--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("predict", "Example:", "matting predict --image photo.jpg");
  }

  @Test
  void aCommandGivesTheHelpOfAnother() {
    assertThat(Run.matting("help", "cutout").out())
        .isEqualTo(Run.matting("cutout", "--help").out())
        .contains("Usage: matting cutout");
  }

  @ParameterizedTest
  @CsvSource({
    "predict, 1",
    "--stack-trace cutout, 1",
    "evaluate --help, 1",
    "--help, 16",
    "help predict, 16",
    "completion bash, 16",
    "predct, 16"
  })
  void leavesOutWhatIsNotNamed(String words, int commands) {
    assertThat(MattingCommand.commandLine(words.split(" ")).getSubcommands()).hasSize(commands);
  }

  @Test
  void oneCommandAloneSaysWhatItSaysAmongAll() {
    String[] words = {"predict", "--help"};
    StringWriter alone = new StringWriter();
    MattingCommand.commandLine(words).setOut(new PrintWriter(alone)).execute(words);

    assertThat(alone).hasToString(Run.matting("predict", "--help").out());
  }

  @Test
  void helpOfPredictListsItsOptionsAndAnExample() {
    Run run = Run.matting("predict", "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("--image=FILE|DIR", "--trimap=FILE|DIR", "--out=DIR")
        .contains("--model=FILE|builtin:NAME", "Default: builtin:graph")
        .contains("--engine=auto|samediff|onednn", "--precision=auto|fp32|bf16")
        .contains("--tile=auto|off|PIXELS", "--memory=SIZE", "--threads=N", "--resume")
        .contains("OMP_NUM_THREADS", "--max-pixels=N")
        .contains("Exit codes:", "Examples:", "--image photos --trimap trimaps --out results");
  }

  @Test
  void refusesToRunWithoutACommand() {
    Run run = Run.matting();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("matting: Missing required subcommand");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--turbo", "--thread", "--workers"})
  void refusesOptionsThatItDoesNotHave(String option) {
    Run run = Run.matting("predict", "--image", "a", "--trimap", "b", "--out", "c", option, "auto");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("matting: Unknown option").contains(option);
  }

  @Test
  void saysWhichOptionsAreMissingAndWhereHelpIs() {
    Run run = Run.matting("predict", "--image", "a.png");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("matting: Missing required option")
        .contains("--out", "Help: matting predict --help");
    assertThat(Run.matting("predict", "--image", "a.png", "--out", "out").err())
        .startsWith("matting: none of --trimap, --auto is given, wanted one of them");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--image", "--trimap", "--out", "--model", "--engine"})
  void refusesEmptyValues(String option) {
    List<String> words =
        new ArrayList<>(List.of("predict", "--image", "a", "--trimap", "b", "--out", "c"));
    int place = words.indexOf(option);
    if (place < 0) {
      words.addAll(List.of(option, ""));
    } else {
      words.set(place + 1, "");
    }

    Run run = Run.matting(words.toArray());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("matting: ").contains(option, "is '', wanted", "--help");
  }

  @Test
  void takesEngineNamesInAnyCase() {
    Run run =
        Run.matting(
            "predict", "--image", "no", "--trimap", "b", "--out", "c", "--engine", "SameDiff");

    assertThat(run.err()).startsWith("matting: --image is 'no', wanted");
  }

  @ParameterizedTest
  @CsvSource({
    "--precision, fp64, 'wanted one of [auto, fp32, bf16]'",
    "--tile, 255, 'wanted auto, off or at least 256 pixels'",
    "--tile, large, 'wanted auto, off or at least 256 pixels'",
    "--memory, lots, 'wanted a size such as 512MB or 1.5GB'",
    "--threads, 0, 'wanted 1 to 1024'",
    "--threads, many, 'wanted 1 to 1024'"
  })
  void namesABadValueAndWhatWasWanted(String option, String value, String wanted) {
    Run run = Run.matting("predict", "--image", "a", "--trimap", "b", "--out", "c", option, value);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("matting: ").contains(option, "'" + value + "', " + wanted);
  }

  @Test
  void saysWhichEnginesThereAre() {
    Run run =
        Run.matting("predict", "--image", "a", "--trimap", "b", "--out", "c", "--engine", "steam");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--engine", "'steam', wanted one of [auto, onednn, samediff]");
  }
}

package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.image.AlphaMatte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
  @TempDir private Path root;
  private Path predictions;
  private Path truths;
  private Path trimaps;

  @BeforeEach
  void makeFolders() throws IOException {
    predictions = Files.createDirectory(root.resolve("predictions"));
    truths = Files.createDirectory(root.resolve("truth"));
    trimaps = Files.createDirectory(root.resolve("trimaps"));
    add("a", 0.6f);
    add("b", 0.4f);
  }

  @Test
  void printsScoresAndWritesTheTable() throws IOException {
    Path csv = root.resolve("scores.csv");

    Run run = evaluate("--threads", 1, "--csv", csv);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("[1/2] a  SAD 0.0192  MSE 0.040000 "))
        .anyMatch(line -> line.startsWith("[2/2] b  SAD 0.0000  MSE 0.000000 "))
        .anyMatch(line -> line.startsWith("mean of 2  SAD 0.0096  MSE 0.020000 "));
    assertThat(Files.readAllLines(csv))
        .hasSize(4)
        .startsWith("name,unknown,sad,mse,grad,conn,mad")
        .last()
        .asString()
        .startsWith("mean,96,0.0096,0.02,");
  }

  @Test
  void aBrokenBudgetEndsWithOneAfterEverythingIsWritten() {
    Path json = root.resolve("scores.json");
    Path html = root.resolve("scores.html");

    Run run = evaluate("--max-sad", 0.005, "--max-mse", 0.5, "--json", json, "--html", html);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEqualTo(line("matting: mean SAD is 0.0096, wanted at most 0.005"));
    assertThat(json).exists();
    assertThat(html).exists();
    assertThat(evaluate("--max-sad", 0.0097).exitCode()).isZero();
  }

  @Test
  void anImageThatCannotBeScoredEndsWithOne() throws IOException {
    Files.delete(predictions.resolve("b.png"));

    Run run = evaluate();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .containsExactly(
            "matting: b: truth %s has no prediction in %s, wanted b.* or b-alpha.*"
                .formatted(truths.resolve("b.png"), predictions),
            "matting: 1 of 2 images could not be scored and count in no mean");
    assertThat(run.out()).contains("mean of 1");
  }

  @Test
  void nothingToScoreEndsWithTwo() throws IOException {
    Files.writeString(truths.resolve("a.png"), "no picture");
    Files.delete(truths.resolve("b.png"));

    Run run = evaluate("--csv", root.resolve("scores.csv"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(root.resolve("scores.csv")).content().hasLineCount(1);
  }

  @Test
  void showsStrata() {
    Run run = evaluate("--split-unknown", "0.3,0.9");

    assertThat(run.out())
        .contains("share of unknown pixels 0.0 to 0.3, mean of 0  no images")
        .contains("share of unknown pixels 0.3 to 0.9, mean of 2  SAD 0.0096");
  }

  @Test
  void scoresWhatANetworkPredicts() throws IOException {
    Path images = Files.createDirectory(root.resolve("images"));
    Pictures.photograph(images.resolve("a.png"));
    Pictures.photograph(images.resolve("b.png"));
    Path html = root.resolve("scores.html");

    Run run =
        Run.matting(
            "evaluate",
            "--model",
            "builtin:dim-small",
            "--image",
            images,
            "--truth",
            truths,
            "--trimap",
            trimaps,
            "--html",
            html);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("mean of 2");
    assertThat(html).exists();
  }

  @Test
  void saysWhatIsWrongWithTheOptions() {
    assertThat(Run.matting("evaluate", "--truth", truths, "--trimap", trimaps).err())
        .startsWith("matting: --prediction and --model are both missing, wanted one of them");
    assertThat(evaluate("--model", "builtin:dim-small").err())
        .startsWith("matting: --prediction and --model are both given, wanted one of them");
    assertThat(evaluate("--max-sad", "NaN").err())
        .startsWith("matting: --max-sad is NaN, wanted a number from 0");
    assertThat(evaluate("--region", "edges").err())
        .contains("'edges', wanted one of [unknown, whole-image]");
    assertThat(evaluate("--threads", 0).err()).contains("threads is 0, wanted 1 to 1024");
    assertThat(evaluate("--csv", truths).err())
        .contains("file " + truths + " is a directory, wanted a file to write");
    assertThat(evaluate("--max-sad", "-1").exitCode()).isEqualTo(2);
  }

  private Run evaluate(Object... more) {
    Object[] given = {
      "evaluate", "--prediction", predictions, "--truth", truths, "--trimap", trimaps
    };
    Object[] all = Arrays.copyOf(given, given.length + more.length);
    System.arraycopy(more, 0, all, given.length, more.length);
    return Run.matting(all);
  }

  /** The truth is 0.4 where the trimap is unknown; both are known elsewhere. */
  private void add(String name, float unknown) throws IOException {
    Pictures.trimap(trimaps.resolve(name + ".png"));
    matte(unknown).writePng(predictions.resolve(name + ".png"));
    matte(0.4f).writePng(truths.resolve(name + ".png"));
  }

  private static AlphaMatte matte(float unknown) {
    float[] values = new float[Pictures.SIZE * Pictures.SIZE];
    for (int i = 0; i < values.length; i++) {
      int x = i % Pictures.SIZE;
      values[i] = x < 5 ? 1 : x < 11 ? unknown : 0;
    }
    return AlphaMatte.of(Pictures.SIZE, Pictures.SIZE, values);
  }

  private static String line(String text) {
    return text + System.lineSeparator();
  }
}

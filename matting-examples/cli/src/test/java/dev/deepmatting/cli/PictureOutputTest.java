package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.batch.BatchInput;
import dev.deepmatting.batch.BatchInputs;
import dev.deepmatting.batch.MattingBatch;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

@Timeout(60)
class PictureOutputTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** The first picture waits until the second is done. */
  @Test
  void worksOnTwoAtOnceAndTellsOfThemInOrder() {
    CountDownLatch second = new CountDownLatch(1);

    int exitCode =
        run(
            2,
            picture -> {
              if (picture.input().name().equals("a")) {
                await(second);
              } else {
                second.countDown();
              }
            });

    assertThat(exitCode).isZero();
    assertThat(out.toString())
        .isEqualToNormalizingNewlines("[1/3] a done\n[2/3] b done\n[3/3] c done\n");
  }

  @Test
  void aBadPictureDoesNotStopTheRest() {
    int exitCode =
        run(
            2,
            picture -> {
              if (picture.input().name().equals("b")) {
                throw new InvalidInputException("size is 0, wanted more");
              }
            });

    assertThat(exitCode).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(out.toString()).isEqualToNormalizingNewlines("[1/3] a done\n[3/3] c done\n");
    assertThat(err.toString())
        .isEqualToNormalizingNewlines("matting: b.png: size is 0, wanted more\n");
  }

  @Test
  void whatIsNoPicturesFaultIsThrown() {
    assertThatThrownBy(
            () ->
                run(
                    1,
                    picture -> {
                      throw new IllegalStateException("a bug");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a bug");
  }

  @Test
  void anInterruptEndsTheRun() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> run(1, picture -> {}))
          .isInstanceOf(MattingInterruptedException.class)
          .hasMessage("the run was interrupted at a.png");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** What standard input came in is no name that users know. */
  @Test
  void aPipeIsToldAsADash() {
    int exitCode =
        run(
            1,
            Optional.of(Path.of("b.png")),
            picture -> {
              throw new InvalidInputException("file b.png is no picture");
            });

    assertThat(exitCode).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(err.toString()).contains("matting: file - is no picture");
  }

  private int run(int atOnce, MattingBatch.Work work) {
    return run(atOnce, Optional.empty(), work);
  }

  private int run(int atOnce, Optional<Path> received, MattingBatch.Work work) {
    CommandLine command =
        MattingCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    BatchInputs inputs =
        new BatchInputs(
            Stream.of("a", "b", "c")
                .map(name -> new BatchInput(name, Path.of(name + ".png"), Optional.empty()))
                .toList(),
            List.of());
    PictureOutput output = new PictureOutput(command, false, false, inputs, received);
    MattingBatch batch =
        MattingBatch.builder()
            .inputs(inputs)
            .results()
            .workers(atOnce - 1)
            .listener(output)
            .build();
    return output.end(
        batch.run(
            picture -> {
              work.make(picture);
              String line = picture.input().name() + " done";
              output.made(picture.input(), new PictureOutput.Done(line, List.of(), Map.of()));
            }));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

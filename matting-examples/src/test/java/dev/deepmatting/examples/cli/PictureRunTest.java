package dev.deepmatting.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

@Timeout(60)
class PictureRunTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** The first picture waits until the second is done. */
  @Test
  void worksOnTwoAtOnceAndTellsOfThemInOrder() {
    CountDownLatch second = new CountDownLatch(1);

    int exitCode =
        run(
            2,
            task -> {
              if (task.name().equals("a")) {
                await(second);
              } else {
                second.countDown();
              }
              return done(task);
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
            task -> {
              if (task.name().equals("b")) {
                throw new InvalidInputException("size is 0, wanted more");
              }
              return done(task);
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
                    task -> {
                      throw new IllegalStateException("a bug");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a bug");
  }

  @Test
  void anInterruptEndsTheRun() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> run(1, PictureRunTest::forever))
          .isInstanceOf(MattingInterruptedException.class)
          .hasMessage("the run was interrupted at a.png");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private int run(int atOnce, PictureRun.Work work) {
    CommandLine command =
        MattingCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    List<PictureTask> tasks =
        Stream.of("a", "b", "c")
            .map(name -> PictureTask.of(name, Path.of(name + ".png"), null))
            .toList();
    PictureOutput output = new PictureOutput(command, false, false, tasks.size());
    return PictureRun.run(new PictureTasks(tasks, List.of()), atOnce, output, work);
  }

  private static PictureDone done(PictureTask task) {
    return new PictureDone(task.name() + " done", List.of(), Map.of());
  }

  private static PictureDone forever(PictureTask task) {
    await(new CountDownLatch(1));
    return done(task);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

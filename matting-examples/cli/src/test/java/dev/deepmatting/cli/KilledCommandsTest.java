package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Commands that are killed again and again in one folder, in turns at random moments and while they
 * write a file: what is there under its own name is whole after each kill, and after the last run
 * everything is as in a folder where nobody disturbed it. The system property {@code kills} says
 * how many for each command.
 */
@Tag("long")
class KilledCommandsTest {
  private static final int KILLS = Integer.getInteger("kills", 60);
  private static final int MOST_ATTEMPTS = 10;
  private static final int PICTURES = 6;
  private static final String UNFINISHED = "\\.[0-9a-f-]{36}\\.tmp";

  /** What says when or how fast something was done differs from run to run. */
  private static final String DIFFERS = ".*(history\\.jsonl|report\\.html|\\.lock|events\\..*)";

  @TempDir private Path folder;

  /** The commands, each with all that it reads in a folder and all that it writes in another. */
  enum Command {
    PREDICT {
      @Override
      List<Object> words(Path in, Path out) {
        return List.of(
            "predict",
            "--model",
            "builtin:dim-small",
            "--image",
            in.resolve("photos"),
            "--trimap",
            in.resolve("trimaps"),
            "--out",
            out,
            "--resume");
      }
    },
    CUTOUT {
      @Override
      List<Object> words(Path in, Path out) {
        return List.of(
            "cutout",
            "--model",
            "builtin:graph",
            "--image",
            in.resolve("photos"),
            "--trimap",
            in.resolve("trimaps"),
            "--out",
            out);
      }
    },
    CONVERT {
      @Override
      List<Object> words(Path in, Path out) {
        return List.of("convert", "--in", "builtin:dim-small", "--out", out.resolve("model.onnx"));
      }
    },
    TRAIN {
      @Override
      List<Object> words(Path in, Path out) {
        return List.of(
            SmallTraining.options(
                out,
                "--stage",
                "encoder-decoder",
                "--steps",
                6,
                "--checkpoint-every",
                1,
                "--resume"));
      }
    },
    EVALUATE {
      @Override
      List<Object> words(Path in, Path out) {
        return List.of(
            "evaluate",
            "--prediction",
            in.resolve("mattes"),
            "--truth",
            in.resolve("truth"),
            "--region",
            "whole-image",
            "--csv",
            out.resolve("a.csv"),
            "--json",
            out.resolve("a.json"),
            "--html",
            out.resolve("a.html"));
      }
    };

    abstract List<Object> words(Path in, Path out);
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsHalfAndNothingIsLeft(Command command) throws Exception {
    Path in = inputs();
    Path whole = Files.createDirectory(folder.resolve("whole"));
    long begun = System.nanoTime();
    assertThat(start(command.words(in, whole)).waitFor()).isZero();
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    Map<String, Object> wanted = contents(whole);
    assertThat(wanted).isNotEmpty();

    Random random = new Random(command.ordinal());
    Path killed = Files.createDirectory(folder.resolve("killed"));
    int kills = 0;
    int halves = 0;
    for (int attempt = 0; kills < KILLS && attempt < MOST_ATTEMPTS * KILLS; attempt++) {
      begun = System.nanoTime();
      Process process = start(command.words(in, killed));
      if (attempt % 2 == 0) {
        process.waitFor(random.nextLong(millis), TimeUnit.MILLISECONDS);
      } else {
        awaitHalfFile(process, killed);
      }
      if (kill(process)) {
        kills++;
        halves += unfinished(killed).isEmpty() ? 0 : 1;
        contents(killed).forEach((name, content) -> requireWhole(name, content, wanted));
      } else {
        // The first run may have been a slow one.
        millis = Math.min(millis, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        requireSame(killed, wanted);
        killed = Files.createDirectory(folder.resolve("killed" + attempt));
      }
    }
    assertThat(start(command.words(in, killed)).waitFor()).isZero();
    requireSame(killed, wanted);

    System.out.printf(
        "killed %s: %d times within %d ms, %d times with a half file to clear away%n",
        command, kills, millis, halves);
    assertThat(kills).isEqualTo(KILLS);
  }

  private static void requireSame(Path killed, Map<String, Object> wanted) throws IOException {
    assertThat(contents(killed)).isEqualTo(wanted);
    assertThat(unfinished(killed)).isEmpty();
  }

  private static void requireWhole(String name, Object content, Map<String, Object> wanted) {
    // A checkpoint or model of an earlier step is gone in the end.
    if (wanted.containsKey(name) && !name.equals("model.safetensors")) {
      assertThat(content).as(name).isEqualTo(wanted.get(name));
    }
  }

  private Path inputs() throws IOException {
    Path in = folder.resolve("in");
    for (int i = 0; i < PICTURES; i++) {
      String name = i + ".png";
      ObjectPictures.image(in.resolve("photos").resolve(name));
      Pictures.trimap(in.resolve("trimaps").resolve(name), ObjectPictures.SIZE);
      ObjectPictures.alpha(in.resolve("truth").resolve(name));
      Pictures.trimap(in.resolve("mattes").resolve(name), ObjectPictures.SIZE);
    }
    return in;
  }

  /** Random moments rarely meet a short write. */
  private static void awaitHalfFile(Process process, Path out) throws IOException {
    List<Path> before = unfinished(out);
    while (process.isAlive() && before.containsAll(unfinished(out))) {
      Thread.onSpinWait();
    }
  }

  /** Whether it was still running. */
  private static boolean kill(Process process) throws InterruptedException {
    return process.isAlive() && process.destroyForcibly().waitFor() != 0;
  }

  /** What a run's files hold: their bytes, or the tensors where a text beside them has a date. */
  private static Map<String, Object> contents(Path root) throws IOException {
    Map<String, Object> contents = new TreeMap<>();
    for (Path file : files(root)) {
      String name = root.relativize(file).toString();
      if (name.endsWith(".safetensors")) {
        contents.put(name, SmallTraining.tensors(file));
      } else if (!name.matches(DIFFERS) && !file.getFileName().toString().matches(UNFINISHED)) {
        contents.put(name, new String(Files.readAllBytes(file), "ISO-8859-1"));
      }
    }
    return contents;
  }

  private static List<Path> unfinished(Path root) throws IOException {
    return files(root).stream()
        .filter(file -> file.getFileName().toString().matches(UNFINISHED))
        .toList();
  }

  /** None where a file takes its name while they are listed. */
  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (UncheckedIOException e) {
      return List.of();
    }
  }

  private static Process start(List<Object> words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-XX:TieredStopAtLevel=1",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                MattingCommand.class.getName()));
    words.forEach(word -> command.add(word.toString()));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}

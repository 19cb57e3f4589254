package dev.deepmatting.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.Matting;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.MattingInterruptedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches whose model comes later than their first pictures, or never. */
class LateModelTest {
  @TempDir private Path root;
  private BatchPictures data;

  @BeforeEach
  void addPictures() throws IOException {
    data = new BatchPictures(root);
    data.addMany(2);
  }

  @Test
  void givesWhatAModelGivesThatIsThere() throws IOException {
    try (Matting matting = Matting.load("builtin:closed-form")) {
      assertThat(data.batch().build().run(matting).isComplete()).isTrue();
      byte[] expected = Files.readAllBytes(data.out().resolve("p01-cutout.png"));

      Supplier<Matting> late = () -> matting;
      MattingBatch batch = data.batch().output(root.resolve("late")).build();

      assertThat(batch.run(late).isComplete()).isTrue();
      assertThat(root.resolve("late/p01-cutout.png")).hasBinaryContent(expected);
    }
  }

  @Test
  void predictsTheAlphaAloneWhereItIsTheResult() throws IOException {
    data.batch().results("-alpha.png").build().run(BatchPictures::predict);

    assertThat(written()).containsExactly(".matting-done", "p00-alpha.png", "p01-alpha.png");
  }

  @Test
  void whatItSaysEndsTheRunAndWritesNothing() throws IOException {
    EngineException reason = new EngineException("no such engine");
    Supplier<Matting> broken =
        () -> {
          throw reason;
        };

    assertThatThrownBy(() -> data.batch().build().run(broken)).isSameAs(reason);
    assertThat(data.out()).doesNotExist();
  }

  @Test
  void isNotAskedForAPictureThatCannotBeDecoded() throws IOException {
    for (BatchInput input : data.addMany(2)) {
      Files.writeString(input.image().file().orElseThrow(), "no picture");
    }
    AtomicInteger asked = new AtomicInteger();
    Supplier<Matting> counted =
        () -> {
          asked.incrementAndGet();
          throw new EngineException("asked");
        };

    assertThat(data.batch().build().run(counted).failures()).hasSize(2);
    assertThat(asked).hasValue(0);
  }

  @Test
  void anInterruptEndsTheWaitForIt() throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(1);
    Thread caller = Thread.currentThread();
    Thread interrupter =
        new Thread(
            () -> {
              try {
                waiting.await();
                caller.interrupt();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    interrupter.start();
    Supplier<Matting> never =
        () -> {
          waiting.countDown();
          try {
            new CountDownLatch(1).await();
            throw new IllegalStateException("it was not interrupted");
          } catch (InterruptedException e) {
            throw new MattingInterruptedException("loading was interrupted", e);
          }
        };

    BatchSummary summary = data.batch().build().run(never);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(summary.notDone()).isEqualTo(2);
    interrupter.join();
  }

  private List<String> written() throws IOException {
    try (Stream<Path> files = Files.list(data.out())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}

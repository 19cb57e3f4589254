package dev.deepmatting.image;

import static dev.deepmatting.image.Samples.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.MattingInterruptedException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way of reading tells an interrupt as what it is, and keeps it. */
class InterruptedReadingTest {
  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  static Stream<Path> files() {
    return Stream.of("rgb8.png", "baseline.jpg", "plain.tif", "rgb8.bmp", "palette.gif")
        .map(Samples::path);
  }

  @ParameterizedTest
  @MethodSource("files")
  void anInterruptIsNoDamage(Path file) {
    ImageFiles files = ImageFiles.standard();
    assertInterrupted(() -> ImageFiles.readProperties(file));
    assertInterrupted(() -> files.readImage(file));
    assertInterrupted(() -> files.readTrimap(file, TrimapThresholds.standard()));
    assertInterrupted(() -> files.readAlpha(file));
    assertInterrupted(() -> files.openImage(file));
    assertInterrupted(() -> files.openTrimap(file, TrimapThresholds.standard()));
  }

  @Test
  void anInterruptBetweenRowsIsNoDamage() {
    try (ImageRowFile rows = ImageFiles.standard().openImage(path("rgb8.png"))) {
      assertInterrupted(() -> rows.readRow(0, new float[3 * rows.width()]));
    }
  }

  private static void assertInterrupted(ThrowingCallable reading) {
    Thread.currentThread().interrupt();
    assertThatThrownBy(reading)
        .isInstanceOf(MattingInterruptedException.class)
        .hasMessageEndingWith(" was interrupted");
    assertThat(Thread.interrupted()).as("interrupt is kept").isTrue();
  }

  /** A decoder that goes on until its caller has given up. */
  @Test
  @Timeout(60)
  void nobodyWaitsForADecoderThatGoesOn(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("picture.slow"), "of no known format");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch givenUp = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                ImageLoader.load(
                    ImageInput.of(file),
                    new DecodingLimits(100, null),
                    ImageLoader.Use.COLOURS,
                    List.of(new SlowDecoder(begun, givenUp)));
              } catch (RuntimeException e) {
                thrown.set(e);
              }
            });
    caller.start();
    begun.await();
    caller.interrupt();
    caller.join();
    givenUp.countDown();

    assertThat(thrown.get())
        .isInstanceOf(MattingInterruptedException.class)
        .hasMessage("reading " + file + " was interrupted");
  }

  @Test
  void aStreamEndsWhenNobodyWaits() throws IOException {
    Abandonment abandonment = new Abandonment();
    try (PictureStream stream = PictureStream.open(ImageInput.of(path("rgb8.png")), abandonment)) {
      abandonment.abandon();
      assertThatThrownBy(stream::read).isInstanceOf(MattingInterruptedException.class);
    }
  }

  private record SlowDecoder(CountDownLatch begun, CountDownLatch givenUp) implements ImageDecoder {
    @Override
    public boolean accepts(byte[] header) {
      return true;
    }

    @Override
    public ImageSize size(ImageInput file) {
      return new ImageSize(1, 1);
    }

    @Override
    public BufferedImage decode(ImageInput file) {
      begun.countDown();
      try {
        givenUp.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR);
    }
  }
}

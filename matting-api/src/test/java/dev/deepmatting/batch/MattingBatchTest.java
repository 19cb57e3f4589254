package dev.deepmatting.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.compose.CutOut;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageProperties;
import dev.deepmatting.image.Resolution;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.network.ProgressListener;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class MattingBatchTest {
  @TempDir private Path root;
  private BatchPictures data;

  @BeforeEach
  void makeFolders() throws IOException {
    data = new BatchPictures(root);
    Files.createDirectories(data.images());
    Files.createDirectories(data.trimaps());
  }

  /** Keeps what it hears. */
  private static final class Heard implements BatchListener {
    private final List<String> events = new ArrayList<>();

    @Override
    public void unmatched(String message) {
      events.add("unmatched " + message);
    }

    @Override
    public void done(BatchInput pair, List<Path> results) {
      assertThat(results).allSatisfy(file -> assertThat(file).isRegularFile());
      events.add("done " + pair.name());
    }

    @Override
    public void skipped(BatchInput pair, List<Path> results) {
      events.add("skipped " + pair.name());
    }

    @Override
    public void failed(BatchSummary.Failure failure) {
      events.add("failed " + failure.input().name());
    }
  }

  @Test
  void cutOutsKeepTheirPhotographsProperties() throws IOException {
    BatchInput pair = data.add("a", 60);
    ImageProperties properties =
        ImageProperties.none()
            .withIccProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData())
            .withResolution(Resolution.of(300));
    RgbImage image = ImageFiles.standard().readImage(pair.image());
    ImageFiles.write(image.toBufferedImage(), pair.files().findFirst().orElseThrow(), properties);

    data.batch().build().run(BatchPictures::predict);

    assertThat(ImageFiles.readProperties(cutoutOf("a"))).isEqualTo(properties);
    assertThat(ImageFiles.readProperties(alphaOf("a"))).isEqualTo(ImageProperties.none());
  }

  /** The network's reports come from a thread of its own, which must not wait for the listener. */
  @Test
  @Timeout(60)
  void aListenerThatTakesItsTimeDoesNotStopTheNetwork() throws IOException {
    data.addMany(3);
    CountDownLatch another = new CountDownLatch(2);
    BatchListener slow =
        new BatchListener() {
          @Override
          public void predicting(BatchInput pair, double done) {
            another.countDown();
          }

          @Override
          public void done(BatchInput pair, List<Path> results) {
            await(another);
          }
        };

    BatchSummary summary =
        data.batch()
            .workers(1)
            .listener(slow)
            .build()
            .run(
                (image, trimap, listener) -> {
                  listener.progress(1);
                  return BatchPictures.predict(image, trimap, listener);
                });

    assertThat(summary.done()).isEqualTo(3);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void closesAStreamOfPairs() throws IOException {
    BatchInput pair = data.add("a", 10);
    AtomicInteger closed = new AtomicInteger();
    Stream<BatchInput> pairs = Stream.of(pair).onClose(closed::incrementAndGet);

    MattingBatch.builder().inputs(pairs).output(data.out()).build().run(BatchPictures::predict);

    assertThat(closed).hasValue(1);
  }

  @Test
  void writesWhatSerialPredictionsWouldBe() throws IOException {
    List<BatchInput> pairs = data.addMany(7);

    BatchSummary summary = data.batch().workers(3).build().run(BatchPictures::predict);

    assertThat(summary.done()).isEqualTo(7);
    assertThat(summary.isComplete()).isTrue();
    assertThat(summary.megapixels()).isEqualTo(7 * 54 / 1e6);
    ImageFiles files = ImageFiles.standard();
    for (BatchInput pair : pairs) {
      RgbImage image = files.readImage(pair.image());
      AlphaMatte alpha =
          BatchPictures.predict(
              image,
              files.readTrimap(pair.hint().orElseThrow(), TrimapThresholds.standard()),
              ProgressListener.NONE);
      Path serial = Files.createDirectories(root.resolve("serial"));
      CutOut.of(image, alpha).writePng(serial.resolve("c.png"));
      assertThat(files.readAlpha(alphaOf(pair.name()))).isEqualTo(alpha);
      assertThat(cutoutOf(pair.name())).hasSameBinaryContentAs(serial.resolve("c.png"));
    }
    assertThat(names(data.out())).hasSize(14);
  }

  @Test
  void tellsResultsInOrderWhateverTheyTake() throws IOException {
    data.addMany(12);
    Heard heard = new Heard();
    Random random = new Random(5);

    data.batch()
        .workers(4)
        .listener(heard)
        .build()
        .run(
            (image, trimap, listener) -> {
              pause(random.nextInt(8));
              return BatchPictures.predict(image, trimap, listener);
            });

    assertThat(heard.events)
        .isEqualTo(IntStream.range(0, 12).mapToObj(i -> String.format("done p%02d", i)).toList());
  }

  @Test
  void oneBadFileDoesNotStopTheRest() throws IOException {
    List<BatchInput> pairs = data.addMany(5);
    Path broken = pairs.get(2).files().findFirst().orElseThrow();
    Files.write(broken, List.of("no picture"));
    Heard heard = new Heard();

    BatchSummary summary =
        data.batch()
            .listener(heard)
            .build()
            .run(
                (image, trimap, listener) -> {
                  if (image.sample8(0, 0, 0) == 30) {
                    throw new EngineException("no memory");
                  }
                  if (image.sample8(0, 0, 0) == 40) {
                    throw new OutOfMemoryError("heap");
                  }
                  return BatchPictures.predict(image, trimap, listener);
                });

    assertThat(heard.events)
        .containsExactly("done p00", "done p01", "failed p02", "failed p03", "failed p04");
    assertThat(summary.failures())
        .extracting(BatchSummary.Failure::input)
        .isEqualTo(pairs.subList(2, 5));
    assertThat(summary.failures().get(0).reason()).startsWith("file " + broken);
    assertThat(summary.failures().get(1).reason())
        .isEqualTo(pairs.get(3).image().name() + ": no memory");
    assertThat(summary.failures().get(2).reason()).contains("wanted more than the Java heap");
    assertThat(names(data.out())).hasSize(4);
    assertThat(summary).asString().startsWith("2 done, 3 failed; 0.0 megapixels in ");
  }

  @Test
  void aBugEndsTheRun() throws IOException {
    data.addMany(5);

    assertThatThrownBy(
            () ->
                data.batch()
                    .build()
                    .run(
                        (image, trimap, listener) -> {
                          throw new IllegalStateException("closed");
                        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("closed");
    assertThat(data.out()).doesNotExist();
  }

  @Test
  void whatAListenerThrowsReachesTheCaller() throws IOException {
    data.addMany(4);
    BatchListener stubborn =
        new BatchListener() {
          @Override
          public void predicting(BatchInput pair, double done) {
            throw new InvalidInputException("enough");
          }
        };

    assertThatThrownBy(
            () ->
                data.batch()
                    .listener(stubborn)
                    .build()
                    .run(
                        (image, trimap, listener) -> {
                          listener.progress(0.5);
                          return BatchPictures.predict(image, trimap, listener);
                        }))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("enough");
  }

  @Test
  void resumeSkipsWhatIsDoneAndRedoesTheRest() throws IOException {
    data.addMany(6);
    data.batch().build().run(BatchPictures::predict);
    byte[] whole = Files.readAllBytes(alphaOf("p01"));
    Files.write(alphaOf("p01"), Arrays.copyOf(whole, whole.length - 7));
    Files.delete(cutoutOf("p02"));
    data.add("p03", 99);
    ImageFiles.writePng(new BufferedImage(3, 3, BufferedImage.TYPE_INT_ARGB), cutoutOf("p04"));
    Heard heard = new Heard();

    BatchSummary summary =
        data.batch().resume(true).listener(heard).build().run(BatchPictures::predict);

    assertThat(heard.events)
        .containsExactly(
            "skipped p00", "done p01", "done p02", "done p03", "done p04", "skipped p05");
    assertThat(summary.skipped()).isEqualTo(2);
    assertThat(summary.isComplete()).isTrue();
    assertThat(alphaOf("p01")).hasBinaryContent(whole);
  }

  @Test
  void withoutResumeEverythingIsDoneAgain() throws IOException {
    data.addMany(2);
    data.batch().build().run(BatchPictures::predict);

    assertThat(data.batch().build().run(BatchPictures::predict).done()).isEqualTo(2);
  }

  @Test
  void anInterruptLeavesNothingHalfWritten() throws IOException {
    data.addMany(9);
    Thread caller = Thread.currentThread();
    AtomicInteger calls = new AtomicInteger();

    BatchSummary summary =
        data.batch()
            .build()
            .run(
                (image, trimap, listener) -> {
                  if (calls.incrementAndGet() == 4) {
                    caller.interrupt();
                    waitForInterrupt();
                  }
                  return BatchPictures.predict(image, trimap, listener);
                });

    assertThat(Thread.interrupted()).isTrue();
    assertThat(summary.done()).isEqualTo(3);
    assertThat(summary.notDone()).isEqualTo(6);
    assertThat(summary.failures()).isEmpty();
    assertThat(summary.isComplete()).isFalse();
    assertThat(calls).hasValue(4);
    assertThat(names(data.out())).hasSize(6).allMatch(name -> name.endsWith(".png"));
  }

  @Test
  void aFlagThatWasSetBeforeStopsAtOnce() throws IOException {
    data.addMany(3);
    Thread.currentThread().interrupt();

    BatchSummary summary = data.batch().build().run(BatchPictures::predict);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(summary.notDone()).isEqualTo(3);
    assertThat(data.out()).doesNotExist();
  }

  @Test
  void predictsOneAtATimeWithFewInFlight() throws IOException {
    List<BatchInput> pairs = data.addMany(20);
    AtomicInteger predicting = new AtomicInteger();
    AtomicInteger taken = new AtomicInteger();
    AtomicInteger told = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger farthest = new AtomicInteger();
    BatchListener counter =
        new BatchListener() {
          @Override
          public void done(BatchInput pair, List<Path> results) {
            told.incrementAndGet();
          }
        };
    Stream<BatchInput> stream =
        pairs.stream()
            .peek(
                pair -> farthest.accumulateAndGet(taken.incrementAndGet() - told.get(), Math::max));

    BatchSummary summary =
        MattingBatch.builder()
            .inputs(stream)
            .output(data.out())
            .workers(2)
            .listener(counter)
            .build()
            .run(
                (image, trimap, listener) -> {
                  most.accumulateAndGet(predicting.incrementAndGet(), Math::max);
                  pause(1);
                  predicting.decrementAndGet();
                  return BatchPictures.predict(image, trimap, listener);
                });

    assertThat(summary.done()).isEqualTo(20);
    assertThat(most).hasValue(1);
    assertThat(farthest.get()).isBetween(2, 4);
  }

  @Test
  void aPairOfAStreamWithAUsedNameFails() throws IOException {
    BatchInput first = data.add("a", 10);
    BatchInput second = new BatchInput("a", data.add("b", 20).image(), first.hint());

    BatchSummary summary =
        MattingBatch.builder()
            .inputs(Stream.of(first, second))
            .output(data.out())
            .build()
            .run(BatchPictures::predict);

    assertThat(summary.done()).isEqualTo(1);
    assertThat(summary.failures().get(0).reason())
        .contains(first.image().name(), second.image().name(), "same name 'a'");
  }

  @Test
  void refusesPairsOfOneNameBeforeAnythingIsWritten() throws IOException {
    BatchInput first = data.add("a", 10);
    BatchInput second = new BatchInput("a", data.add("b", 20).image(), first.hint());

    assertThatThrownBy(
            () -> MattingBatch.builder().inputs(List.of(first, second)).output(data.out()).build())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "images %s and %s have the same name 'a', wanted different names for their results",
            first.image().name(), second.image().name());
    assertThat(data.out()).doesNotExist();
  }

  @Test
  void tellsFilesWithoutACounterpartFirst() throws IOException {
    data.addMany(1);
    Path lone = data.add("lone", 3).files().findFirst().orElseThrow();
    Files.delete(data.trimaps().resolve("lone.png"));
    Heard heard = new Heard();

    BatchSummary summary = data.batch().listener(heard).build().run(BatchPictures::predict);

    assertThat(heard.events).hasSize(2);
    assertThat(heard.events.get(0)).startsWith("unmatched image " + lone + " has no trimap in ");
    assertThat(summary.unmatched()).hasSize(1);
    assertThat(summary.inputs()).isEqualTo(2);
    assertThat(summary.isComplete()).isFalse();
  }

  @Test
  void refusesToReplaceAnInput() throws IOException {
    BatchInput pair = data.add("a", 10);
    Path trimap = Files.move(pair.files().toList().get(1), data.images().resolve("a-alpha.png"));

    assertThatThrownBy(
            () ->
                MattingBatch.builder()
                    .inputs(List.of(BatchInput.of(pair.files().toList().get(0), trimap)))
                    .output(data.images())
                    .build())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("the result " + trimap + " would replace an input, wanted");
  }

  @Test
  void refusesWhatDoesNotFitTogether() {
    assertRefused(MattingBatch.builder(), "output is missing");
    assertRefused(MattingBatch.builder().output(root), "sources of inputs are 0, wanted");
    assertRefused(data.batch().inputs(List.of()), "sources of inputs are 2, wanted");
    assertRefused(
        MattingBatch.builder().output(root).images(root), "trimaps is missing, wanted those");
    assertThatThrownBy(() -> data.batch().workers(-1))
        .hasMessage("workers is -1, wanted 0 to 1024");
  }

  private static void assertRefused(MattingBatch.Builder builder, String message) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(message);
  }

  private Path alphaOf(String name) {
    return data.out().resolve(name + "-alpha.png");
  }

  private Path cutoutOf(String name) {
    return data.out().resolve(name + "-cutout.png");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals(DoneList.NAME))
          .toList();
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As an engine does that is told to end. */
  private static void waitForInterrupt() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      throw new MattingInterruptedException("interrupted", e);
    }
  }
}

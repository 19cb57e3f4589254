package dev.deepmatting.dl4j.internal.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.Matting;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.network.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MattingTest {
  private static Matting matting;

  @BeforeAll
  static void load() {
    matting = Matting.builder().model("builtin:dim-small").engine(Engine.SAMEDIFF).build();
  }

  @AfterAll
  static void close() {
    matting.close();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,40", "2,3", "31,33", "32,32", "65,1", "100,37"})
  void takesImagesFromOnePixelUpAndKeepsTheirSize(int width, int height) {
    Trimap unknown = filled(width, height, Trimap.UNKNOWN);
    AlphaMatte alpha = matting.predict(Generated.image(width, height), unknown);
    assertThat(alpha.width()).isEqualTo(width);
    assertThat(alpha.height()).isEqualTo(height);
  }

  @Test
  void leavesKnownPixelsExactlyAsTheTrimapSays() {
    Trimap trimap = Generated.trimap(80, 50);
    AlphaMatte alpha = matting.predict(Generated.image(80, 50), trimap);
    for (int y = 0; y < 50; y++) {
      for (int x = 0; x < 80; x++) {
        if (!trimap.isUnknown(x, y)) {
          assertThat(alpha.alphaAt(x, y)).isEqualTo(trimap.valueAt(x, y) == 255 ? 1f : 0f);
        }
      }
    }
  }

  @Test
  void answersWithTheTrimapWhereNothingIsUnknown() {
    AlphaMatte alpha = matting.predict(Generated.image(9, 7), filled(9, 7, Trimap.FOREGROUND));
    assertThat(alpha.toFloatArray()).containsOnly(1f);
  }

  @ParameterizedTest
  @CsvSource({"0, 5, width is 0", "5, -5, height is -5", "2147483647, 1, width is 2147483647"})
  void refusesSizesThatNoPictureHas(int width, int height, String what) {
    assertThatThrownBy(() -> matting.memoryFor(width, height))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(what + ", wanted 1 to 16777216");
  }

  @Test
  void refusesATrimapOfAnotherSizeAndNamesBothSizes() {
    RgbImage image = Generated.image(20, 10);
    Trimap trimap = Generated.trimap(10, 20);
    assertThatThrownBy(() -> matting.predict(image, trimap))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("trimap is 10x20, wanted the image's size 20x10");
  }

  @Test
  void tellsItsProgressInRisingOrderUpToTheEnd() {
    List<Double> heard = new ArrayList<>();
    matting.predict(Generated.image(40, 40), Generated.trimap(40, 40), heard::add);
    assertThat(heard).isSorted().hasSizeGreaterThan(10).last().isEqualTo(1.0);
  }

  @Test
  void handsOnWhatItsListenerThrows() {
    assertThatThrownBy(
            () ->
                matting.predict(
                    Generated.image(40, 40),
                    Generated.trimap(40, 40),
                    done -> {
                      throw new UnsupportedOperationException("enough");
                    }))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("enough");
    takesImagesFromOnePixelUpAndKeepsTheirSize(3, 3);
  }

  @Test
  void endsWhenItsThreadIsInterruptedAndWorksOn() {
    Thread caller = Thread.currentThread();
    AtomicInteger heard = new AtomicInteger();
    CountDownLatch callerReturned = new CountDownLatch(1);
    assertThatThrownBy(
            () ->
                matting.predict(
                    Generated.image(64, 64),
                    Generated.trimap(64, 64),
                    done -> {
                      heard.incrementAndGet();
                      caller.interrupt();
                      awaitQuietly(callerReturned);
                    }))
        .isInstanceOf(MattingInterruptedException.class)
        .hasMessage("prediction was interrupted");
    callerReturned.countDown();
    assertThat(Thread.interrupted()).isTrue();
    takesImagesFromOnePixelUpAndKeepsTheirSize(3, 3);
    assertThat(heard).as("steps that ran after the interrupt").hasValue(1);
  }

  @Test
  void letsARunningPredictionEndWhenItClosesAndRefusesLaterOnes() throws InterruptedException {
    Matting closing = Matting.load("builtin:dim-small");
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicReference<AlphaMatte> alpha = new AtomicReference<>();
    Thread predicting =
        new Thread(
            () ->
                alpha.set(
                    closing.predict(
                        Generated.image(40, 40),
                        Generated.trimap(40, 40),
                        done -> {
                          running.countDown();
                          awaitQuietly(goOn);
                        })));
    predicting.start();
    running.await();
    Thread closer = new Thread(closing::close);
    closer.start();
    while (closer.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThatThrownBy(() -> closing.predict(Generated.image(4, 4), filled(4, 4, Trimap.UNKNOWN)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this Matting is closed; load the model again");
    goOn.countDown();
    predicting.join();
    closer.join();
    assertThat(alpha.get().width()).isEqualTo(40);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void closesOnAnInterruptedThreadAndKeepsItsFlag() {
    Matting closing = Matting.load("builtin:dim-small");
    Thread.currentThread().interrupt();
    closing.close();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void refusesAListenerThatPredictsOrClosesInsteadOfWaitingForEver() {
    for (Runnable call :
        List.<Runnable>of(
            () -> matting.predict(Generated.image(4, 4), Generated.trimap(4, 4)),
            () -> matting.close())) {
      assertThatThrownBy(
              () ->
                  matting.predict(
                      Generated.image(40, 40), Generated.trimap(40, 40), done -> call.run()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("a progress listener may not load, close or predict with a Matting");
    }
  }

  @Test
  void refusesToWorkWhenClosedButMayBeClosedTwice() {
    Matting closed = Matting.load("builtin:dim-small");
    closed.close();
    closed.close();
    assertThatThrownBy(() -> closed.predict(Generated.image(4, 4), Generated.trimap(4, 4)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this Matting is closed; load the model again");
  }

  @Test
  void namesTheModelsThatItHasWhenAskedForAnother() {
    assertThatThrownBy(() -> Matting.load("builtin:huge"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            "model is 'builtin:huge', wanted builtin:graph, builtin:three-layer-graph,"
                + " builtin:closed-form, builtin:closed-form-light, builtin:knn, builtin:dim-small or"
                + " builtin:dim-guided");
  }

  @Test
  void namesAModelFileThatIsNotThere(@TempDir Path folder) {
    Path missing = folder.resolve("no.safetensors");
    assertThatThrownBy(() -> Matting.load(missing))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("model " + missing + " does not exist");
    assertThatThrownBy(() -> Matting.load(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("model " + folder + " is not a file");
  }

  private static Trimap filled(int width, int height, int value) {
    byte[] values = new byte[width * height];
    Arrays.fill(values, (byte) value);
    return Trimap.of(width, height, values);
  }
}

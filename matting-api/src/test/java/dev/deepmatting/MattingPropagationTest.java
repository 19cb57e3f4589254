package dev.deepmatting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.batch.BatchInput;
import dev.deepmatting.batch.BatchSummary;
import dev.deepmatting.batch.MattingBatch;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.network.Engine;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.Tiling;
import dev.deepmatting.propagation.PropagationMethod;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods without a network behind the front door: no engine is on this class path. */
@Timeout(60)
class MattingPropagationTest {
  private static final String GRAPH = "builtin:graph";
  private static final String IN_LISTENER =
      "a progress listener may not close or predict with its own Matting";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"graph", "three-layer-graph", "closed-form", "knn"})
  void predictsByName(String name) {
    try (Matting matting = Matting.load("builtin:" + name)) {
      assertThat(matting.method().map(PropagationMethod::name)).contains(name);
      assertThat(matting.network()).isEmpty();
      assertThat(matting.importReport()).isEmpty();
      assertKnownPixelsAreKept(matting.predict(image(40, 30), trimap(40, 30)), trimap(40, 30));
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,40", "3,2", "65,1", "33,37"})
  void takesImagesFromOnePixelUpAndKeepsTheirSize(int width, int height) {
    try (Matting matting = Matting.load(GRAPH)) {
      AlphaMatte alpha = matting.predict(image(width, height), trimap(width, height));
      assertThat(alpha.width()).isEqualTo(width);
      assertThat(alpha.height()).isEqualTo(height);
    }
  }

  @Test
  void tellsItsProgressUpToTheEnd() {
    List<Double> heard = new ArrayList<>();
    try (Matting matting = Matting.load(GRAPH)) {
      matting.predict(image(9, 8), trimap(9, 8), heard::add);
    }
    assertThat(heard).isSorted().last().isEqualTo(1.0);
  }

  @Test
  void refusesATrimapOfAnotherSize() {
    try (Matting matting = Matting.load(GRAPH)) {
      assertThatThrownBy(() -> matting.predict(image(9, 8), trimap(8, 9)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("trimap is 8x9, wanted the image's size 9x8");
    }
  }

  @Test
  void takesABudgetAndThreadsAndTheDefaultsOfTheRest() {
    try (Matting matting =
        Matting.builder()
            .model(GRAPH)
            .engine(Engine.AUTO)
            .precision(Precision.AUTO)
            .tiling(Tiling.auto())
            .strict(true)
            .memoryBudget("1GB")
            .threads(2)
            .build()) {
      assertThat(matting.memoryFor(200, 100)).isLessThanOrEqualTo(MemorySize.parse("1GB"));
      assertKnownPixelsAreKept(matting.predict(image(40, 30), trimap(40, 30)), trimap(40, 30));
    }
  }

  static List<Arguments> uselessSettings() {
    return List.of(
        useless(b -> b.engine(Engine.ONEDNN), "engine is ONEDNN, wanted AUTO"),
        useless(b -> b.engine(Engine.SAMEDIFF), "engine is SAMEDIFF, wanted AUTO"),
        useless(b -> b.precision(Precision.BF16), "precision is BF16, wanted FP32 or AUTO"),
        useless(b -> b.tiling(Tiling.off()), "tiling is off, wanted auto"),
        useless(b -> b.tiling(Tiling.of(512)), "tiling is 512, wanted auto"),
        useless(b -> b.skip(false), "skip is false, wanted none"),
        useless(b -> b.strict(false), "strict is false, wanted true"));
  }

  private static Arguments useless(UnaryOperator<Matting.Builder> setting, String message) {
    return Arguments.of(setting, message);
  }

  @ParameterizedTest
  @MethodSource("uselessSettings")
  void refusesWhatIsForNetworks(UnaryOperator<Matting.Builder> setting, String message) {
    Matting.Builder builder = setting.apply(Matting.builder().model("builtin:knn"));
    assertThatThrownBy(builder::build)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            message + " with builtin:knn, which has no network (builtin:dim-small has one)");
  }

  @Test
  void refusesThreadsWhereThereAreNone() {
    assertThatThrownBy(() -> Matting.builder().threads(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("threads is 0, wanted at least 1");
    assertThatThrownBy(() -> Matting.builder().model("builtin:dim-small").threads(2).build())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "threads is 2, wanted none with builtin:dim-small: a network takes its threads from"
                + " OMP_NUM_THREADS");
  }

  @Test
  void namesAllModelsWhenAskedForAnother() {
    assertThatThrownBy(() -> Matting.load("builtin:huge"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            "model is 'builtin:huge', wanted builtin:graph, builtin:three-layer-graph,"
                + " builtin:closed-form, builtin:closed-form-light, builtin:knn, builtin:dim-small or builtin:dim-guided");
  }

  @Test
  void aNetworkStillNeedsAnEngine() {
    assertThatThrownBy(() -> Matting.load("builtin:dim-small"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("add the dependency dev.deepmatting:matting-dl4j");
  }

  @Test
  void refusesToWorkWhenClosedButMayBeClosedTwice() {
    Matting closed = Matting.load(GRAPH);
    closed.close();
    closed.close();
    for (Runnable call :
        List.<Runnable>of(
            () -> closed.predict(image(4, 4), trimap(4, 4)),
            () -> closed.predictTo(Path.of("a.png"), Path.of("b.png"), folder),
            () -> closed.memoryFor(4, 4))) {
      assertThatThrownBy(call::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("this Matting is closed; load the model again");
    }
  }

  @Test
  void closingWaitsForWhatRunsAndRefusesWhatComes() throws InterruptedException {
    Matting closing = Matting.load(GRAPH);
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicReference<AlphaMatte> alpha = new AtomicReference<>();
    Thread predicting =
        new Thread(
            () ->
                alpha.set(
                    closing.predict(
                        image(40, 40),
                        trimap(40, 40),
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
    assertThatThrownBy(() -> closing.predict(image(4, 4), trimap(4, 4)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this Matting is closed; load the model again");
    goOn.countDown();
    predicting.join();
    closer.join();
    assertThat(alpha.get().width()).isEqualTo(40);
  }

  @Test
  void closesOnAnInterruptedThreadAndKeepsItsFlag() {
    Matting closing = Matting.load(GRAPH);
    Thread.currentThread().interrupt();
    closing.close();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void anInterruptedThreadDoesNotBegin() {
    List<Double> heard = new ArrayList<>();
    try (Matting matting = Matting.load(GRAPH)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> matting.predict(image(9, 8), trimap(9, 8), heard::add))
          .isInstanceOf(MattingInterruptedException.class)
          .hasMessage("the conversion of an image was interrupted");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(heard).isEmpty();
      assertThat(matting.predict(image(9, 8), trimap(9, 8)).width()).isEqualTo(9);
    }
  }

  @Test
  void aListenerMayUseAnotherMattingButNotItsOwn() {
    try (Matting matting = Matting.load(GRAPH);
        Matting other = Matting.load("builtin:knn")) {
      RgbImage image = image(9, 8);
      Trimap trimap = trimap(9, 8);
      for (Runnable call :
          List.<Runnable>of(() -> matting.predict(image, trimap), matting::close)) {
        assertThatThrownBy(() -> matting.predict(image, trimap, done -> call.run()))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage(IN_LISTENER);
      }
      AlphaMatte alpha = matting.predict(image, trimap, done -> other.predict(image, trimap));
      assertThat(alpha.width()).isEqualTo(9);
    }
  }

  @Test
  void handsOnWhatItsListenerThrowsAndWorksOn() {
    try (Matting matting = Matting.load(GRAPH)) {
      UnsupportedOperationException enough = new UnsupportedOperationException("enough");
      assertThatThrownBy(
              () ->
                  matting.predict(
                      image(9, 8),
                      trimap(9, 8),
                      done -> {
                        throw enough;
                      }))
          .isSameAs(enough);
      assertThat(matting.predict(image(9, 8), trimap(9, 8)).width()).isEqualTo(9);
    }
  }

  @Test
  void severalThreadsPredictAtOnce() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try (Matting matting = Matting.load(GRAPH)) {
      AlphaMatte expected = matting.predict(image(40, 30), trimap(40, 30));
      List<Future<AlphaMatte>> results = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        results.add(
            pool.submit(
                () ->
                    matting.predict(
                        image(40, 30),
                        trimap(40, 30),
                        done -> {
                          both.countDown();
                          awaitQuietly(both);
                        })));
      }
      for (Future<AlphaMatte> result : results) {
        assertThat(result.get().toFloatArray()).isEqualTo(expected.toFloatArray());
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void writesFiles() throws IOException {
    Path image = write("photo.png", image(40, 30).toBufferedImage());
    Path trimap = write("photo-trimap.png", trimap(40, 30).toBufferedImage());
    Path results = folder.resolve("results");
    try (Matting matting = Matting.load(GRAPH)) {
      PredictedFiles files = matting.predictTo(image, trimap, results);
      AlphaMatte alpha = ImageFiles.standard().readAlpha(files.alpha());
      assertKnownPixelsAreKept(alpha, trimap(40, 30));
      assertThat(files.cutOut()).isRegularFile();
    }
  }

  @Test
  void worksInBatches() throws IOException {
    List<BatchInput> pairs = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      Path image = write(name + ".png", image(40, 30).toBufferedImage());
      pairs.add(
          BatchInput.of(image, write(name + "-trimap.png", trimap(40, 30).toBufferedImage())));
    }
    Path results = folder.resolve("results");
    try (Matting matting = Matting.load(GRAPH)) {
      MattingBatch batch = MattingBatch.builder().inputs(pairs).output(results).build();
      assertThat(batch.run(matting).isComplete()).isTrue();
    }
    assertThat(Stream.of("a-alpha.png", "b-cutout.png", "c-alpha.png").map(results::resolve))
        .allSatisfy(file -> assertThat(file).isRegularFile());
  }

  @Test
  void batchesFollowTheLimitOfTheModelUnlessTheyHaveTheirOwn() throws IOException {
    MattingBatch.Builder batch = batchOfOne();
    try (Matting matting = Matting.builder().model(GRAPH).maxPixels(1199).build()) {
      BatchSummary refused = batch.build().run(matting);
      assertThat(refused.failures()).singleElement().asString().contains("1199");
      assertThat(
              batch
                  .files(ImageFiles.standard().withMaxPixels(1200))
                  .build()
                  .run(matting)
                  .isComplete())
          .isTrue();
    }
  }

  @Test
  void batchesFollowTheThresholdsOfTheModelUnlessTheyHaveTheirOwn() throws IOException {
    MattingBatch.Builder batch = batchOfOne();
    // So that what the trimap calls foreground counts as unknown, and nothing is known to be it.
    TrimapThresholds none = new TrimapThresholds(0, 255);
    try (Matting matting = Matting.builder().model(GRAPH).trimapThresholds(none).build()) {
      assertThat(batch.build().run(matting).failures()).hasSize(1);
      batch.trimapThresholds(TrimapThresholds.standard());
      assertThat(batch.build().run(matting).isComplete()).isTrue();
    }
  }

  /** Of 40x30 pixels; the known foreground is not quite white. */
  private MattingBatch.Builder batchOfOne() throws IOException {
    BufferedImage trimap = trimap(40, 30).toBufferedImage();
    for (int y = 0; y < trimap.getHeight(); y++) {
      for (int x = 0; x < trimap.getWidth(); x++) {
        trimap.getRaster().setSample(x, y, 0, Math.min(252, trimap.getRaster().getSample(x, y, 0)));
      }
    }
    Path image = write("photo.png", image(40, 30).toBufferedImage());
    return MattingBatch.builder()
        .inputs(List.of(BatchInput.of(image, write("photo-trimap.png", trimap))))
        .output(folder.resolve("results"));
  }

  private Path write(String name, BufferedImage picture) throws IOException {
    Path file = folder.resolve(name);
    assertThat(ImageIO.write(picture, "png", file.toFile())).isTrue();
    return file;
  }

  private static void assertKnownPixelsAreKept(AlphaMatte alpha, Trimap trimap) {
    for (int y = 0; y < trimap.height(); y++) {
      for (int x = 0; x < trimap.width(); x++) {
        if (!trimap.isUnknown(x, y)) {
          assertThat(alpha.alphaAt(x, y)).isEqualTo(trimap.valueAt(x, y) == 255 ? 1f : 0f);
        }
      }
    }
  }

  /** Dark on the left, light on the right. */
  private static RgbImage image(int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      int shade = 255 * (i % width) / width;
      picture.setRGB(i % width, i / width, 0x010101 * shade);
    }
    return RgbImage.of(picture);
  }

  /** Background on the left, unknown in the middle, foreground on the right. */
  private static Trimap trimap(int width, int height) {
    byte[] values = new byte[width * height];
    IntStream.range(0, values.length)
        .forEach(
            i -> {
              int third = 3 * (i % width) / width;
              values[i] = (byte) (third == 0 ? 0 : third == 1 ? Trimap.UNKNOWN : 255);
            });
    return Trimap.of(width, height, values);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.deepmatting.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.Matting;
import dev.deepmatting.compose.CutOut;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageInput;
import dev.deepmatting.image.ImageOutput;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches whose results are others than mattes. */
class BatchWorkTest {
  @TempDir private Path root;
  private BatchPictures data;
  private final List<String> events = new ArrayList<>();

  private final BatchListener heard =
      new BatchListener() {
        @Override
        public void done(BatchInput input, List<Path> results) {
          events.add("done " + input.name() + " " + results);
        }

        @Override
        public void skipped(BatchInput input, List<Path> results) {
          events.add("skipped " + input.name() + " " + results);
        }

        @Override
        public void failed(BatchSummary.Failure failure) {
          events.add("failed " + failure.reason());
        }
      };

  @BeforeEach
  void makeFolders() throws IOException {
    data = new BatchPictures(root);
    Files.createDirectories(data.images());
    Files.createDirectories(data.trimaps());
  }

  private MattingBatch.Builder cutouts() {
    return data.batch().results("-cutout.png").listener(heard);
  }

  private static void cutOut(BatchPicture picture) throws IOException {
    AlphaMatte alpha = picture.predict(BatchPictures::predict, picture.trimap());
    CutOut.of(picture.image(), alpha).writePng(picture.result());
  }

  @Test
  void makesAFolderOfCutOutsWithAModel() throws IOException {
    data.addMany(3);

    BatchSummary summary;
    try (Matting matting = Matting.load("builtin:graph")) {
      summary =
          cutouts()
              .build()
              .run(
                  picture ->
                      CutOut.of(picture.image(), picture.predict(matting))
                          .writePng(picture.result()));
    }

    assertThat(summary.isComplete()).isTrue();
    assertThat(summary).asString().startsWith("3 done; 0.0 megapixels in ");
    assertThat(names()).containsExactly("p00-cutout.png", "p01-cutout.png", "p02-cutout.png");
    assertThat(events)
        .isEqualTo(
            IntStream.range(0, 3)
                .mapToObj(i -> "done p0" + i + " [" + result("p0" + i) + "]")
                .toList());
    AlphaMatte alpha = AlphaMatte.of(alphaOf(result("p01")));
    assertThat(alpha.alphaAt(0, 0)).isZero();
    assertThat(alpha.alphaAt(BatchPictures.WIDTH - 1, 0)).isEqualTo(1);
  }

  @Test
  void makesTrimapsBySourcesWithoutFiles() throws IOException {
    data.addMany(2);
    byte[] gray = new byte[BatchPictures.WIDTH * BatchPictures.HEIGHT];
    Arrays.fill(gray, (byte) Trimap.UNKNOWN);
    gray[0] = (byte) Trimap.FOREGROUND;

    BatchSummary summary =
        MattingBatch.builder()
            .images(data.images())
            .trimaps(image -> Trimap.of(image.width(), image.height(), gray))
            .output(data.out())
            .listener(heard)
            .build()
            .run(BatchPictures::predict);

    assertThat(summary.isComplete()).isTrue();
    assertThat(names())
        .containsExactly("p00-alpha.png", "p00-cutout.png", "p01-alpha.png", "p01-cutout.png");
  }

  @Test
  void refusesTrimapsFromFilesAndASource() throws IOException {
    data.addMany(1);

    assertThatThrownBy(data.batch().trimaps(image -> null)::build)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("trimaps are given twice, wanted files or a source");
  }

  private static BufferedImage alphaOf(Path cutout) {
    return ImageFiles.standard()
        .read(
            cutout,
            picture -> {
              BufferedImage gray =
                  new BufferedImage(
                      picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
              gray.getRaster()
                  .setSamples(
                      0,
                      0,
                      picture.getWidth(),
                      picture.getHeight(),
                      0,
                      picture
                          .getRaster()
                          .getSamples(
                              0, 0, picture.getWidth(), picture.getHeight(), 3, (int[]) null));
              return gray;
            });
  }

  @Test
  void makesThemFromReadyMattes() throws IOException {
    data.addMany(3);
    Path mattes = Files.createDirectory(root.resolve("mattes"));
    float[] thin = new float[BatchPictures.WIDTH * BatchPictures.HEIGHT];
    thin[7] = 0.1f;
    AlphaMatte.of(BatchPictures.WIDTH, BatchPictures.HEIGHT, thin)
        .writePng(mattes.resolve("p00-alpha.png"));
    AlphaMatte.of(2, 2, new float[4]).writePng(mattes.resolve("p01.png"));
    float[] classes = new float[thin.length];
    classes[7] = 2 / 255f;
    AlphaMatte.of(BatchPictures.WIDTH, BatchPictures.HEIGHT, classes)
        .writePng(mattes.resolve("p02.png"));

    BatchSummary summary =
        MattingBatch.builder()
            .images(data.images())
            .hints("alpha", mattes.toString())
            .output(data.out())
            .results("-cutout.png")
            .build()
            .run(picture -> CutOut.of(picture.image(), picture.alpha()).writePng(picture.result()));

    assertThat(names()).containsExactly("p00-cutout.png");
    assertThat(summary.failures().get(0).reason())
        .isEqualTo(
            data.images().resolve("p01.png") + ": alpha is 2x2, wanted the image's size 9x6");
    assertThat(summary.failures().get(1).reason())
        .contains("p02.png has 2.00 of 255 as its highest value", "wanted 255 for foreground");
  }

  @Test
  void aPictureThatFailsDoesNotStopTheOthers() throws IOException {
    data.addMany(5);
    Files.writeString(data.images().resolve("p01.png"), "no picture");

    BatchSummary summary =
        cutouts()
            .build()
            .run(
                picture -> {
                  switch (picture.input().name()) {
                    case "p02" -> throw new IOException("disk full");
                    case "p03" -> throw new UncheckedIOException(new NoSuchFileException("x"));
                    default -> cutOut(picture);
                  }
                });

    assertThat(names()).containsExactly("p00-cutout.png", "p04-cutout.png");
    assertThat(summary.failures())
        .extracting(each -> each.input().name())
        .containsExactly("p01", "p02", "p03");
    assertThat(events).hasSize(5);
    assertThat(events.get(1)).startsWith("failed file " + data.images().resolve("p01.png"));
    assertThat(events.get(2))
        .isEqualTo("failed " + data.images().resolve("p02.png") + ": IOException: disk full");
    assertThat(events.get(3)).endsWith("p03.png: NoSuchFileException: x");
  }

  @Test
  void aBugEndsTheRun() throws IOException {
    data.addMany(5);

    assertThatThrownBy(
            () ->
                cutouts()
                    .build()
                    .run(
                        picture -> {
                          throw new IllegalStateException("a bug");
                        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a bug");
    assertThat(data.out()).doesNotExist();
  }

  @Test
  void resumeSkipsWhatIsWholeWhateverItsSize() throws IOException {
    data.addMany(4);
    MattingBatch batch = cutouts().resume(true).build();
    batch.run(BatchWorkTest::cutOut);
    byte[] whole = Files.readAllBytes(result("p01"));
    Files.write(result("p01"), Arrays.copyOf(whole, whole.length - 7));
    ImageFiles.writePng(new BufferedImage(3, 3, BufferedImage.TYPE_INT_ARGB), result("p02"));
    data.add("p03", 99);
    events.clear();

    BatchSummary summary = batch.run(BatchWorkTest::cutOut);

    assertThat(events)
        .extracting(event -> event.substring(0, event.indexOf(" [")))
        .containsExactly("skipped p00", "done p01", "skipped p02", "done p03");
    assertThat(summary.skipped()).isEqualTo(2);
    assertThat(result("p01")).hasBinaryContent(whole);
  }

  @Test
  void anInterruptFinishesWhatIsPredictedAndLeavesTheRest() throws IOException {
    data.addMany(9);
    Thread caller = Thread.currentThread();
    AtomicInteger calls = new AtomicInteger();

    BatchSummary summary =
        cutouts()
            .build()
            .run(
                picture -> {
                  AlphaMatte alpha =
                      picture.predict(
                          (image, trimap, listener) -> {
                            if (calls.incrementAndGet() == 4) {
                              caller.interrupt();
                              waitForInterrupt();
                            }
                            return BatchPictures.predict(image, trimap, listener);
                          },
                          picture.trimap());
                  CutOut.of(picture.image(), alpha).writePng(picture.result());
                });

    assertThat(Thread.interrupted()).isTrue();
    assertThat(summary.done()).isEqualTo(3);
    assertThat(summary.notDone()).isEqualTo(6);
    assertThat(summary.failures()).isEmpty();
    assertThat(names()).hasSize(3).allMatch(name -> name.endsWith("-cutout.png"));
    assertThat(events).hasSize(3);
  }

  /** Without a prediction there is nothing that an interrupt could break off. */
  @Test
  void anInterruptFinishesWorkThatHasBegun() throws IOException {
    data.addMany(9);
    Thread caller = Thread.currentThread();
    AtomicInteger calls = new AtomicInteger();

    BatchSummary summary =
        cutouts()
            .workers(0)
            .build()
            .run(
                picture -> {
                  if (calls.incrementAndGet() == 2) {
                    caller.interrupt();
                  }
                  ImageFiles.writePng(picture.image().toBufferedImage(), picture.result());
                });

    assertThat(Thread.interrupted()).isTrue();
    assertThat(summary.done()).isEqualTo(calls.get()).isBetween(2, 8);
    assertThat(summary.notDone()).isEqualTo(9 - summary.done());
    assertThat(names()).hasSize(summary.done());
    assertThat(events).hasSize(summary.done());
  }

  @Test
  void noMorePicturesAreBegunThanWorkersAndOne() throws IOException {
    data.addMany(8);
    for (int workers : new int[] {0, 1, 3}) {
      AtomicInteger now = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      Set<Thread> threads = ConcurrentHashMap.newKeySet();

      cutouts()
          .workers(workers)
          .build()
          .run(
              picture -> {
                threads.add(Thread.currentThread());
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                cutOut(picture);
                now.decrementAndGet();
              });

      assertThat(most.get()).isBetween(1, workers + 1);
      assertThat(threads).hasSizeBetween(1, workers + 1).noneMatch(Thread::isAlive);
    }
  }

  @Test
  void worksOnPhotographsAloneAndMayKeepItsResultsElsewhere() throws IOException {
    data.addMany(3);
    Set<Integer> widths = ConcurrentHashMap.newKeySet();

    BatchSummary summary =
        MattingBatch.builder()
            .images(data.images())
            .results()
            .listener(heard)
            .build()
            .run(
                picture -> {
                  assertThat(picture.results()).isEmpty();
                  assertThatThrownBy(picture::trimap)
                      .isInstanceOf(InvalidInputException.class)
                      .hasMessageStartingWith("hint of " + picture.input().image().name());
                  widths.add(picture.image().width());
                });

    assertThat(summary.done()).isEqualTo(3);
    assertThat(widths).containsExactly(BatchPictures.WIDTH);
    assertThat(events).containsExactly("done p00 []", "done p01 []", "done p02 []");
  }

  @Test
  void writesSeveralResultsOfAPicture() throws IOException {
    data.addMany(1);

    data.batch()
        .results("-cutout.png", "-trimap.tiff")
        .build()
        .run(
            picture -> {
              cutOut(picture);
              ImageFiles.write(
                  picture.trimap().toBufferedImage(),
                  picture.results().get(1),
                  picture.properties());
            });

    assertThat(names()).containsExactly("p00-cutout.png", "p00-trimap.tiff");
  }

  @Test
  void refusesResultsThatCannotBe() throws IOException {
    BatchInput input = data.add("a", 10);
    Path matte = Files.move(input.files().toList().get(1), data.images().resolve("a-cutout.png"));

    assertRefused(
        MattingBatch.builder()
            .inputs(List.of(BatchInput.of(input.files().toList().get(0), matte)))
            .results("-cutout.png")
            .output(data.images()),
        "the result " + matte + " would replace an input, wanted");
    Files.createDirectories(result("a"));
    assertRefused(
        MattingBatch.builder().images(data.images()).results("-cutout.png").output(data.out()),
        "the result " + result("a") + " is a folder already, wanted");
    assertRefused(MattingBatch.builder().images(root).results("-x.png"), "output is missing");
    assertRefused(
        MattingBatch.builder().images(root).results().resume(true), "resume is true without");
    assertThatThrownBy(() -> MattingBatch.builder().results("/../x.png"))
        .hasMessage("results has '/../x.png', wanted the end of a file name such as -cutout.png");
    assertThatThrownBy(() -> MattingBatch.builder().results("-x.png", "-x.png"))
        .hasMessageStartingWith("results are [-x.png, -x.png], wanted each once");
  }

  @Test
  void predictsMattesOnlyWhereTheyAreTheResults() throws IOException {
    data.addMany(1);

    assertThatThrownBy(() -> cutouts().build().run(BatchPictures::predict))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("results are [-cutout.png], wanted a run with the work that makes them");
  }

  private static void assertRefused(MattingBatch.Builder builder, String message) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(message);
  }

  private Path result(String name) {
    return data.out().resolve(name + "-cutout.png");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(data.out())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals(DoneList.NAME))
          .sorted()
          .toList();
    }
  }

  private static void waitForInterrupt() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      throw new MattingInterruptedException("interrupted", e);
    }
  }

  @Test
  void streamsAreOpenedOnceAndWorkWritesWhereItWants() throws IOException {
    byte[] png = Files.readAllBytes(data.add("a", 20).files().findFirst().orElseThrow());
    List<String> opened = new CopyOnWriteArrayList<>();
    Map<String, byte[]> stored = new ConcurrentHashMap<>();
    List<BatchInput> inputs =
        Stream.of("a", "b", "gone")
            .map(name -> new BatchInput(name, stored(name, png, opened), Optional.empty()))
            .toList();

    BatchSummary summary =
        MattingBatch.builder()
            .inputs(inputs)
            .results()
            .build()
            .run(
                picture -> {
                  ByteArrayOutputStream target = new ByteArrayOutputStream();
                  ImageFiles.write(
                      picture.image().toBufferedImage(),
                      ImageOutput.of(target),
                      picture.properties());
                  stored.put(picture.input().name(), target.toByteArray());
                });

    assertThat(opened).containsExactlyInAnyOrder("a", "b", "gone");
    assertThat(stored).containsOnlyKeys("a", "b");
    RgbImage expected = ImageFiles.standard().readImage(ImageInput.of(png));
    assertThat(ImageFiles.standard().readImage(ImageInput.of(stored.get("b")))).isEqualTo(expected);
    assertThat(summary.failures())
        .extracting(BatchSummary.Failure::reason)
        .containsExactly(
            "image store/gone cannot be read: java.io.FileNotFoundException: no such object");
  }

  private static ImageInput stored(String name, byte[] png, List<String> opened) {
    return ImageInput.of(
        "store/" + name,
        () -> {
          opened.add(name);
          if (name.equals("gone")) {
            throw new FileNotFoundException("no such object");
          }
          return new ByteArrayInputStream(png);
        });
  }
}

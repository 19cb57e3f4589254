package dev.deepmatting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.compose.CutOut;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.AlphaSink;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageOutput;
import dev.deepmatting.image.ImageProperties;
import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.PngRowWriter;
import dev.deepmatting.image.PngRowWriter.Layout;
import dev.deepmatting.image.Resolution;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.SmallHeap;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapRows;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.spi.MattingEngine;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From files to files, with an engine that computes next to nothing. */
class MattingPredictToTest {
  private static final int WIDTH = 61;
  private static final int HEIGHT = 47;

  @TempDir private Path temporary;
  private Path image;
  private Path trimap;
  private Path folder;

  @BeforeEach
  void writeInputs() {
    image = temporary.resolve("photo.of.me.png");
    trimap = temporary.resolve("trimap.png");
    folder = temporary.resolve("results").resolve("today");
    Large.write(image, Layout.RGBA_8, WIDTH, HEIGHT);
    Large.write(trimap, Layout.GRAY_8, WIDTH, HEIGHT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp"})
  void writesWhatPredictingInMemoryGives(String format) throws Exception {
    RgbImage whole = ImageFiles.standard().readImage(image);
    Path other = temporary.resolve("photo.of.me." + format);
    ImageIO.write(whole.toBufferedImage(), format, other.toFile());
    AlphaMatte alpha =
        new RowEngine()
            .predict(
                whole,
                ImageFiles.standard().readTrimap(trimap, TrimapThresholds.standard()),
                ProgressListener.NONE);
    List<Double> heard = new ArrayList<>();

    PredictedFiles files = predict(new RowEngine(), other, trimap, folder, heard::add);

    assertThat(files.alpha()).isEqualTo(folder.resolve("photo.of.me-alpha.png"));
    assertThat(files.cutOut()).isEqualTo(folder.resolve("photo.of.me-cutout.png"));
    assertThat(folder.toFile().list()).hasSize(2);
    assertThat(heard).containsExactly(0.0, 1.0);
    BufferedImage gray = ImageIO.read(files.alpha().toFile());
    assertThat(gray.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
    assertThat(gray.getRaster().getPixels(0, 0, WIDTH, HEIGHT, (int[]) null))
        .isEqualTo(alpha.toGray8().getRaster().getPixels(0, 0, WIDTH, HEIGHT, (int[]) null));
    assertThat(argb(ImageIO.read(files.cutOut().toFile())))
        .isEqualTo(argb(CutOut.of(whole, alpha).toBufferedImage()));
  }

  @Test
  void theCutOutKeepsProfileAndResolution() {
    ImageProperties properties =
        ImageProperties.none()
            .withIccProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData())
            .withResolution(Resolution.of(300));
    RgbImage whole = ImageFiles.standard().readImage(image);
    ImageFiles.write(whole.toBufferedImage(), image, properties);

    PredictedFiles files = predict(new RowEngine());

    assertThat(ImageFiles.readProperties(files.cutOut())).isEqualTo(properties);
    assertThat(ImageFiles.readProperties(files.alpha())).isEqualTo(ImageProperties.none());
  }

  @Test
  void refusesATrimapThatLeavesNothing() {
    ImageFiles.writePng(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY), trimap);

    assertThatThrownBy(() -> predict(new RowEngine()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "trimap "
                + trimap
                + " is background everywhere, wanted foreground or unknown pixels somewhere");

    BufferedImage classes = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    classes.getRaster().setSample(WIDTH - 1, HEIGHT - 1, 0, 2);
    ImageFiles.writePng(classes, trimap);
    assertThatThrownBy(() -> predict(new RowEngine()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("trimap has 2 of 255 as its highest value");
    assertThat(folder).doesNotExist();
  }

  @Test
  void usesThresholdsAndLimit() {
    ImageFiles small = ImageFiles.standard().withMaxPixels(100);

    assertThatThrownBy(
            () ->
                new FilePrediction(new RowEngine(), small, TrimapThresholds.standard())
                    .predict(image, trimap, folder, ProgressListener.NONE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("file " + image + " declares 61x47 pixels, wanted 1 to 100 in all");

    // The trimap's values are 0 to 255; with these all are background.
    PredictedFiles files =
        new FilePrediction(new RowEngine(), ImageFiles.standard(), new TrimapThresholds(254, 255))
            .predict(image, trimap, folder, ProgressListener.NONE);
    AlphaMatte alpha = ImageFiles.standard().readAlpha(files.alpha());
    assertThat(alpha.toFloatArray()).containsOnly(0f, 1f);
  }

  @Test
  void replacesOlderResults() {
    predict(new RowEngine());
    PredictedFiles files = predict((i, t, alpha) -> fill(alpha, 1f));

    assertThat(ImageFiles.standard().readAlpha(files.alpha()).alphaAt(3, 3)).isEqualTo(1f);
    assertThat(folder.toFile().list()).hasSize(2);
  }

  @Test
  void refusesATrimapOfAnotherSize() {
    Large.write(trimap, Layout.GRAY_8, WIDTH, HEIGHT + 1);

    assertThatThrownBy(() -> predict(new RowEngine()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("trimap is 61x48, wanted the image's size 61x47");
    assertThat(folder.getParent()).doesNotExist();
  }

  @Test
  void refusesAFolderThatIsAFile() throws Exception {
    Files.createDirectories(folder.getParent());
    Files.writeString(folder, "a file");

    assertThatThrownBy(() -> predict(new RowEngine()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("folder is '" + folder + "', which is a file, wanted a folder or a new name");
    assertThat(folder).hasContent("a file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-alpha.png", "-cutout.png"})
  void refusesToReplaceItsTrimap(String ending) throws Exception {
    Path before = Files.move(trimap, temporary.resolve("photo.of.me" + ending));
    byte[] bytes = Files.readAllBytes(before);

    assertThatThrownBy(
            () -> predict(new RowEngine(), image, before, temporary, ProgressListener.NONE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "trimap is " + before + ", which the result would replace, wanted another folder");
    assertThat(before).hasBinaryContent(bytes);
    assertThat(temporary.toFile().list()).hasSize(2);
  }

  @Test
  void refusesToReplaceItsImageThroughALink() throws Exception {
    Files.createDirectories(folder);
    Files.createSymbolicLink(folder.resolve("photo.of.me-cutout.png"), image);

    assertThatThrownBy(() -> predict(new RowEngine()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("image is " + image + ", which the result would replace");
  }

  @Test
  void refusesAResultThatIsAFolder() throws Exception {
    Files.createDirectories(folder.resolve("photo.of.me-cutout.png"));

    assertThatThrownBy(
            () ->
                predict(
                    (i, t, alpha) -> {
                      throw new AssertionError("it should not have begun");
                    }))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith("photo.of.me-cutout.png is a directory, wanted a file to write");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void aFailureHalfWayLeavesOlderResultsAsTheyWere() throws Exception {
    PredictedFiles older = predict(new RowEngine());
    byte[] alphaBytes = Files.readAllBytes(older.alpha());
    byte[] cutOutBytes = Files.readAllBytes(older.cutOut());
    IllegalStateException failure = new IllegalStateException("half way");

    assertThatThrownBy(
            () ->
                predict(
                    (i, t, alpha) -> {
                      alpha.writeRow(0, new float[WIDTH]);
                      throw failure;
                    }))
        .isSameAs(failure);

    assertThat(older.alpha()).hasBinaryContent(alphaBytes);
    assertThat(older.cutOut()).hasBinaryContent(cutOutBytes);
    assertThat(folder.toFile().list()).hasSize(2);
  }

  @Test
  void anEngineThatLeavesRowsOutWritesNothing() {
    assertThatThrownBy(() -> predict((i, t, alpha) -> alpha.writeRow(0, new float[WIDTH])))
        .isInstanceOf(IllegalStateException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anInterruptLeavesNothing() {
    try {
      assertThatThrownBy(
              () ->
                  predict(
                      (i, t, alpha) -> {
                        Thread.currentThread().interrupt();
                        fill(alpha, 0f);
                      }))
          .isInstanceOf(MattingInterruptedException.class)
          .hasMessageEndingWith(" was interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(folder).isEmptyDirectory();
  }

  /** Of the two the cut-out takes its name first. */
  @Test
  void aMatteThatCannotTakeItsNameTakesTheCutOutAway() {
    Path taken = folder.resolve("photo.of.me-alpha.png");

    assertThatThrownBy(
            () ->
                predict(
                    (i, t, alpha) -> {
                      fill(alpha, 0f);
                      makeFolder(taken);
                    }))
        .hasMessageContaining("could not be written");
    assertThat(folder.toFile().list()).containsExactly("photo.of.me-alpha.png");
  }

  @Test
  void damageHalfWayLeavesNothing() throws Exception {
    assertThatThrownBy(
            () ->
                predict(
                    (rows, t, alpha) -> {
                      cutInHalf(image);
                      new RowEngine().predict(rows, t, alpha, ProgressListener.NONE);
                    }))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("file " + image + " is damaged or cannot be decoded: ");
    assertThat(folder).isEmptyDirectory();
  }

  /** Whole, the image would take 36 MB decoded and 27 MB as an image, and much besides. */
  @Test
  void predictsWhatTheHeapCannotHold() throws Exception {
    assertThat(SmallHeap.run("-Xmx24m", Large.class, temporary, temporary, 3000))
        .isEqualTo("3000 rows");
  }

  @Test
  @Tag("long")
  void predictsAHundredMegapixelsInSixtyFourMebibytes() throws Exception {
    assertThat(SmallHeap.run("-Xmx64m", Large.class, temporary, temporary, 10_000))
        .isEqualTo("10000 rows");
  }

  private PredictedFiles predict(Prediction engine) {
    return predict(engine, image, trimap, folder, ProgressListener.NONE);
  }

  private static PredictedFiles predict(
      Prediction engine, Path image, Path trimap, Path folder, ProgressListener listener) {
    return new FilePrediction(engine, ImageFiles.standard(), TrimapThresholds.standard())
        .predict(image, trimap, folder, listener);
  }

  private static void fill(AlphaSink sink, float value) {
    float[] row = new float[WIDTH];
    Arrays.fill(row, value);
    for (int y = 0; y < HEIGHT; y++) {
      sink.writeRow(y, row);
    }
  }

  private static void makeFolder(Path path) {
    try {
      Files.createDirectory(path);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void cutInHalf(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int[] argb(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  /** An engine of which only the prediction matters. */
  @FunctionalInterface
  private interface Prediction extends MattingEngine {
    void run(ImageRows image, TrimapRows trimap, AlphaSink alpha);

    @Override
    default void predict(
        ImageRows image, TrimapRows trimap, AlphaSink alpha, ProgressListener listener) {
      listener.progress(0);
      run(image, trimap, alpha);
      listener.progress(1);
    }

    @Override
    default Optional<NetworkConfig> network() {
      throw new UnsupportedOperationException();
    }

    @Override
    default Optional<ImportReport> importReport() {
      throw new UnsupportedOperationException();
    }

    @Override
    default MemorySize memoryFor(int width, int height) {
      throw new UnsupportedOperationException();
    }

    @Override
    default void close() {}
  }

  /** Where alpha is unknown it is the image's red, a few rows below. */
  private static final class RowEngine implements Prediction {
    private static final int AHEAD = 9;

    @Override
    public void run(ImageRows image, TrimapRows trimap, AlphaSink alpha) {
      int width = image.width();
      image.keep(AHEAD);
      trimap.keep(AHEAD);
      float[] colours = new float[3 * width];
      byte[] known = new byte[width];
      float[] row = new float[width];
      for (int y = 0; y < image.height(); y++) {
        image.readRow(Math.min(image.height() - 1, y + AHEAD), colours);
        trimap.readRow(y, known);
        for (int x = 0; x < width; x++) {
          int value = known[x] & 0xff;
          row[x] = value == Trimap.UNKNOWN ? colours[3 * x] : value / 255f;
        }
        alpha.writeRow(y, row);
      }
    }
  }

  /** The program of a JVM whose heap is small. */
  static final class Large {
    private Large() {}

    public static void main(String[] arguments) {
      Path folder = Path.of(arguments[0]);
      int side = Integer.parseInt(arguments[1]);
      Path image = folder.resolve("large.png");
      Path trimap = folder.resolve("large-trimap.png");
      write(image, Layout.RGBA_8, side, side);
      write(trimap, Layout.GRAY_8, side, side);
      PredictedFiles files = predict(new RowEngine(), image, trimap, folder, done -> {});
      System.out.println(count(files, image, side) + " rows");
    }

    /**
     * How many rows of the cut-out have the image's colours where it is opaque, away from the edge,
     * and the alpha that was predicted.
     */
    private static int count(PredictedFiles files, Path image, int side) {
      float[][] rows = new float[3][3 * side];
      int opaque = 3 * (side * 8 / 9 + 3);
      int count = 0;
      try (var original = ImageFiles.standard().openImage(image);
          var alpha = ImageFiles.standard().openImage(files.alpha());
          var cutOut = ImageFiles.standard().openImage(files.cutOut())) {
        for (int y = 0; y < side; y++) {
          original.readRow(y, rows[0]);
          cutOut.readRow(y, rows[1]);
          alpha.readRow(y, rows[2]);
          boolean same = Arrays.equals(rows[0], opaque, 3 * side, rows[1], opaque, 3 * side);
          // The trimap's first pixel is background, its last one foreground.
          count += same && rows[2][0] == 0 && rows[2][3 * side - 1] == 1 ? 1 : 0;
        }
      }
      return count;
    }

    /** Mostly flat: from 0 on the left to 255 on the right in nine steps, and a soft stripe. */
    static void write(Path file, Layout layout, int width, int height) {
      int bands = layout == Layout.GRAY_8 ? 1 : 4;
      byte[] row = new byte[bands * width];
      PngRowWriter.write(
          ImageOutput.of(file),
          width,
          height,
          layout,
          writer -> {
            for (int y = 0; y < height; y++) {
              for (int i = 0; i < row.length; i++) {
                row[i] = (byte) (i / bands * 9 / width * 255 / 8);
              }
              row[row.length / 2] = (byte) y;
              writer.writeRow(y, row);
            }
          });
    }
  }
}

package dev.deepmatting.batch;

import dev.deepmatting.Matting;
import dev.deepmatting.WorkDigest;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageInput;
import dev.deepmatting.image.ImageProperties;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.internal.check.Sizes;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.trimap.TrimapSource;
import dev.deepmatting.trimap.Trimaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One picture of a running {@link MattingBatch}: its files, decoded on request, and its turn to
 * predict. For use by the thread that received it, until its work ends.
 *
 * @since 0.1
 */
public final class BatchPicture {
  /** The highest value of a matte that contains class numbers instead of opacity. */
  private static final float MOST_CLASSES = 9 / 255f;

  /** Bytes per pixel to estimate a cut-out's colours, and to write them. */
  private static final long CUT_OUT_BYTES = 8 + 4;

  private final BatchInput input;
  private final List<Path> results;
  private final BatchSettings settings;
  private final PredictionTurn turn;
  private final BatchReport report;
  private final Set<String> warnings = new LinkedHashSet<>();
  private @Nullable ImageInput loaded;
  private @Nullable ImageInput hint;
  private @Nullable RgbImage image;

  BatchPicture(BatchInput input, BatchSettings settings, PredictionTurn turn, BatchReport report) {
    this.input = input;
    results = ResultFiles.of(settings, input).files();
    this.settings = settings;
    this.turn = turn;
    this.report = report;
  }

  /** The part of a model that a batch needs. */
  @FunctionalInterface
  interface Predictor {
    AlphaMatte predict(RgbImage image, Trimap trimap, ProgressListener listener);
  }

  /**
   * The picture's files.
   *
   * @return the input
   */
  public BatchInput input() {
    return input;
  }

  /**
   * The photograph; decoded once and kept.
   *
   * @return the image
   * @throws InvalidInputException if the file is missing, not a picture, or larger than {@link
   *     MattingBatch.Builder#files} allows
   */
  public RgbImage image() {
    if (image == null) {
      RgbImage read = settings.files().readImage(loaded());
      requireRoom(read);
      image = read;
    }
    return image;
  }

  /**
   * Refuses an image whose matte and cut-out would exceed the budget: the image again with the
   * object's colours, the matte, and what estimating and writing the colours takes.
   */
  private void requireRoom(RgbImage read) {
    Optional<MemorySize> budget = settings.files().memoryBudget();
    if (budget.isEmpty() || settings.ends().equals(ResultFiles.ALPHA_ENDS)) {
      return;
    }
    long pixels = (long) read.width() * read.height();
    long needed = 2 * read.keptBytes(1) + pixels * (Float.BYTES + CUT_OUT_BYTES);
    if (needed > budget.get().bytes()) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "memoryBudget leaves %s, wanted at least %s for %s of %dx%d, its matte and its cut-out",
              budget.get(),
              new MemorySize(needed),
              loaded(),
              read.width(),
              read.height()));
    }
  }

  /**
   * What the photograph says about its pixels, such as its resolution.
   *
   * @return the properties
   * @throws InvalidInputException if the file is missing
   */
  public ImageProperties properties() {
    return ImageFiles.readProperties(loaded());
  }

  /**
   * Identifies what the results depend on, besides the model and the work itself: the content of
   * image and hint, the thresholds, the suffixes of the results and the batch's {@linkplain
   * MattingBatch.Builder#resumeKey key}. A run with {@code resume} compares it; work that keeps its
   * results elsewhere can do the same.
   *
   * @return the digest
   * @throws dev.deepmatting.error.MattingException if an input cannot be read
   */
  public WorkDigest digest() {
    WorkDigest digest =
        WorkDigest.of(settings.thresholds().toString())
            .and(String.join("/", settings.ends()))
            .and(settings.resumeKey())
            .and(loaded());
    return input.hint().isPresent() ? digest.and(hint()) : digest;
  }

  /** Returns the photograph, read into memory if it is a stream: that is done once. */
  private ImageInput loaded() {
    if (loaded == null) {
      loaded = input.image().loaded();
    }
    return loaded;
  }

  /**
   * The hint as a trimap, decoded on each call, with the batch's thresholds.
   *
   * @return the trimap
   * @throws InvalidInputException if there is no hint, or its file cannot be read as a trimap
   */
  public Trimap trimap() {
    return trimap(settings.thresholds());
  }

  /**
   * Makes the trimap of the image. Pictures take turns, as for {@link #predict(Matting, Trimap)},
   * and interrupting the run ends it.
   *
   * @param source makes it
   * @return the trimap
   * @throws MattingInterruptedException if the run was interrupted; do not catch it
   * @throws dev.deepmatting.error.MattingException if the source fails
   */
  public Trimap trimap(TrimapSource source) {
    RgbImage whole = image();
    return turn.take(() -> source.trimap(whole));
  }

  /**
   * The hint as a finished matte, decoded on each call.
   *
   * @return the matte
   * @throws InvalidInputException if there is no hint, its file cannot be read as a matte, it does
   *     not have the image's size, or its highest value is 9 of 255 or less, as in a map of class
   *     numbers
   */
  public AlphaMatte alpha() {
    AlphaMatte alpha = settings.files().readAlpha(hint());
    Sizes.requireSame(
        "alpha", alpha.width(), alpha.height(), "image", image().width(), image().height());
    requireSomething(alpha);
    InvertedHint.of(hint().name(), alpha).ifPresent(warnings::add);
    return alpha;
  }

  /** Refuses class numbers such as 0 and 1, which look black and leave nothing of the image. */
  private void requireSomething(AlphaMatte alpha) {
    float highest = 0;
    float[] row = new float[alpha.width()];
    for (int y = 0; y < alpha.height(); y++) {
      alpha.readRow(y, row);
      for (float value : row) {
        highest = Math.max(highest, value);
      }
    }
    if (highest <= MOST_CLASSES) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "alpha %s has %.3g of 255 as its highest value, which leaves nothing of the image,"
                  + " wanted 255 for foreground",
              hint().name(),
              255 * highest));
    }
  }

  private Trimap trimap(TrimapThresholds thresholds) {
    Trimap trimap = settings.files().readTrimap(hint(), thresholds);
    InvertedHint.of(hint().name(), trimap).ifPresent(warnings::add);
    return trimap;
  }

  /** Returns the hint, read into memory if it is a stream: that is done once. */
  private ImageInput hint() {
    if (hint == null) {
      hint =
          input
              .hint()
              .orElseThrow(
                  () ->
                      new InvalidInputException(
                          "hint of " + input.image().name() + " is missing, wanted its file"))
              .loaded();
    }
    return hint;
  }

  /**
   * Predicts the matte from the hint as a trimap, with the batch's thresholds, or the model's if
   * the batch has none.
   *
   * @param matting a loaded model
   * @return the matte
   * @throws dev.deepmatting.error.MattingException as {@link #predict(Matting, Trimap)}
   */
  public AlphaMatte predict(Matting matting) {
    return predict(matting, trimap(settings.following(matting).thresholds()));
  }

  /**
   * Predicts a matte of the image. Pictures take turns, so that one at a time uses the processor
   * and the memory budget. The listener is notified of progress; interrupting the run ends the
   * prediction.
   *
   * @param matting a loaded model
   * @param trimap a trimap of the image's size, from any source
   * @return the matte
   * @throws MattingInterruptedException if the run was interrupted; do not catch it
   * @throws InvalidInputException if the trimap is background everywhere
   * @throws dev.deepmatting.error.MattingException if the prediction fails
   */
  public AlphaMatte predict(Matting matting, Trimap trimap) {
    return predict((Predictor) matting::predict, trimap);
  }

  /** Predicts with the trimap that a source makes, or with the hint if there is none. */
  AlphaMatte predict(Predictor predictor, @Nullable TrimapSource source) {
    if (source == null) {
      return predict(predictor, trimap());
    }
    Trimap trimap = trimap(source);
    AlphaMatte alpha = predict(predictor, trimap);
    return source.isRough() ? Trimaps.withoutIslands(alpha, trimap) : alpha;
  }

  AlphaMatte predict(Predictor predictor, Trimap trimap) {
    if (trimap.unknownCount() + trimap.foregroundCount() == 0) {
      throw new InvalidInputException(
          "trimap of "
              + input.image().name()
              + " is background everywhere, wanted foreground or unknown pixels somewhere");
    }
    RgbImage whole = image();
    return turn.take(
        () -> predictor.predict(whole, trimap, share -> report.predicting(input, share)));
  }

  /**
   * The result files; the first call creates their folder.
   *
   * @return the files in the order of their suffixes
   * @throws IOException if the folder cannot be made
   */
  public List<Path> results() throws IOException {
    if (!results.isEmpty()) {
      Files.createDirectories(results.get(0).toAbsolutePath().getParent());
    }
    return results;
  }

  /**
   * The result file, or the first of several; see {@link #results()}.
   *
   * @return the file
   * @throws IOException if the folder cannot be made
   */
  public Path result() throws IOException {
    return results().get(0);
  }

  /** What may be wrong with the hint, although it can be used. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** The number of decoded pixels. */
  long pixels() {
    return image == null ? 0 : (long) image.width() * image.height();
  }
}

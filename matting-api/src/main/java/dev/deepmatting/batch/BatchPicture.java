package dev.deepmatting.batch;

import dev.deepmatting.Matting;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.internal.check.Sizes;
import dev.deepmatting.network.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One picture of a running {@link MattingBatch}: its files, which are decoded when they are asked
 * for, and its turn to predict. For the thread that was given it, until its work ends.
 *
 * @since 0.1
 */
public final class BatchPicture {
  /** Of mattes whose values are such numbers, and not opacity. */
  private static final float MOST_CLASSES = 9 / 255f;

  private final BatchInput input;
  private final List<Path> results;
  private final MattingBatch.Settings settings;
  private final PredictionTurn turn;
  private final BatchReport report;
  private @Nullable RgbImage image;

  BatchPicture(
      BatchInput input, MattingBatch.Settings settings, PredictionTurn turn, BatchReport report) {
    this.input = input;
    results = ResultFiles.of(settings, input).files();
    this.settings = settings;
    this.turn = turn;
    this.report = report;
  }

  /** What a batch needs of a model. */
  @FunctionalInterface
  interface Predictor {
    AlphaMatte predict(RgbImage image, Trimap trimap, ProgressListener listener);
  }

  /**
   * Its files.
   *
   * @return what was found
   */
  public BatchInput input() {
    return input;
  }

  /**
   * The photograph; kept once it is decoded.
   *
   * @return the image
   * @throws InvalidInputException if the file is missing, no picture or larger than {@link
   *     MattingBatch.Builder#maxPixels} allows
   */
  public RgbImage image() {
    if (image == null) {
      image = settings.files().readImage(input.image());
    }
    return image;
  }

  /**
   * The hint as a trimap, decoded at each call, with the batch's thresholds.
   *
   * @return the trimap
   * @throws InvalidInputException if there is no hint, or its file cannot be read as a trimap
   */
  public Trimap trimap() {
    return trimap(settings.thresholds());
  }

  /**
   * The hint as a ready matte, decoded at each call.
   *
   * @return the matte
   * @throws InvalidInputException if there is no hint, its file cannot be read as a matte, it does
   *     not have the image's size, or its highest value is 9 of 255 or less, as the numbers of
   *     classes are
   */
  public AlphaMatte alpha() {
    AlphaMatte alpha = settings.files().readAlpha(hint());
    Sizes.requireSame(
        "alpha", alpha.width(), alpha.height(), "image", image().width(), image().height());
    requireSomething(alpha);
    return alpha;
  }

  /** The numbers of classes, such as 0 and 1, look black and leave nothing of the image. */
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
              hint(),
              255 * highest));
    }
  }

  private Trimap trimap(TrimapThresholds thresholds) {
    return settings.files().readTrimap(hint(), thresholds);
  }

  private Path hint() {
    return input
        .hint()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "hint of " + input.image() + " is missing, wanted the file of it"));
  }

  /**
   * Predicts the matte of the hint as a trimap, with the batch's thresholds, or the model's if the
   * batch has none of its own.
   *
   * @param matting a loaded model
   * @return the matte
   * @throws dev.deepmatting.error.MattingException as {@link #predict(Matting, Trimap)}
   */
  public AlphaMatte predict(Matting matting) {
    return predict(matting, trimap(settings.following(matting).thresholds()));
  }

  /**
   * Predicts a matte of the image. Pictures take turns, so that one at a time has the processor and
   * the memory budget; the listener hears how far it is, and an interrupt of the run ends it.
   *
   * @param matting a loaded model
   * @param trimap a trimap of the image's size, from wherever it comes
   * @return the matte
   * @throws MattingInterruptedException if the run was interrupted; let it through
   * @throws InvalidInputException if the trimap is background everywhere
   * @throws dev.deepmatting.error.MattingException if it cannot be predicted
   */
  public AlphaMatte predict(Matting matting, Trimap trimap) {
    return predict((Predictor) matting::predict, trimap);
  }

  AlphaMatte predict(Predictor predictor, Trimap trimap) {
    if (trimap.unknownCount() + trimap.foregroundCount() == 0) {
      throw new InvalidInputException(
          "trimap of "
              + input.image()
              + " is background everywhere, wanted foreground or unknown pixels somewhere");
    }
    RgbImage whole = image();
    return turn.take(
        () -> predictor.predict(whole, trimap, share -> report.predicting(input, share)));
  }

  /**
   * Where its results go; their folder is made when this is first asked.
   *
   * @return the files in the order of their ends
   * @throws IOException if the folder cannot be made
   */
  public List<Path> results() throws IOException {
    if (!results.isEmpty()) {
      Files.createDirectories(results.get(0).toAbsolutePath().getParent());
    }
    return results;
  }

  /**
   * Where its result goes, or the first of several; see {@link #results()}.
   *
   * @return the file
   * @throws IOException if the folder cannot be made
   */
  public Path result() throws IOException {
    return results().get(0);
  }

  /** How many pixels were decoded. */
  long pixels() {
    return image == null ? 0 : (long) image.width() * image.height();
  }
}

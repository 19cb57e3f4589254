package dev.deepmatting.examples.cli;

import dev.deepmatting.Matting;
import dev.deepmatting.check.Sizes;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.trimap.Trimaps;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Gets the alpha mattes of pictures, from files or from a model. Safe to share between threads. */
final class Mattes implements AutoCloseable {
  private final ImageFiles files;
  private final Matting matting;
  private final TrimapOfTask trimaps;
  private final boolean rough;
  private final ReentrantLock turn = new ReentrantLock(true);

  private Mattes(ImageFiles files, Matting matting, TrimapOfTask trimaps, boolean rough) {
    this.files = files;
    this.matting = matting;
    this.trimaps = trimaps;
    this.rough = rough;
  }

  /** Makes or reads a trimap. */
  @FunctionalInterface
  interface TrimapOfTask {
    Trimap trimap(RgbImage image, PictureTask task);
  }

  /**
   * A matte and what it was made of.
   *
   * @param alpha the matte
   * @param trimap its trimap, if there was one
   */
  record Matte(AlphaMatte alpha, Optional<Trimap> trimap) {}

  static Mattes ofFiles(ImageFiles files) {
    return new Mattes(files, null, null, false);
  }

  /**
   * Closes the model when it is closed.
   *
   * @param rough whether trimaps are guesses, so that specks are taken out of the mattes
   */
  static Mattes predicted(Matting matting, TrimapOfTask trimaps, boolean rough) {
    return new Mattes(null, matting, trimaps, rough);
  }

  Matte of(RgbImage image, PictureTask task, ProgressListener listener) {
    if (matting == null) {
      AlphaMatte alpha = OptionName.naming("--alpha", () -> files.readAlpha(task.hint()));
      Sizes.requireSame(
          "alpha", alpha.width(), alpha.height(), "image", image.width(), image.height());
      return new Matte(alpha, Optional.empty());
    }
    Trimap trimap = trimaps.trimap(image, task);
    AlphaMatte alpha = predict(image, trimap, listener);
    return new Matte(rough ? Trimaps.withoutIslands(alpha, trimap) : alpha, Optional.of(trimap));
  }

  /** One picture at a time has all of the processor and of the memory budget. */
  private AlphaMatte predict(RgbImage image, Trimap trimap, ProgressListener listener) {
    turn.lock();
    try {
      return matting.predict(image, trimap, listener);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void close() {
    if (matting != null) {
      matting.close();
    }
  }
}

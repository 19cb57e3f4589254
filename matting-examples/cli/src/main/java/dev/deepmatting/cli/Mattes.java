package dev.deepmatting.cli;

import dev.deepmatting.Matting;
import dev.deepmatting.batch.BatchPicture;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.trimap.Trimaps;
import java.util.Optional;
import java.util.function.Function;

/** Gets the alpha mattes of pictures, from files or from a model. Safe to share between threads. */
final class Mattes implements AutoCloseable {
  private final Matting matting;
  private final Function<BatchPicture, Trimap> trimaps;
  private final boolean rough;

  private Mattes(Matting matting, Function<BatchPicture, Trimap> trimaps, boolean rough) {
    this.matting = matting;
    this.trimaps = trimaps;
    this.rough = rough;
  }

  /**
   * A matte and its trimap.
   *
   * @param alpha the matte
   * @param trimap its trimap, if there was one
   */
  record Matte(AlphaMatte alpha, Optional<Trimap> trimap) {}

  static Mattes ofFiles() {
    return new Mattes(null, null, false);
  }

  /**
   * Returns mattes predicted by a model, which closes with them.
   *
   * @param trimaps makes or reads the trimap of a picture
   * @param rough whether trimaps are guesses, so that specks are removed from the mattes
   */
  static Mattes predicted(Matting matting, Function<BatchPicture, Trimap> trimaps, boolean rough) {
    return new Mattes(matting, trimaps, rough);
  }

  Matte of(BatchPicture picture) {
    if (matting == null) {
      return new Matte(OptionName.naming("--alpha", picture::alpha), Optional.empty());
    }
    Trimap trimap = trimaps.apply(picture);
    AlphaMatte alpha = picture.predict(matting, trimap);
    return new Matte(rough ? Trimaps.withoutIslands(alpha, trimap) : alpha, Optional.of(trimap));
  }

  @Override
  public void close() {
    if (matting != null) {
      matting.close();
    }
  }
}

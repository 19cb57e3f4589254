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
  private final Optional<Model> model;

  private Mattes(Optional<Model> model) {
    this.model = model;
  }

  /** The source of predicted mattes; see {@link #predicted}. */
  private record Model(
      Matting matting,
      Function<BatchPicture, Trimap> trimaps,
      boolean rough,
      TrimapSourceOptions source) {
    Matte of(BatchPicture picture) {
      Trimap trimap = trimaps.apply(picture);
      AlphaMatte alpha = picture.predict(matting, trimap);
      return new Matte(rough ? Trimaps.withoutIslands(alpha, trimap) : alpha, Optional.of(trimap));
    }
  }

  /**
   * A matte and its trimap.
   *
   * @param alpha the matte
   * @param trimap its trimap, if there was one
   */
  record Matte(AlphaMatte alpha, Optional<Trimap> trimap) {}

  static Mattes ofFiles() {
    return new Mattes(Optional.empty());
  }

  /**
   * Returns mattes predicted by a model, which closes with them.
   *
   * @param trimaps makes or reads the trimap of a picture
   * @param rough whether trimaps are guesses, so that specks are removed from the mattes
   * @param source closed with the mattes
   */
  static Mattes predicted(
      Matting matting,
      Function<BatchPicture, Trimap> trimaps,
      boolean rough,
      TrimapSourceOptions source) {
    return new Mattes(Optional.of(new Model(matting, trimaps, rough, source)));
  }

  Matte of(BatchPicture picture) {
    return model
        .map(known -> known.of(picture))
        .orElseGet(() -> new Matte(OptionName.naming("--alpha", picture::alpha), Optional.empty()));
  }

  @Override
  public void close() {
    model.ifPresent(
        known -> {
          known.matting.close();
          known.source.close();
        });
  }
}

package dev.deepmatting.image;

import org.jspecify.annotations.Nullable;

/**
 * A photograph in a file, read row by row; see {@link ImageFiles#openImage}. For one thread at a
 * time.
 *
 * @since 0.1
 */
public final class ImageRowFile extends RowFile<float[]> implements ImageRows {
  // Null if the whole image is in memory.
  private final @Nullable PngRowReader reader;

  private ImageRowFile(RowSource<float[]> rows, @Nullable PngRowReader reader) {
    super("image", rows, reader == null ? () -> {} : reader::close);
    this.reader = reader;
  }

  static ImageRowFile of(RgbImage whole) {
    return new ImageRowFile(whole, null);
  }

  static ImageRowFile of(PngRowReader reader) {
    return new ImageRowFile(
        new Streamed<>(
            reader,
            RgbImage.CHANNELS,
            (rgba, count, target, at) ->
                RgbImage.fractions(rgba, count, reader.maximum(), target, at)),
        reader);
  }

  /**
   * Opens a second reader of the same file with its own position and window. An image that was read
   * whole is shared.
   *
   * @return the rows, which the caller closes too
   * @throws IllegalStateException after {@link #close()}
   */
  public ImageRowFile another() {
    RowSource<float[]> shared = open();
    return reader == null ? new ImageRowFile(shared, null) : of(reader.another());
  }
}

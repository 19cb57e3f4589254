package dev.deepmatting.image;

/**
 * A trimap in a file, read row by row; see {@link ImageFiles#openTrimap}. For one thread at a time.
 *
 * @since 0.1
 */
public final class TrimapRowFile extends RowFile<byte[]> implements TrimapRows {
  private TrimapRowFile(RowSource<byte[]> rows, Runnable onClose) {
    super("trimap", rows, onClose);
  }

  static TrimapRowFile of(Trimap whole) {
    return new TrimapRowFile(whole, () -> {});
  }

  static TrimapRowFile of(PngRowReader reader, TrimapThresholds thresholds) {
    return new TrimapRowFile(
        new Streamed<>(
            reader,
            1,
            (rgba, count, target, at) -> {
              for (int i = 0; i < count; i++) {
                int gray = Trimap.grayOverBlack(rgba, i * PixelRows.CHANNELS, reader.maximum());
                target[at + i] = (byte) thresholds.classify(gray);
              }
            }),
        reader::close);
  }
}

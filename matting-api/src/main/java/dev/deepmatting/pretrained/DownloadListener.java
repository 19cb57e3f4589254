package dev.deepmatting.pretrained;

/**
 * Hears how far a download has come.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface DownloadListener {
  /** A listener that does nothing. */
  DownloadListener NONE = (bytes, total) -> {};

  /**
   * Called on the thread that fetches, which waits for it to return. The bytes rise, except that
   * they begin at 0 again when the download has to start over. An exception thrown here ends the
   * download and reaches its caller; what has come is kept.
   *
   * @param bytes how many bytes are there, those of an earlier, resumed download included
   * @param total how many there will be, -1 if the server does not tell
   */
  void progress(long bytes, long total);
}

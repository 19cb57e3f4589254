package dev.deepmatting.pretrained;

/**
 * Is notified of the progress of a download.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface DownloadListener {
  /** A listener that does nothing. */
  DownloadListener NONE = (bytes, total) -> {};

  /**
   * Reports progress on the fetching thread, which waits for it to return. The bytes rise, but
   * start again from 0 if the download has to start over. An exception thrown here ends the
   * download and reaches its caller; the bytes received so far are kept.
   *
   * @param bytes the bytes received so far, including those of an earlier, resumed download
   * @param total the total number of bytes, -1 if the server does not say
   */
  void progress(long bytes, long total);
}

package dev.deepmatting.image;

import dev.deepmatting.error.MattingInterruptedException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/**
 * Shows whether a caller still waits for a picture. Readers ask between blocks of the file and of
 * the picture, so that reading ends soon after an interrupt. Safe to share between threads.
 */
final class Abandonment implements IIOReadProgressListener {
  private volatile boolean abandoned;

  /** Declares that no caller waits any more. */
  void abandon() {
    abandoned = true;
  }

  /**
   * Returns only while a caller waits.
   *
   * @throws MattingInterruptedException if no caller waits
   */
  void check() {
    if (abandoned) {
      throw new MattingInterruptedException("reading was interrupted");
    }
  }

  private void check(ImageReader reader) {
    if (abandoned) {
      reader.abort();
    }
  }

  @Override
  public void imageProgress(ImageReader source, float percentageDone) {
    check(source);
  }

  @Override
  public void imageStarted(ImageReader source, int imageIndex) {
    check(source);
  }

  @Override
  public void imageComplete(ImageReader source) {
    check(source);
  }

  @Override
  public void sequenceStarted(ImageReader source, int minIndex) {
    check(source);
  }

  @Override
  public void sequenceComplete(ImageReader source) {
    check(source);
  }

  @Override
  public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {
    check(source);
  }

  @Override
  public void thumbnailProgress(ImageReader source, float percentageDone) {
    check(source);
  }

  @Override
  public void thumbnailComplete(ImageReader source) {
    check(source);
  }

  @Override
  public void readAborted(ImageReader source) {
    check(source);
  }
}

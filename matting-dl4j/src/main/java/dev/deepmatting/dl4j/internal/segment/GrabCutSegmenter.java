package dev.deepmatting.dl4j.internal.segment;

import dev.deepmatting.dl4j.internal.natives.NativeCalls;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.check.Sizes;
import dev.deepmatting.trimap.ObjectSegmenter;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * OpenCV's GrabCut with five iterations.
 *
 * <p>Without sure object pixels, the colour models start as in GrabCut's rectangle: unmarked pixels
 * belong to the object. With some, they start from the marked pixels alone, and the first cut keeps
 * them; published code lets unmarked pixels start as background, which then includes the object.
 *
 * <p>Safe to share between threads: OpenCV's random numbers are per thread and seeded in each call,
 * so that the same input gives the same mask. The native library loads on the first call. Its
 * memory, about 250 bytes per pixel, is freed before a call returns; after an interrupt, which ends
 * the call at once, as soon as OpenCV has finished.
 */
public final class GrabCutSegmenter implements ObjectSegmenter {
  private static final int ITERATIONS = 5;
  private static final int SEED = 20040808;
  private static final int CHANNELS = 3;

  /** Creates the segmenter for {@link java.util.ServiceLoader}. */
  public GrabCutSegmenter() {}

  @Override
  public AlphaMatte segment(RgbImage image, Trimap hints) {
    Sizes.requireSame(
        "hints", hints.width(), hints.height(), "image", image.width(), image.height());
    byte[] colours = colours(image);
    byte[] marks = NativeCalls.call("the segmentation", () -> segment(image, hints, colours));
    return matte(image.width(), image.height(), marks);
  }

  private static byte[] segment(RgbImage image, Trimap hints, byte[] colours) {
    byte[] marks = marks(hints);
    try (Mat pixels = new Mat(image.height(), image.width(), opencv_core.CV_8UC3);
        Mat mask = new Mat(image.height(), image.width(), opencv_core.CV_8UC1);
        Mat background = new Mat();
        Mat foreground = new Mat();
        Rect none = new Rect()) {
      pixels.data().put(colours);
      mask.data().put(marks);
      opencv_core.setRNGSeed(SEED);
      int mode = opencv_imgproc.GC_INIT_WITH_MASK;
      if (hints.foregroundCount() > 0) {
        learn(colours, hints, background, foreground, none);
        mode = opencv_imgproc.GC_EVAL_FREEZE_MODEL;
        opencv_imgproc.grabCut(pixels, mask, none, background, foreground, 1, mode);
        mode = opencv_imgproc.GC_EVAL;
      }
      opencv_imgproc.grabCut(pixels, mask, none, background, foreground, ITERATIONS, mode);
      mask.data().get(marks);
      return marks;
    } catch (RuntimeException e) {
      // JavaCPP throws this for OpenCV's exceptions.
      throw new EngineException("OpenCV's GrabCut failed: " + e.getMessage(), e);
    }
  }

  /** Starts both colour models with the marked pixels, arranged as a picture of one row. */
  private static void learn(
      byte[] colours, Trimap hints, Mat background, Mat foreground, Rect none) {
    int count = Math.toIntExact(hints.foregroundCount() + hints.backgroundCount());
    byte[] strokes = new byte[CHANNELS * count];
    byte[] kinds = new byte[count];
    byte[] row = new byte[hints.width()];
    int stroke = 0;
    for (int y = 0, at = 0; y < hints.height(); y++) {
      hints.readRow(y, row);
      for (int x = 0; x < row.length; x++, at++) {
        if (row[x] != (byte) Trimap.UNKNOWN) {
          kinds[stroke] = mark(row[x], opencv_imgproc.GC_PR_BGD);
          System.arraycopy(colours, CHANNELS * at, strokes, CHANNELS * stroke, CHANNELS);
          stroke++;
        }
      }
    }
    try (Mat pixels = new Mat(1, count, opencv_core.CV_8UC3);
        Mat mask = new Mat(1, count, opencv_core.CV_8UC1)) {
      pixels.data().put(strokes);
      mask.data().put(kinds);
      int mode = opencv_imgproc.GC_INIT_WITH_MASK;
      opencv_imgproc.grabCut(pixels, mask, none, background, foreground, 0, mode);
    }
  }

  private static byte[] colours(RgbImage image) {
    byte[] colours = new byte[CHANNELS * image.width() * image.height()];
    for (int y = 0, at = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        for (int channel = 0; channel < CHANNELS; channel++, at++) {
          colours[at] = (byte) image.sample8(x, y, channel);
        }
      }
    }
    return colours;
  }

  private static byte[] marks(Trimap hints) {
    boolean strokes = hints.foregroundCount() > 0;
    int unsaid = strokes ? opencv_imgproc.GC_PR_BGD : opencv_imgproc.GC_PR_FGD;
    byte[] marks = new byte[hints.width() * hints.height()];
    byte[] row = new byte[hints.width()];
    for (int y = 0, at = 0; y < hints.height(); y++) {
      hints.readRow(y, row);
      for (int x = 0; x < row.length; x++, at++) {
        marks[at] = mark(row[x], unsaid);
      }
    }
    return marks;
  }

  private static byte mark(byte hint, int unsaid) {
    if (hint == (byte) Trimap.UNKNOWN) {
      return (byte) unsaid;
    }
    boolean background = hint == Trimap.BACKGROUND;
    return (byte) (background ? opencv_imgproc.GC_BGD : opencv_imgproc.GC_FGD);
  }

  private static AlphaMatte matte(int width, int height, byte[] marks) {
    float[] values = new float[marks.length];
    for (int i = 0; i < values.length; i++) {
      boolean object = marks[i] == opencv_imgproc.GC_FGD || marks[i] == opencv_imgproc.GC_PR_FGD;
      values[i] = object ? 1 : 0;
    }
    return AlphaMatte.of(width, height, values);
  }
}

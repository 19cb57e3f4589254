package dev.deepmatting.propagation;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.AlphaSink;
import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapRows;
import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.internal.check.Sizes;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.ProgressListener;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Estimates alpha mattes without a network, in plain Java.
 *
 * <pre>{@code
 * AlphaMatte alpha = Propagation.of(PyramidGraph.standard()).estimate(image, trimap);
 * }</pre>
 *
 * <p>A picture with more unknown pixels than {@link Builder#maxUnknown}, or of more than 16,000,000
 * pixels (2,000,000 for {@link Knn} and {@link ThreeLayerGraph}, which search all of them), is
 * solved at half size, a quarter and so on. The matting Laplacian of {@link ClosedForm} then
 * enlarges the result to full size step by step, in bands of rows; it reaches only a few pixels.
 *
 * <p>Immutable and safe to share between threads; each call has its own threads. The result is
 * bitwise the same for any number of threads.
 *
 * @since 0.1
 */
public final class Propagation {
  private static final int LARGEST_FACTOR = 1 << 8;

  private final PropagationMethod method;
  private final int threads;
  private final int maxUnknown;
  private final @Nullable MemorySize memoryBudget;
  private final int bandPixels;
  private final OptionalDouble undecided;

  private Propagation(Builder builder) {
    method = builder.method;
    threads = builder.threads;
    maxUnknown = builder.maxUnknown;
    memoryBudget = builder.memoryBudget;
    bandPixels = builder.bandPixels;
    undecided = builder.undecided;
  }

  /**
   * Returns an estimator with the defaults of the builder.
   *
   * @param method the method
   * @return the estimator
   */
  public static Propagation of(PropagationMethod method) {
    return builder(method).build();
  }

  /**
   * Returns a builder with the defaults: all processors, 400,000 unknown pixels, no memory budget.
   *
   * @param method the method
   * @return a new builder
   */
  public static Builder builder(PropagationMethod method) {
    return new Builder(method);
  }

  /**
   * Returns the method.
   *
   * @return the method
   */
  public PropagationMethod method() {
    return method;
  }

  /**
   * Estimates a matte.
   *
   * @param image a photograph
   * @param trimap its trimap, of the same size
   * @return the matte, of the same size; exactly 0 or 1 where the trimap is known
   * @throws InvalidInputException if the sizes differ, if there are unknown pixels but no known
   *     foreground, or no known background, to spread from ({@link Builder#undecided}), or if the
   *     memory budget is too small
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   */
  public AlphaMatte estimate(RgbImage image, Trimap trimap) {
    return estimate(image, trimap, ProgressListener.NONE);
  }

  /**
   * Estimates a matte and reports the progress; see {@link #estimate(RgbImage, Trimap)}.
   *
   * @param image a photograph
   * @param trimap its trimap, of the same size
   * @param listener is notified of the progress, on the calling thread; an exception it throws ends
   *     the work
   * @return the matte, of the same size; exactly 0 or 1 where the trimap is known
   * @throws InvalidInputException as {@link #estimate(RgbImage, Trimap)}
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   */
  public AlphaMatte estimate(RgbImage image, Trimap trimap, ProgressListener listener) {
    float[] values = new float[image.width() * image.height()];
    estimate(
        image,
        trimap,
        (y, row) -> System.arraycopy(row, 0, values, y * image.width(), image.width()),
        listener);
    return AlphaMatte.of(image.width(), image.height(), values);
  }

  /**
   * Estimates a matte row by row, for pictures that need not be in memory.
   *
   * @param image a photograph; read more than once
   * @param trimap its trimap, of the same size; read more than once
   * @param alpha receives the matte's rows, on the calling thread
   * @param listener is notified of the progress, on the calling thread; an exception it throws ends
   *     the work
   * @throws InvalidInputException as {@link #estimate(RgbImage, Trimap)}, or if a file is damaged
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   */
  public void estimate(
      ImageRows image, TrimapRows trimap, AlphaSink alpha, ProgressListener listener) {
    Objects.requireNonNull(alpha, "alpha");
    Objects.requireNonNull(listener, "listener");
    Sizes.requireSame(
        "trimap", trimap.width(), trimap.height(), "image", image.width(), image.height());
    Workers.requireNotInterrupted();
    long[] counts = PictureRows.counts(trimap);
    try (Workers workers = new Workers(threads)) {
      boolean decided = counts[0] > 0 && counts[2] > 0;
      if (counts[1] == 0 || !decided && undecided.isPresent()) {
        writeKnown(image, trimap, alpha);
      } else {
        requireBothKinds(counts, trimap);
        int factor = factor(image.width(), image.height(), counts[1]);
        requireBudget(image.width(), image.height(), counts[1], factor);
        new Estimate(method, image, trimap, workers, new Rising(listener), maxUnknown, bandPixels)
            .run(factor, alpha);
      }
    }
    listener.progress(1);
  }

  private void requireBothKinds(long[] counts, TrimapRows trimap) {
    if (counts[0] == 0 || counts[2] == 0) {
      throw new InvalidInputException(
          String.format(
              "trimap of %dx%d has %d foreground and %d background pixels, wanted at least one of"
                  + " each: builtin:%s spreads opacity from them (a network needs none)",
              trimap.width(), trimap.height(), counts[2], counts[0], method.name()));
    }
  }

  private void writeKnown(ImageRows image, TrimapRows trimap, AlphaSink alpha) {
    PictureRows rows = new PictureRows(image, trimap, 1);
    float[] row = new float[image.width()];
    for (int y = 0; y < image.height(); y++) {
      Arrays.fill(row, (float) undecided.orElse(0));
      rows.force(y, row);
      alpha.writeRow(y, row);
    }
  }

  /**
   * Returns the factor to reduce a picture by, a power of two. If no size fits the budget, it
   * chooses the one that takes least: the last step to full size takes the same memory however
   * small the solved picture is.
   */
  private int factor(int width, int height, long unknown) {
    int factor = 1;
    while (factor < LARGEST_FACTOR
        && (isTooLarge(width, height, unknown, factor)
            || exceedsBudget(width, height, unknown, factor)
                && Footprint.bytes(method, width, height, unknown, 2 * factor)
                    < Footprint.bytes(method, width, height, unknown, factor))) {
      factor *= 2;
    }
    return factor;
  }

  /** Refuses a picture that takes more than the budget even at the size that takes least. */
  private void requireBudget(int width, int height, long unknown, int factor) {
    if (exceedsBudget(width, height, unknown, factor)) {
      throw new InvalidInputException(
          String.format(
              "memoryBudget leaves %s, wanted at least %s for builtin:%s on %dx%d pixels",
              memoryBudget,
              new MemorySize(Footprint.bytes(method, width, height, unknown, factor)),
              method.name(),
              width,
              height));
    }
  }

  private boolean isTooLarge(int width, int height, long unknown, int factor) {
    return unknown / ((long) factor * factor) > maxUnknown
        || Footprint.reduced(width, height, factor) > Footprint.mostPixels(method);
  }

  private boolean exceedsBudget(int width, int height, long unknown, int factor) {
    return memoryBudget != null
        && Footprint.bytes(method, width, height, unknown, factor) > memoryBudget.bytes();
  }

  /**
   * Estimates the memory for a picture, in addition to the picture itself.
   *
   * @param width of the picture, at least 1
   * @param height of the picture, at least 1
   * @return the amount in the worst case of unknown pixels; within the memory budget if any size is
   */
  public MemorySize memoryFor(int width, int height) {
    long all = (long) width * height;
    long most = Footprint.bytes(method, width, height, all, factor(width, height, all));
    for (int factor = 1; factor < LARGEST_FACTOR; factor *= 2) {
      long unknown = Math.min(all, (long) maxUnknown * factor * factor);
      if (!isTooLarge(width, height, unknown, factor)
          && !exceedsBudget(width, height, unknown, factor)) {
        most = Math.max(most, Footprint.bytes(method, width, height, unknown, factor));
      }
    }
    return new MemorySize(most);
  }

  /** Passes on only rising progress. */
  private static final class Rising implements DoubleConsumer {
    private final ProgressListener listener;
    private double told;

    Rising(ProgressListener listener) {
      this.listener = listener;
    }

    @Override
    public void accept(double done) {
      if (done > told && done < 1) {
        told = done;
        listener.progress(done);
      }
    }
  }

  /** Collects and validates the settings of an estimation. Not safe to share between threads. */
  public static final class Builder {
    private static final int MOST_THREADS = 1024;
    private static final int FEWEST_UNKNOWN = 1000;
    private static final int MOST_UNKNOWN = 20_000_000;

    private final PropagationMethod method;
    private int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    private int maxUnknown = 400_000;
    private @Nullable MemorySize memoryBudget;
    private int bandPixels = Enlargement.BAND_PIXELS;
    private OptionalDouble undecided = OptionalDouble.empty();

    private Builder(PropagationMethod method) {
      this.method = Objects.requireNonNull(method, "method");
    }

    /**
     * Sets the number of threads for a picture; by default one for each processor.
     *
     * @param number 1 to 1024
     * @return this builder
     * @throws InvalidInputException if it is out of range
     */
    public Builder threads(int number) {
      threads = Ranges.within("threads", number, 1, MOST_THREADS);
      return this;
    }

    /**
     * Sets the most unknown pixels to solve at full size; 400,000 by default. Pictures with more
     * are solved at reduced size. The time grows in proportion, and each takes about 800 bytes.
     *
     * @param pixels 1000 to 20,000,000
     * @return this builder
     * @throws InvalidInputException if it is out of range
     */
    public Builder maxUnknown(int pixels) {
      maxUnknown = Ranges.within("maxUnknown", pixels, FEWEST_UNKNOWN, MOST_UNKNOWN);
      return this;
    }

    /**
     * Limits the memory in addition to the picture itself: pictures that need more are solved at a
     * smaller size. Enlarging to full size takes about 200 MB however small that is; a picture that
     * needs more than the budget at every size is refused.
     *
     * @param size the budget
     * @return this builder
     */
    public Builder memoryBudget(MemorySize size) {
      memoryBudget = Objects.requireNonNull(size, "memoryBudget");
      return this;
    }

    /**
     * Sets the alpha of unknown pixels if the trimap has no known foreground, or no known
     * background, to spread from; by default that is an error.
     *
     * @param alpha 0 to 1
     * @return this builder
     * @throws InvalidInputException if it is out of range
     */
    public Builder undecided(double alpha) {
      undecided = OptionalDouble.of(Ranges.within("undecided", alpha, 0, 1));
      return this;
    }

    /** For tests: sets approximately how much of a picture is enlarged to full size at a time. */
    Builder bandPixels(int pixels) {
      bandPixels = pixels;
      return this;
    }

    /**
     * Returns the estimator.
     *
     * @return an immutable estimator
     */
    public Propagation build() {
      return new Propagation(this);
    }
  }

  /** The approximate memory of a method; measured on photographs, rounded up. */
  static final class Footprint {
    /** Bytes per pixel of the solved picture: colours, labels, features, a tree. */
    private static final long PER_PIXEL = 80;

    /** The same if every pixel is searched for. */
    private static final long PER_SEARCHED_PIXEL = 400;

    /** Bytes per unknown pixel: neighbours, rows of the system, vectors. */
    private static final long PER_UNKNOWN = 800;

    /** Bytes per pixel of a band in the last step, if all are unknown. */
    private static final long PER_BAND_PIXEL = 200;

    private static final long FIXED = 8L << 20;
    private static final long MOST_SEARCHED = 2_000_000;
    private static final long MOST = 16_000_000;

    private Footprint() {}

    /**
     * Returns the most pixels of a picture that is not reduced; beyond, arrays would be too long.
     */
    static long mostPixels(PropagationMethod method) {
      return searchesAll(method) ? MOST_SEARCHED : MOST;
    }

    private static boolean searchesAll(PropagationMethod method) {
      return method instanceof Knn || method instanceof ThreeLayerGraph;
    }

    static long reduced(int width, int height, int factor) {
      return ((width + factor - 1L) / factor) * ((height + factor - 1L) / factor);
    }

    static long bytes(PropagationMethod method, int width, int height, long unknown, int factor) {
      long pixels = reduced(width, height, factor);
      long perPixel = searchesAll(method) ? PER_SEARCHED_PIXEL : PER_PIXEL;
      long solved = pixels * perPixel + unknown / ((long) factor * factor) * PER_UNKNOWN;
      long enlarged =
          factor == 1
              ? 0
              : PER_BAND_PIXEL * Enlargement.bandPixels(width, height)
                  + (factor > 2 ? 5L * reduced(width, height, 2) : 0);
      return FIXED + Math.max(solved, enlarged);
    }
  }
}

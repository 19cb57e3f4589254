package dev.deepmatting.propagation;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.AlphaSink;
import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapRows;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.ProgressListener;

/** Estimates alpha mattes without a network. Immutable and safe to share between threads. */
public final class Propagation {
  private final PropagationMethod method;
  private final int threads;
  private final MemorySize memoryBudget;

  private Propagation(Builder builder) {
    method = builder.method;
    threads = builder.threads;
    memoryBudget = builder.memoryBudget;
  }

  /** The method with the defaults of the builder. */
  public static Propagation of(PropagationMethod method) {
    return builder(method).build();
  }

  /** A builder. */
  public static Builder builder(PropagationMethod method) {
    return new Builder(method);
  }

  /** The method. */
  public PropagationMethod method() {
    return method;
  }

  /** Estimates. */
  public AlphaMatte estimate(RgbImage image, Trimap trimap) {
    return estimate(image, trimap, ProgressListener.NONE);
  }

  /** Estimates. */
  public AlphaMatte estimate(RgbImage image, Trimap trimap, ProgressListener listener) {
    float[] values = new float[image.width() * image.height()];
    estimate(
        image,
        trimap,
        (y, row) -> System.arraycopy(row, 0, values, y * image.width(), image.width()),
        listener);
    return AlphaMatte.of(image.width(), image.height(), values);
  }

  /** Estimates row by row. */
  public void estimate(
      ImageRows image, TrimapRows trimap, AlphaSink alpha, ProgressListener listener) {
    byte[] known = new byte[trimap.width()];
    float[] row = new float[trimap.width()];
    for (int y = 0; y < trimap.height(); y++) {
      trimap.readRow(y, known);
      for (int x = 0; x < row.length; x++) {
        row[x] = (known[x] & 0xff) == Trimap.UNKNOWN ? 0.5f : (known[x] & 0xff) / 255f;
      }
      alpha.writeRow(y, row);
    }
    listener.progress(1);
  }

  /** The most memory for a picture. */
  public MemorySize memoryFor(int width, int height) {
    return new MemorySize(1000L * width * height);
  }

  /** Collects. */
  public static final class Builder {
    private final PropagationMethod method;
    private int threads = Runtime.getRuntime().availableProcessors();
    private MemorySize memoryBudget;

    private Builder(PropagationMethod method) {
      this.method = method;
    }

    /** Sets the threads; a negative or zero number is an error. */
    public Builder threads(int number) {
      threads = number;
      return this;
    }

    /** Sets the budget. */
    public Builder memoryBudget(MemorySize size) {
      memoryBudget = size;
      return this;
    }

    /** Builds. */
    public Propagation build() {
      return new Propagation(this);
    }
  }
}

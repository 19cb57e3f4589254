package dev.deepmatting;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaSink;
import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.TrimapRows;
import dev.deepmatting.internal.check.Calls;
import dev.deepmatting.internal.check.ListenerGuard;
import dev.deepmatting.network.Engine;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.network.Tiling;
import dev.deepmatting.network.WeightSource;
import dev.deepmatting.propagation.Propagation;
import dev.deepmatting.propagation.PropagationMethod;
import dev.deepmatting.spi.EngineSettings;
import dev.deepmatting.spi.MattingEngine;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Predicts with a method that needs no network, in plain Java. Safe to share between threads; they
 * do not wait for each other.
 */
final class PropagationEngine implements MattingEngine {
  /** Bytes in memory for each pixel of a picture, its trimap and its matte. */
  private static final int IMAGE_BYTES = 3;

  private static final int TRIMAP_BYTES = 1;

  private final PropagationMethod method;
  private final Optional<Integer> threads;
  private final Optional<MemorySize> memoryBudget;

  private final ListenerGuard listeners = new ListenerGuard();

  private int running;
  private boolean closed;

  private PropagationEngine(
      PropagationMethod method, Optional<Integer> threads, Optional<MemorySize> memoryBudget) {
    this.method = method;
    this.threads = threads;
    this.memoryBudget = memoryBudget;
    // Rejects values out of range before the first picture.
    propagation(0);
  }

  /** Returns an estimator for the budget that the pictures leave. */
  private Propagation propagation(long pictureBytes) {
    Propagation.Builder builder = Propagation.builder(method);
    threads.ifPresent(builder::threads);
    memoryBudget.ifPresent(
        size -> builder.memoryBudget(new MemorySize(Math.max(1, size.bytes() - pictureBytes))));
    return builder.build();
  }

  /**
   * Prepares a method.
   *
   * @param method the method
   * @param wanted the engine that the user asked for
   * @param source what the user calls the method
   * @param settings the settings of the computation
   * @param threads the number of threads; empty for the method's own choice
   * @throws InvalidInputException if a setting applies only to networks
   */
  static PropagationEngine open(
      PropagationMethod method,
      Engine wanted,
      WeightSource source,
      EngineSettings settings,
      Optional<Integer> threads) {
    requireNothingForNetworks(wanted, source, settings);
    return new PropagationEngine(method, threads, settings.memoryBudget());
  }

  /** Rejects settings that mean nothing to a method, instead of silently ignoring them. */
  private static void requireNothingForNetworks(
      Engine wanted, WeightSource source, EngineSettings settings) {
    require(wanted == Engine.AUTO, "engine", wanted, "AUTO", source);
    Precision precision = settings.precision();
    require(precision != Precision.BF16, "precision", precision, "FP32 or AUTO", source);
    Tiling tiling = settings.tiling();
    require(tiling.equals(Tiling.auto()), "tiling", tiling, "auto", source);
    Optional<Boolean> skip = source.skip();
    require(skip.isEmpty(), "skip", skip.orElse(null), "none", source);
    require(source.strict(), "strict", source.strict(), "true", source);
  }

  private static void require(
      boolean usable, String name, @Nullable Object value, String wanted, WeightSource source) {
    if (!usable) {
      throw new InvalidInputException(
          String.format(
              "%s is %s, wanted %s with %s, which has no network (%s has one)",
              name, value, wanted, source, Builtins.NETWORK));
    }
  }

  @Override
  public Optional<NetworkConfig> network() {
    return Optional.empty();
  }

  @Override
  public Optional<ImportReport> importReport() {
    return Optional.empty();
  }

  @Override
  public void predict(
      ImageRows image, TrimapRows trimap, AlphaSink alpha, ProgressListener listener) {
    listeners.refuse();
    begin();
    try {
      Calls.requireNotInterrupted("prediction");
      image.keep(1);
      trimap.keep(1);
      long pictures = image.keptBytes(1) + trimap.keptBytes(1) + alpha.bytes();
      requireRoom(pictures, image.width(), image.height());
      propagation(pictures)
          .estimate(image, trimap, alpha, done -> listeners.tell(() -> listener.progress(done)));
    } catch (OutOfMemoryError e) {
      throw new EngineException(
          "not enough memory (" + e.getMessage() + "), wanted a smaller image, or more memory", e);
    } finally {
      end();
    }
  }

  /** Refuses pictures that alone exceed the budget, which holds if nothing is unknown too. */
  private void requireRoom(long pictureBytes, int width, int height) {
    if (memoryBudget.isPresent() && pictureBytes > memoryBudget.get().bytes()) {
      throw new InvalidInputException(
          String.format(
              "memoryBudget is %s, wanted at least %s for the picture of %dx%d, its trimap and matte",
              memoryBudget.get(), new MemorySize(pictureBytes), width, height));
    }
  }

  private synchronized void begin() {
    if (closed) {
      throw Calls.closed();
    }
    running++;
  }

  private synchronized void end() {
    running--;
    notifyAll();
  }

  @Override
  public MemorySize memoryFor(int width, int height) {
    long pictures = (long) (IMAGE_BYTES + TRIMAP_BYTES + Float.BYTES) * width * height;
    return new MemorySize(pictures + propagation(pictures).memoryFor(width, height).bytes());
  }

  @Override
  public synchronized void close() {
    listeners.refuse();
    closed = true;
    boolean interrupted = false;
    while (running > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

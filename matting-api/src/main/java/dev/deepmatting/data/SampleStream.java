package dev.deepmatting.data;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.internal.check.Ranges;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Streams the samples of a source in index order, made ahead by several threads. The order and the
 * samples do not depend on the number of threads.
 *
 * <pre>{@code
 * try (SampleStream stream = SampleStream.builder(source).workers(4).limit(1000).open()) {
 *   while (stream.hasNext()) {
 *     use(stream.next());
 *   }
 * }
 * }</pre>
 *
 * <p>At most {@link Builder#ahead(int)} samples exist beyond those already returned. After an
 * error, other than an interrupt, the stream returns no more samples and its threads end; {@link
 * #close()} waits for them. Only one thread at a time may request samples; any thread may call
 * {@link #close()}, {@link #nextIndex()} and {@link #skipped()}.
 *
 * @since 0.1
 */
public final class SampleStream implements Iterator<MattingSample>, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SampleStream.class.getName());

  private final boolean skips;
  private final UnusableListener listener;
  private final int samplesPerEpoch;
  private final OrderedPrefetch<MattingSample> prefetch;
  private volatile Progress progress;

  /** Samples skipped since the last sample that was returned. */
  private int pending;

  private SampleStream(Builder builder) {
    skips = builder.onUnusable == OnUnusable.SKIP;
    listener = builder.listener;
    samplesPerEpoch = builder.source.samplesPerEpoch();
    Ranges.atLeast("samplesPerEpoch", samplesPerEpoch, 1);
    progress = new Progress(builder.start, 0);
    prefetch =
        new OrderedPrefetch<>(
            builder.source::sample,
            builder.start,
            builder.start + Math.min(builder.limit, Long.MAX_VALUE - builder.start),
            builder.workers,
            builder.ahead == 0 ? 2 * builder.workers : builder.ahead);
  }

  /**
   * Returns a builder for a stream of a source's samples, from index 0 and without an end.
   *
   * @param source the source of the samples; several threads call it at once
   * @return a new builder
   */
  public static Builder builder(SampleSource source) {
    return new Builder(source);
  }

  /**
   * Returns whether there is another sample; waits until that is known.
   *
   * @return false at the end of {@link Builder#limit(long)}
   * @throws MattingException like {@link #next()}
   * @throws IllegalStateException like {@link #next()}
   */
  @Override
  public boolean hasNext() {
    return peek() != null;
  }

  /**
   * Waits for the next sample.
   *
   * @return the sample
   * @throws MattingException if the sample could not be made: the source's own exception, or one
   *     that has a worker's unexpected exception or error as its cause; or if no sample of a whole
   *     epoch can be used
   * @throws MattingInterruptedException if the thread is interrupted; its flag is set again. The
   *     stream stays open, and no sample is lost
   * @throws NoSuchElementException at the end of {@link Builder#limit(long)}
   * @throws IllegalStateException if the stream is closed or has failed, or another thread closes
   *     it meanwhile
   */
  @Override
  public MattingSample next() {
    OrderedPrefetch.Outcome<MattingSample> outcome = peek();
    if (outcome == null) {
      throw new NoSuchElementException("no sample after index " + (nextIndex() - 1));
    }
    prefetch.take();
    reach(outcome.index() + 1);
    return Objects.requireNonNull(outcome.value());
  }

  /** Returns the next usable sample without taking it; null at the end. */
  private OrderedPrefetch.@Nullable Outcome<MattingSample> peek() {
    try {
      while (true) {
        OrderedPrefetch.Outcome<MattingSample> outcome = prefetch.peek().orElse(null);
        if (outcome == null) {
          reach(nextIndex() + pending);
          return null;
        }
        Throwable problem = outcome.problem();
        if (problem == null) {
          return outcome;
        }
        leaveOut(outcome.index(), reason(outcome.index(), problem));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MattingInterruptedException("waiting for a sample was interrupted", e);
    } catch (RuntimeException | Error e) {
      prefetch.stop();
      throw e;
    }
  }

  /** Returns why a sample is skipped, or throws it if that ends the stream. */
  private MattingException reason(long index, Throwable problem) {
    if (problem instanceof MattingException known
        && !(problem instanceof MattingInterruptedException)) {
      if (skips) {
        return known;
      }
      throw known;
    }
    String wanted =
        problem instanceof OutOfMemoryError
            ? "; wanted fewer workers, fewer samples ahead or a larger heap (-Xmx)"
            : "";
    throw new MattingException(
        "the sample of index " + index + " failed: " + problem + wanted, problem);
  }

  private void leaveOut(long index, MattingException reason) {
    prefetch.take();
    pending++;
    LOG.log(
        System.Logger.Level.WARNING,
        () -> "sample index " + index + " is left out: " + reason.getMessage());
    listener.leftOut(index, reason);
    // Two epochs in different orders can end and begin with unusable samples, with one usable
    // sample each.
    if (pending > 2L * (samplesPerEpoch - 1)) {
      throw new MattingException(
          String.format(
              Locale.ROOT,
              "none of %d samples in a row, more than an epoch, can be used; the last one: %s",
              pending,
              reason.getMessage()),
          reason);
    }
  }

  /** Records that everything before an index was returned or skipped. */
  private void reach(long index) {
    progress = new Progress(index, progress.skipped() + pending);
    pending = 0;
  }

  /**
   * Returns the index to resume at: {@code startAt(nextIndex())} streams exactly the remainder.
   *
   * @return the index after the last returned sample; at the end, the index after the limit, and
   *     before the first sample, the index where the stream starts
   */
  public long nextIndex() {
    return progress.nextIndex();
  }

  /**
   * Returns the number of omitted samples.
   *
   * @return the number of samples before {@link #nextIndex()} that this stream omitted
   */
  public long skipped() {
    return progress.skipped();
  }

  /**
   * Ends the workers and waits for them; each finishes its current sample. A thread that waits for
   * a sample gets an {@link IllegalStateException}. An interrupt does not stop this, and its flag
   * is set again. Later calls do nothing.
   */
  @Override
  public void close() {
    prefetch.close();
  }

  /** Both in one object, so that they are consistent for every thread. */
  private record Progress(long nextIndex, long skipped) {}

  /** Collects and validates the settings of a stream. Not safe to share between threads. */
  public static final class Builder {
    private static final int MOST_WORKERS = 1024;
    private static final int MOST_AHEAD = 65536;

    private final SampleSource source;
    private UnusableListener listener = UnusableListener.NONE;
    private OnUnusable onUnusable = OnUnusable.FAIL;
    private int workers = Math.min(Runtime.getRuntime().availableProcessors(), MOST_WORKERS);
    private long start;
    private long limit = Long.MAX_VALUE;

    /** 0 until it is set. */
    private int ahead;

    private Builder(SampleSource source) {
      this.source = Objects.requireNonNull(source, "source");
    }

    /**
     * Sets the number of threads that make samples; by default one for each core.
     *
     * @param workers 1 to 1024
     * @return this
     * @throws InvalidInputException if it is out of range
     */
    public Builder workers(int workers) {
      this.workers = Ranges.within("workers", workers, 1, MOST_WORKERS);
      return this;
    }

    /**
     * Sets the first sample index; 0 by default.
     *
     * @param index 0 or more
     * @return this
     * @throws InvalidInputException if it is negative
     */
    public Builder startAt(long index) {
      start = Ranges.atLeast("startAt", index, 0);
      return this;
    }

    /**
     * Sets the number of samples to read, including omitted ones; unlimited by default.
     *
     * @param samples 0 or more
     * @return this
     * @throws InvalidInputException if it is negative
     */
    public Builder limit(long samples) {
      limit = Ranges.atLeast("limit", samples, 0);
      return this;
    }

    /**
     * Sets the most samples in preparation or waiting, beyond those already returned; by default
     * two for each worker. With fewer than the number of workers, some workers are idle.
     *
     * @param samples 1 to 65536
     * @return this
     * @throws InvalidInputException if it is out of range
     */
    public Builder ahead(int samples) {
      ahead = Ranges.within("ahead", samples, 1, MOST_AHEAD);
      return this;
    }

    /**
     * Sets what to do if the source throws a {@link MattingException}, for example for a damaged
     * picture; {@link OnUnusable#FAIL} by default. Any other exception always fails.
     *
     * @param onUnusable fail, or omit the sample
     * @return this
     */
    public Builder onUnusable(OnUnusable onUnusable) {
      this.onUnusable = Objects.requireNonNull(onUnusable, "onUnusable");
      return this;
    }

    /**
     * Sets a listener that is notified of omitted samples, in addition to the warning in the log.
     *
     * @param listener the listener
     * @return this
     */
    public Builder unusableListener(UnusableListener listener) {
      this.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Opens the stream; the workers start at once.
     *
     * @return a stream, to be closed by the caller
     * @throws InvalidInputException if the source's epoch is empty
     */
    public SampleStream open() {
      return new SampleStream(this);
    }
  }
}

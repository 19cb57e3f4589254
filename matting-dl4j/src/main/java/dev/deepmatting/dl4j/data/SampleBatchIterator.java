package dev.deepmatting.dl4j.data;

import dev.deepmatting.data.MattingSample;
import dev.deepmatting.data.OnUnusable;
import dev.deepmatting.data.SampleSource;
import dev.deepmatting.data.SampleStream;
import dev.deepmatting.data.UnusableListener;
import dev.deepmatting.dl4j.internal.tensor.BatchAssembler;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.network.TrimapEncoding;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * The samples of a source as batches for DeepLearning4J and SameDiff, prepared in advance by
 * several threads.
 *
 * <p>A batch has one feature array, float32 [N, 4, H, W]: red, green and blue in 0..1, normalised
 * by ImageNet's mean and standard deviation, and the encoded trimap. It has one label array,
 * float32 [N, 11, H, W]: background 0-2, foreground 3-5 and merged 6-8 in 0..255 (merged is the
 * exact composite, without noise or other photometric steps), alpha 9 in 0..1, and 10, the unknown
 * region: 1 where the trimap is unknown, else 0. H and W are multiples of 32, the same for all
 * samples of a batch. The batch's example metadata are the names of its samples.
 *
 * <p><b>A batch is valid until the call after the next one</b>: its arrays are in native memory of
 * the iterator, which the second call of {@code next} after it overwrites and {@link #close()}
 * frees. To keep a batch longer, keep a {@code dup()} of its arrays. For the same reason
 * DeepLearning4J must not wrap this iterator in its own queue, see {@link #asyncSupported()}.
 *
 * <p>An epoch is {@link Builder#epochLength(int)} samples of the source. {@link #reset()} begins
 * the next one: the sample indices continue, so the source orders each epoch differently.
 *
 * <p>Safe to share between threads, which take turns. It cannot be serialised.
 *
 * @since 0.1
 */
public final class SampleBatchIterator implements MultiDataSetIterator, AutoCloseable {
  private static final long serialVersionUID = 1L;

  private final transient SampleStream.Builder streams;
  private final transient BatchAssembler assembler;
  private final transient BatchMemory memory = new BatchMemory();
  private final transient int batchSize;
  private final transient int epochLength;
  private final transient boolean dropLast;
  private final transient List<Taken> waiting = new ArrayList<>();
  private transient @Nullable MultiDataSetPreProcessor preProcessor;
  private transient SampleStream stream;
  private transient boolean closed;

  /** The first index of the next epoch. */
  private transient long nextEpoch;

  /** Whether a batch of this epoch was returned, or its end was reached. */
  private transient boolean touched;

  private transient long nextIndex;
  private transient long skippedBefore;
  private transient long skipped;

  private SampleBatchIterator(Builder builder) {
    epochLength = builder.epochLength == 0 ? builder.source.samplesPerEpoch() : builder.epochLength;
    Ranges.atLeast("samplesPerEpoch", epochLength, 1);
    batchSize = builder.batchSize;
    dropLast = builder.dropLast;
    assembler = new BatchAssembler(builder.trimapEncoding);
    streams =
        SampleStream.builder(builder.source)
            .onUnusable(builder.onUnusable)
            .unusableListener(builder.listener);
    if (builder.workers != 0) {
      streams.workers(builder.workers);
    }
    begin(builder.start);
  }

  private void begin(long index) {
    long rest = epochLength - index % epochLength;
    stream = streams.startAt(index).limit(rest).open();
    nextEpoch = index + rest;
    nextIndex = index;
    touched = false;
  }

  /**
   * A builder for batches of a source's samples.
   *
   * @param source the source of the samples; several threads call it at once
   * @return a new builder
   */
  public static Builder builder(SampleSource source) {
    return new Builder(source);
  }

  /**
   * Returns whether the epoch has another batch; waits until that is known.
   *
   * @return false at the end of the epoch
   * @throws MattingException like {@link #next(int)}
   * @throws IllegalStateException after {@link #close()}
   */
  @Override
  public synchronized boolean hasNext() {
    return gather(batchSize, dropLast ? batchSize : 1);
  }

  /**
   * Returns the next batch of the configured size.
   *
   * @return the batch, valid until the call after the next one
   * @throws MattingException like {@link #next(int)}
   * @throws NoSuchElementException at the end of the epoch
   * @throws IllegalStateException after {@link #close()}
   */
  @Override
  public MultiDataSet next() {
    return next(batchSize);
  }

  /**
   * Returns the next batch.
   *
   * @param count how many samples, at least 1; the epoch's last batch may have fewer, unless {@link
   *     Builder#dropLast(boolean)}
   * @return the batch, valid until the call after the next one
   * @throws MattingException like {@link SampleStream#next()}; also if the samples' sizes differ or
   *     are not multiples of 32, or no sample of an epoch is usable. After a failure, {@link
   *     #nextIndex()} is the index of the failed batch's first sample
   * @throws NoSuchElementException at the end of the epoch
   * @throws IllegalStateException after {@link #close()}
   */
  @Override
  public synchronized MultiDataSet next(int count) {
    Ranges.atLeast("count", count, 1);
    if (!gather(count, dropLast ? count : 1)) {
      throw new NoSuchElementException("no batch before index " + nextEpoch);
    }
    List<Taken> taken = waiting.subList(0, Math.min(count, waiting.size()));
    List<MattingSample> samples = taken.stream().map(Taken::sample).toList();
    Taken last = taken.get(taken.size() - 1);
    MultiDataSet batch = memory.hold(assembler.assemble(samples));
    batch.setExampleMetaData(samples.stream().map(MattingSample::name).toList());
    taken.clear();
    touched = true;
    nextIndex = last.nextIndex();
    skipped = last.skipped();
    if (preProcessor != null) {
      preProcessor.preProcess(batch);
    }
    return batch;
  }

  /** Waits for samples; returns whether there are enough before the end of the epoch. */
  private boolean gather(int wanted, int enough) {
    if (closed) {
      throw new IllegalStateException("this SampleBatchIterator is closed; open another one");
    }
    while (waiting.size() < wanted && stream.hasNext()) {
      MattingSample sample = stream.next();
      waiting.add(new Taken(sample, stream.nextIndex(), skippedBefore + stream.skipped()));
    }
    if (waiting.isEmpty()) {
      nextIndex = stream.nextIndex();
      skipped = skippedBefore + stream.skipped();
      requireUsable();
    }
    boolean more = waiting.size() >= enough;
    touched |= !more;
    return more;
  }

  /** Refuses an epoch without samples: a loop over a number of batches would never end. */
  private void requireUsable() {
    if (stream.skipped() == epochLength) {
      throw new MattingException(
          "none of the " + epochLength + " samples before index " + nextEpoch + " can be used");
    }
  }

  /**
   * Begins the next epoch, as DeepLearning4J does between epochs, even if this one is not finished.
   * Does nothing before this epoch's first batch, so that calling it before training, or twice,
   * skips no epoch.
   *
   * @throws IllegalStateException after {@link #close()}
   */
  @Override
  public synchronized void reset() {
    if (closed) {
      throw new IllegalStateException("this SampleBatchIterator is closed; open another one");
    }
    if (touched) {
      stream.close();
      skippedBefore = skipped;
      waiting.clear();
      begin(nextEpoch);
    }
  }

  /**
   * Returns whether {@link #reset()} can be called.
   *
   * @return true
   */
  @Override
  public boolean resetSupported() {
    return true;
  }

  /**
   * Returns whether DeepLearning4J may prefetch batches in its own thread.
   *
   * @return false: its queue would keep batches for longer than they are valid, and samples are
   *     prefetched here already
   */
  @Override
  public boolean asyncSupported() {
    return false;
  }

  /**
   * Sets what changes each batch before it is returned.
   *
   * @param preProcessor changes a batch in place; null for none
   */
  @Override
  public synchronized void setPreProcessor(@Nullable MultiDataSetPreProcessor preProcessor) {
    this.preProcessor = preProcessor;
  }

  /**
   * Returns what changes each batch.
   *
   * @return the preprocessor, or null for none
   */
  @Override
  public synchronized @Nullable MultiDataSetPreProcessor getPreProcessor() {
    return preProcessor;
  }

  /**
   * Returns where to resume: an iterator that starts at this index returns exactly the remaining
   * batches.
   *
   * @return the index after the last sample of the last batch that was returned; after {@link
   *     #reset()} the epoch's first index
   */
  public synchronized long nextIndex() {
    return nextIndex;
  }

  /**
   * Returns how many samples were skipped since this was opened.
   *
   * @return the count, up to the last batch that was returned
   */
  public synchronized long skipped() {
    return skipped;
  }

  /**
   * Ends the threads and frees the native memory, so that no batch is valid any more. Later calls
   * do nothing.
   */
  @Override
  public synchronized void close() {
    closed = true;
    stream.close();
    waiting.clear();
    memory.close();
  }

  /**
   * Refuses to serialise native memory.
   *
   * @param stream any
   * @throws NotSerializableException always
   */
  private void writeObject(ObjectOutputStream stream) throws NotSerializableException {
    throw new NotSerializableException(SampleBatchIterator.class.getName());
  }

  /**
   * Refuses to deserialise native memory.
   *
   * @param stream any
   * @throws NotSerializableException always
   */
  private void readObject(ObjectInputStream stream) throws NotSerializableException {
    throw new NotSerializableException(SampleBatchIterator.class.getName());
  }

  /** A sample, and the position of its stream when it was taken. */
  private record Taken(MattingSample sample, long nextIndex, long skipped) {}

  /** Collects the settings of an iterator. Not safe to share between threads. */
  public static final class Builder {
    private final SampleSource source;
    private TrimapEncoding trimapEncoding = TrimapEncoding.UNIT;
    private OnUnusable onUnusable = OnUnusable.FAIL;
    private UnusableListener listener = UnusableListener.NONE;
    private int batchSize = 1;
    private long start;
    private boolean dropLast;

    /** 0 until it is set. */
    private int workers;

    /** 0 until it is set. */
    private int epochLength;

    private Builder(SampleSource source) {
      this.source = Objects.requireNonNull(source, "source");
    }

    /**
     * Sets the number of samples in a batch; 1 by default.
     *
     * @param batchSize at least 1
     * @return this
     * @throws InvalidInputException if it is less
     */
    public Builder batchSize(int batchSize) {
      this.batchSize = Ranges.atLeast("batchSize", batchSize, 1);
      return this;
    }

    /**
     * Sets how many threads make samples; by default one per core.
     *
     * @param workers 1 to 1024
     * @return this
     * @throws InvalidInputException if it is less than 1; {@link #open()} refuses more than 1024
     */
    public Builder workers(int workers) {
      this.workers = Ranges.atLeast("workers", workers, 1);
      return this;
    }

    /**
     * Sets how many samples an epoch has; it begins where the sample index is a multiple of this.
     * By default the source's own length.
     *
     * @param samples at least 1
     * @return this
     * @throws InvalidInputException if it is less
     */
    public Builder epochLength(int samples) {
      Ranges.atLeast("epochLength", samples, 1);
      epochLength = samples;
      return this;
    }

    /**
     * Sets the first sample index, 0 by default; if it is inside an epoch, the rest of that epoch
     * comes first.
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
     * Sets what to do with unusable pictures; {@link OnUnusable#FAIL} by default. Skipping samples
     * leaves batches full but makes an epoch shorter.
     *
     * @param onUnusable fail, or skip the sample
     * @return this
     */
    public Builder onUnusable(OnUnusable onUnusable) {
      this.onUnusable = Objects.requireNonNull(onUnusable, "onUnusable");
      return this;
    }

    /**
     * Sets a listener that is notified of skipped samples, besides the warning in the log.
     *
     * @param listener the listener
     * @return this
     */
    public Builder unusableListener(UnusableListener listener) {
      this.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Sets how trimap values become the fourth channel; {@link TrimapEncoding#UNIT} by default. The
     * network's configuration says what it was trained with.
     *
     * @param trimapEncoding the encoding
     * @return this
     */
    public Builder trimapEncoding(TrimapEncoding trimapEncoding) {
      this.trimapEncoding = Objects.requireNonNull(trimapEncoding, "trimapEncoding");
      return this;
    }

    /**
     * Sets whether to drop the epoch's last batch if it is not full; it is kept by default.
     *
     * @param dropLast true to drop it
     * @return this
     */
    public Builder dropLast(boolean dropLast) {
      this.dropLast = dropLast;
      return this;
    }

    /**
     * Opens the iterator and starts its threads.
     *
     * @return an iterator, to be closed by the caller
     * @throws InvalidInputException if the source's epoch is empty, or there are too many workers
     */
    public SampleBatchIterator open() {
      return new SampleBatchIterator(this);
    }
  }
}

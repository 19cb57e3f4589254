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
 * The samples of a source as batches for DeepLearning4J and SameDiff, made ahead by several
 * threads.
 *
 * <p>A batch has one feature array, float32 [N, 4, H, W]: red, green and blue, normalised by
 * ImageNet's mean and standard deviation of values in 0..1, and the encoded trimap. It has one
 * label array, float32 [N, 11, H, W]: background 0-2, foreground 3-5 and merged 6-8 in 0..255
 * (merged is the exact composite, without noise or other photometric steps), alpha 9 in 0..1, and
 * 10, which is 1 where the trimap is unknown, else 0. H and W are multiples of 32, the same for all
 * samples of a batch. The batch's example metadata are the names of its samples.
 *
 * <p><b>A batch is valid until the call after the next one</b>: its arrays lie in native memory of
 * the iterator, which the second call of {@code next} from then on overwrites and {@link #close()}
 * frees. Whoever keeps one longer keeps a {@code dup()} of its arrays. That is also why
 * DeepLearning4J must not wrap this iterator in a queue of its own, see {@link #asyncSupported()}.
 *
 * <p>An epoch is {@link Builder#epochLength(int)} samples of the source. {@link #reset()} begins
 * the next one: the indices go on, so that each epoch has the source's order for it.
 *
 * <p>Threads that share it take turns. It cannot be serialised.
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

  /** Where the epoch after this one begins. */
  private transient long nextEpoch;

  /** Whether a batch of this epoch was given out, or its end was reached. */
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
   * @param source where the samples come from; several threads ask it at once
   * @return a new builder
   */
  public static Builder builder(SampleSource source) {
    return new Builder(source);
  }

  /**
   * Whether the epoch has another batch; waits until that is known.
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
   * The next batch of the size that was set.
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
   * The next batch.
   *
   * @param count how many samples, at least 1; the epoch's last batch may have fewer, unless {@link
   *     Builder#dropLast(boolean)}
   * @return the batch, valid until the call after the next one
   * @throws MattingException like {@link SampleStream#next()}; also if the samples' sizes differ or
   *     are no multiples of 32, or no sample of an epoch can be used. The samples of a batch that
   *     could not be made are not lost: {@link #nextIndex()} is the first of them
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

  /** Waits for samples; whether there are enough before the end of the epoch. */
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

  /** Whoever trains for a number of batches would go from one empty epoch to the next for ever. */
  private void requireUsable() {
    if (stream.skipped() == epochLength) {
      throw new MattingException(
          "none of the " + epochLength + " samples before index " + nextEpoch + " can be used");
    }
  }

  /**
   * Begins the next epoch, wherever this one is, as DeepLearning4J calls this between epochs. Does
   * nothing if this epoch's first batch is still to come, so that calling it before training, or
   * twice, leaves no epoch out.
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
   * Whether {@link #reset()} can be called.
   *
   * @return true
   */
  @Override
  public boolean resetSupported() {
    return true;
  }

  /**
   * Whether DeepLearning4J may make batches ahead in a thread of its own.
   *
   * @return false: its queue would hold batches for longer than they are valid, and samples are
   *     made ahead here already
   */
  @Override
  public boolean asyncSupported() {
    return false;
  }

  /**
   * Changes each batch before it is given out.
   *
   * @param preProcessor what changes it; null for nothing
   */
  @Override
  public synchronized void setPreProcessor(@Nullable MultiDataSetPreProcessor preProcessor) {
    this.preProcessor = preProcessor;
  }

  /**
   * What changes each batch.
   *
   * @return null for nothing
   */
  @Override
  public synchronized @Nullable MultiDataSetPreProcessor getPreProcessor() {
    return preProcessor;
  }

  /**
   * Where to go on: an iterator that starts at this index gives exactly the remainder.
   *
   * @return the index after the last sample of the last batch that was given out; after {@link
   *     #reset()} the epoch's first index
   */
  public synchronized long nextIndex() {
    return nextIndex;
  }

  /**
   * How many samples were left out since this was opened.
   *
   * @return the count, up to the last batch that was given out
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
   * It cannot be written: it holds native memory.
   *
   * @param stream any
   * @throws NotSerializableException always
   */
  private void writeObject(ObjectOutputStream stream) throws NotSerializableException {
    throw new NotSerializableException(SampleBatchIterator.class.getName());
  }

  /**
   * It cannot be read: it holds native memory.
   *
   * @param stream any
   * @throws NotSerializableException always
   */
  private void readObject(ObjectInputStream stream) throws NotSerializableException {
    throw new NotSerializableException(SampleBatchIterator.class.getName());
  }

  /** A sample, and how far its stream was when it was taken. */
  private record Taken(MattingSample sample, long nextIndex, long skipped) {}

  /** Collects how samples become batches. Not safe to share between threads. */
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
     * Samples of a batch; 1 unless this is called.
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
     * How many threads make samples; as many as there are cores unless this is called.
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
     * How many samples an epoch has: it begins where the index is a multiple of this. The source's
     * own length unless this is called.
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
     * The first sample index, 0 unless this is called; in the middle of an epoch its remainder
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
     * What to do with unusable pictures; {@link OnUnusable#FAIL} unless this is called. Batches are
     * full all the same where samples are left out, but an epoch has fewer samples.
     *
     * @param onUnusable fail, or leave the sample out
     * @return this
     */
    public Builder onUnusable(OnUnusable onUnusable) {
      this.onUnusable = Objects.requireNonNull(onUnusable, "onUnusable");
      return this;
    }

    /**
     * Hears of samples that are left out, besides the warning in the log.
     *
     * @param listener the listener
     * @return this
     */
    public Builder unusableListener(UnusableListener listener) {
      this.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * How trimap values become the fourth channel; {@link TrimapEncoding#UNIT} unless this is
     * called. The network's configuration says what it was trained with.
     *
     * @param trimapEncoding the encoding
     * @return this
     */
    public Builder trimapEncoding(TrimapEncoding trimapEncoding) {
      this.trimapEncoding = Objects.requireNonNull(trimapEncoding, "trimapEncoding");
      return this;
    }

    /**
     * Whether a last batch of the epoch that is not full is left out; it is kept unless this is
     * called.
     *
     * @param dropLast true to leave it out
     * @return this
     */
    public Builder dropLast(boolean dropLast) {
      this.dropLast = dropLast;
      return this;
    }

    /**
     * Opens the iterator: the threads begin at once.
     *
     * @return an iterator, to be closed by the caller
     * @throws InvalidInputException if the source's epoch is empty, or there are too many workers
     */
    public SampleBatchIterator open() {
      return new SampleBatchIterator(this);
    }
  }
}

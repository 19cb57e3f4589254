package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.data.MattingSample;
import dev.deepmatting.data.SampleSource;
import dev.deepmatting.data.SampleStream;
import dev.deepmatting.dl4j.internal.tensor.Batch;
import dev.deepmatting.dl4j.internal.tensor.BatchAssembler;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.train.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The endless sequence of a run's batches. The next one is prepared while the last one is used. Not
 * safe to share between threads.
 */
final class BatchSource implements AutoCloseable {
  private final SampleStream stream;
  private final BatchAssembler assembler;
  private final int batchSize;
  private final ExecutorService ahead = Executors.newSingleThreadExecutor(BatchSource::thread);
  private Future<Indexed> coming;
  private long nextIndex;

  /** A batch, and the first sample index after it. */
  private record Indexed(Batch batch, long nextIndex) {}

  /**
   * Opens the batches from a sample index on.
   *
   * @param settings the data and how it is read
   * @param network receives the batches
   * @param batchSize samples of a batch
   * @param index the first index
   */
  BatchSource(TrainingSettings settings, NetworkConfig network, int batchSize, long index) {
    SampleSource samples =
        settings.recipe().data().of(settings.data(), settings.seed(), network.guides());
    stream =
        SampleStream.builder(samples)
            .workers(settings.workers())
            .onUnusable(settings.onUnusable())
            .startAt(index)
            .open();
    assembler = new BatchAssembler(network.trimapEncoding());
    this.batchSize = batchSize;
    nextIndex = index;
    coming = ahead.submit(this::gather);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "matting-batches");
    thread.setDaemon(true);
    return thread;
  }

  private Indexed gather() {
    List<MattingSample> samples = new ArrayList<>();
    while (samples.size() < batchSize) {
      samples.add(stream.next());
    }
    return new Indexed(assembler.assemble(samples), stream.nextIndex());
  }

  /**
   * Waits for the next batch.
   *
   * @throws MattingException if a sample cannot be made
   */
  Batch next() {
    try {
      Indexed indexed = coming.get();
      coming = ahead.submit(this::gather);
      nextIndex = indexed.nextIndex();
      return indexed.batch();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MattingInterruptedException("waiting for samples was interrupted", e);
    } catch (ExecutionException e) {
      throw StageTrainerProvider.unchecked(Objects.requireNonNull(e.getCause()));
    }
  }

  /** Returns the first sample index after the batches that were returned. */
  long nextIndex() {
    return nextIndex;
  }

  @Override
  public void close() {
    stream.close();
    ahead.shutdownNow();
  }
}

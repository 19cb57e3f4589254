package dev.deepmatting.dl4j.train;

import dev.deepmatting.data.MattingSample;
import dev.deepmatting.data.SampleSource;
import dev.deepmatting.data.SampleStream;
import dev.deepmatting.dl4j.tensor.Batch;
import dev.deepmatting.dl4j.tensor.BatchAssembler;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.train.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The batches of a run, one after the other without an end. The next one is put together while the
 * last one is used. Not safe to share between threads.
 */
final class BatchSource implements AutoCloseable {
  private final SampleStream stream;
  private final BatchAssembler assembler;
  private final int batchSize;
  private final ExecutorService ahead = Executors.newSingleThreadExecutor(BatchSource::thread);
  private Future<Placed> coming;
  private long nextPlace;

  /** A batch, and the first place that neither it nor one before it has seen. */
  private record Placed(Batch batch, long nextPlace) {}

  /**
   * Batches from a place of the data on.
   *
   * @param settings the data and how it is read
   * @param network what is to be given the batches
   * @param batchSize samples of a batch
   * @param place the first place
   */
  BatchSource(TrainingSettings settings, NetworkConfig network, int batchSize, long place) {
    SampleSource samples =
        settings.recipe().data().of(settings.data(), settings.seed(), network.guides());
    stream =
        SampleStream.builder(samples)
            .workers(settings.workers())
            .onUnusable(settings.onUnusable())
            .startAt(place)
            .open();
    assembler = new BatchAssembler(network.trimapEncoding());
    this.batchSize = batchSize;
    nextPlace = place;
    coming = ahead.submit(this::gather);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "matting-batches");
    thread.setDaemon(true);
    return thread;
  }

  private Placed gather() {
    List<MattingSample> samples = new ArrayList<>();
    while (samples.size() < batchSize) {
      samples.add(stream.next());
    }
    return new Placed(assembler.assemble(samples), stream.nextPlace());
  }

  /**
   * Waits for the next batch.
   *
   * @throws MattingException if a sample cannot be made
   */
  Batch next() {
    try {
      Placed placed = coming.get();
      coming = ahead.submit(this::gather);
      nextPlace = placed.nextPlace();
      return placed.batch();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MattingInterruptedException("waiting for samples was interrupted", e);
    } catch (ExecutionException e) {
      throw StageTrainerProvider.unchecked(e.getCause());
    }
  }

  /** The first place that no batch that was given out has seen. */
  long nextPlace() {
    return nextPlace;
  }

  @Override
  public void close() {
    stream.close();
    ahead.shutdownNow();
  }
}

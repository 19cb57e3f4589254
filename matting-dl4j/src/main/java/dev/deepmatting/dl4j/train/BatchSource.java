package dev.deepmatting.dl4j.train;

import dev.deepmatting.data.MattingSample;
import dev.deepmatting.data.SampleSource;
import dev.deepmatting.data.SampleStream;
import dev.deepmatting.dl4j.tensor.Batch;
import dev.deepmatting.dl4j.tensor.BatchAssembler;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.train.TrainingSettings;
import java.util.ArrayList;
import java.util.List;

/** The batches of a run, one after the other without an end. */
final class BatchSource implements AutoCloseable {
  private final SampleStream stream;
  private final BatchAssembler assembler;
  private final int batchSize;

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
        SampleStream.of(samples)
            .workers(settings.workers())
            .onUnusable(settings.onUnusable())
            .startAt(place)
            .open();
    assembler = new BatchAssembler(network.trimapEncoding());
    this.batchSize = batchSize;
  }

  /** Waits for the next batch. */
  Batch next() {
    List<MattingSample> samples = new ArrayList<>();
    while (samples.size() < batchSize) {
      samples.add(stream.next());
    }
    return assembler.assemble(samples);
  }

  /** The first place that no batch has seen. */
  long nextPlace() {
    return stream.nextPlace();
  }

  @Override
  public void close() {
    stream.close();
  }
}

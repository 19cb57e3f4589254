package dev.deepmatting.dl4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.data.MattingSample;
import dev.deepmatting.data.OnUnusable;
import dev.deepmatting.data.SampleSource;
import dev.deepmatting.dl4j.fixture.Samples;
import dev.deepmatting.dl4j.internal.tensor.Batch;
import dev.deepmatting.dl4j.internal.tensor.BatchAssembler;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.network.TrimapEncoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SampleBatchIteratorTest {
  @Test
  void givesTheEpochsSamplesInTheirOrderAndKeepsTheSmallerLastBatch() {
    try (SampleBatchIterator batches = builder().batchSize(4).open()) {
      assertThat(epoch(batches)).containsExactly("[0, 1, 2, 3]", "[4, 5, 6, 7]", "[8, 9]");
      assertThat(batches.hasNext()).isFalse();
      assertThatExceptionOfType(NoSuchElementException.class)
          .isThrownBy(batches::next)
          .withMessage("no batch before index 10");
    }
  }

  @Test
  void arraysHoldWhatTheSamplesAre() {
    try (SampleBatchIterator batches =
        builder().batchSize(3).trimapEncoding(TrimapEncoding.SIGNED).open()) {
      batches.next();
      MultiDataSet batch = batches.next();
      Batch wanted =
          new BatchAssembler(TrimapEncoding.SIGNED)
              .assemble(
                  LongStream.range(3, 6).mapToObj(place -> Samples.sample(place, 32, 32)).toList());
      assertThat(batch.numFeatureArrays()).isEqualTo(1);
      assertThat(batch.numLabelsArrays()).isEqualTo(1);
      assertThat(batch.getFeatures(0).shape()).containsExactly(3, 4, 32, 32);
      assertThat(batch.getLabels(0).shape()).containsExactly(3, 11, 32, 32);
      assertThat(values(batch.getFeatures(0))).isEqualTo(wanted.input().values());
      assertThat(values(batch.getLabels(0))).isEqualTo(wanted.label().values());
    }
  }

  @Test
  void leavesTheSmallerLastBatchOutIfToldTo() {
    try (SampleBatchIterator batches = builder().batchSize(4).dropLast(true).open()) {
      assertThat(epoch(batches)).containsExactly("[0, 1, 2, 3]", "[4, 5, 6, 7]");
      assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
      batches.reset();
      assertThat(epoch(batches)).containsExactly("[10, 11, 12, 13]", "[14, 15, 16, 17]");
    }
  }

  @Test
  void givesAsManySamplesAsAskedFor() {
    try (SampleBatchIterator batches = builder().batchSize(4).open()) {
      assertThat(batches.hasNext()).isTrue();
      assertThat(names(batches.next(1))).isEqualTo("[0]");
      assertThat(names(batches.next(6))).isEqualTo("[1, 2, 3, 4, 5, 6]");
      assertThat(epoch(batches)).containsExactly("[7, 8, 9]");
      assertThatThrownBy(() -> batches.next(0)).hasMessage("count is 0, wanted at least 1");
    }
  }

  @Test
  void resettingBeginsTheNextEpoch() {
    try (SampleBatchIterator batches = builder().batchSize(5).open()) {
      batches.reset();
      assertThat(epoch(batches)).containsExactly("[0, 1, 2, 3, 4]", "[5, 6, 7, 8, 9]");
      batches.reset();
      batches.reset();
      assertThat(batches.nextIndex()).isEqualTo(10);
      assertThat(names(batches.next())).isEqualTo("[10, 11, 12, 13, 14]");
      batches.reset();
      assertThat(names(batches.next())).isEqualTo("[20, 21, 22, 23, 24]");
    }
  }

  @Test
  void goesOnAnywhere() {
    try (SampleBatchIterator first = builder().batchSize(3).open()) {
      first.next();
      assertThat(first.hasNext()).isTrue();
      first.next();
      assertThat(first.hasNext()).isTrue();
      try (SampleBatchIterator second =
          builder().batchSize(3).workers(1).startAt(first.nextIndex()).open()) {
        assertThat(epoch(second)).isEqualTo(epoch(first)).containsExactly("[6, 7, 8]", "[9]");
        second.reset();
        assertThat(names(second.next())).isEqualTo("[10, 11, 12]");
      }
    }
  }

  @Test
  void anEpochMayHaveALengthOfItsOwn() {
    try (SampleBatchIterator batches = builder().batchSize(8).epochLength(16).open()) {
      assertThat(epoch(batches)).hasSize(2);
      batches.reset();
      assertThat(names(batches.next())).startsWith("[16, ");
    }
  }

  @Test
  void fillsBatchesThoughPlacesAreLeftOut() {
    List<Long> heard = new ArrayList<>();
    try (SampleBatchIterator batches =
        SampleBatchIterator.builder(Samples.damagedAt(place -> place % 5 == 1))
            .batchSize(3)
            .onUnusable(OnUnusable.SKIP)
            .unusableListener((place, problem) -> heard.add(place))
            .open()) {
      assertThat(names(batches.next())).isEqualTo("[0, 2, 3]");
      assertThat(batches.hasNext()).isTrue();
      assertThat(batches.nextIndex()).isEqualTo(4);
      assertThat(batches.skipped()).isEqualTo(1);
      assertThat(epoch(batches)).containsExactly("[4, 5, 7]", "[8, 9]");
      batches.reset();
      epoch(batches);
      assertThat(batches.skipped()).isEqualTo(4);
      assertThat(heard).containsExactly(1L, 6L, 11L, 16L);
    }
  }

  @Test
  void failsAtADamagedFileWithItsName() {
    try (SampleBatchIterator batches =
        SampleBatchIterator.builder(Samples.damagedAt(place -> place == 4)).batchSize(3).open()) {
      batches.next();
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(batches::next)
          .withMessage("file-4.jpg is no image");
      assertThat(batches.nextIndex()).isEqualTo(3);
    }
  }

  @Test
  void failsIfNoPlaceOfAnEpochCanBeUsed() {
    try (SampleBatchIterator batches =
        SampleBatchIterator.builder(Samples.damagedAt(place -> place > 3))
            .epochLength(4)
            .onUnusable(OnUnusable.SKIP)
            .open()) {
      assertThat(epoch(batches)).hasSize(4);
      batches.reset();
      assertThatExceptionOfType(MattingException.class)
          .isThrownBy(batches::hasNext)
          .withMessage("none of the 4 samples before index 8 can be used");
    }
  }

  @Test
  void losesNoSampleOfABatchThatCannotBeMade() {
    try (SampleBatchIterator batches = SampleBatchIterator.builder(growing()).batchSize(2).open()) {
      assertThatThrownBy(batches::next).hasMessageContaining("sample 1 is 64x32, wanted");
      assertThat(batches.nextIndex()).isZero();
      assertThat(names(batches.next(1))).isEqualTo("[0]");
      assertThat(names(batches.next(1))).isEqualTo("[1]");
    }
  }

  @Test
  void preProcessesEachBatch() {
    try (SampleBatchIterator batches = builder().batchSize(2).open()) {
      batches.setPreProcessor(batch -> batch.getFeatures(0).addi(100));
      assertThat(batches.getPreProcessor()).isNotNull();
      assertThat(batches.next().getFeatures(0).minNumber().floatValue()).isGreaterThan(90);
      batches.setPreProcessor(null);
      assertThat(batches.next().getFeatures(0).maxNumber().floatValue()).isLessThan(90);
    }
  }

  @Test
  void aBatchIsValidUntilTheCallAfterTheNextOne() {
    try (SampleBatchIterator batches = builder().batchSize(2).open()) {
      MultiDataSet first = batches.next();
      float[] before = values(first.getLabels(0));
      batches.next();
      assertThat(values(first.getLabels(0))).isEqualTo(before);
      batches.next();
      assertThat(values(first.getLabels(0))).isNotEqualTo(before);
    }
  }

  @Test
  void hasTwoNativeBlocksHoweverManyBatches() {
    int before = BatchMemory.liveBlocks();
    try (SampleBatchIterator batches =
        SampleBatchIterator.builder(growing()).epochLength(40).open()) {
      for (int i = 0; i < 300; i++) {
        if (!batches.hasNext()) {
          batches.reset();
        }
        batches.next();
        assertThat(BatchMemory.liveBlocks() - before).isEqualTo(i == 0 ? 1 : 2);
      }
    }
    assertThat(BatchMemory.liveBlocks()).isEqualTo(before);
  }

  @Test
  void closingIsFinal() {
    SampleBatchIterator batches = builder().open();
    batches.next();
    batches.close();
    batches.close();
    String message = "this SampleBatchIterator is closed; open another one";
    assertThatThrownBy(batches::next).hasMessage(message);
    assertThatThrownBy(batches::hasNext).hasMessage(message);
    assertThatThrownBy(batches::reset).hasMessage(message);
  }

  @Test
  void tellsDl4jThatItPrefetchesItself() {
    try (SampleBatchIterator batches = builder().open()) {
      assertThat(batches.asyncSupported()).isFalse();
      assertThat(batches.resetSupported()).isTrue();
    }
  }

  @Test
  void cannotBeSerialised() throws IOException {
    try (SampleBatchIterator batches = builder().open();
        OutputStream bytes = new ByteArrayOutputStream();
        ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      assertThatThrownBy(() -> out.writeObject(batches))
          .isInstanceOf(NotSerializableException.class);
    }
  }

  @Test
  void refusesWhatItCannotDo() {
    assertThatThrownBy(() -> builder().batchSize(0))
        .hasMessage("batchSize is 0, wanted at least 1");
    assertThatThrownBy(() -> builder().workers(0)).hasMessage("workers is 0, wanted at least 1");
    assertThatThrownBy(() -> builder().epochLength(0))
        .hasMessage("epochLength is 0, wanted at least 1");
    assertThatThrownBy(() -> builder().startAt(-3)).hasMessage("startAt is -3, wanted at least 0");
  }

  private static SampleBatchIterator.Builder builder() {
    return SampleBatchIterator.builder(Samples.source()).workers(2);
  }

  /** Each sample is 32 pixels wider than the one before, up to four sizes. */
  private static SampleSource growing() {
    return new SampleSource() {
      @Override
      public int samplesPerEpoch() {
        return 40;
      }

      @Override
      public MattingSample sample(long place) {
        return Samples.sample(place, (int) (32 + 32 * (place % 4)), 32);
      }
    };
  }

  private static float[] values(INDArray array) {
    return array.dup().data().asFloat();
  }

  private static List<String> epoch(SampleBatchIterator batches) {
    List<String> names = new ArrayList<>();
    while (batches.hasNext()) {
      names.add(names(batches.next()));
    }
    return names;
  }

  private static String names(MultiDataSet batch) {
    assertThat(batch.getFeatures(0).size(0)).isEqualTo(batch.getExampleMetaData().size());
    return batch.getExampleMetaData().toString();
  }
}

package dev.deepmatting.dl4j.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationsTest {
  private final Processor processor = new Processor();
  private final Layouts layouts = new Layouts();
  private final Layout pair = layouts.plain(2);

  @AfterEach
  void close() {
    layouts.close();
    processor.close();
  }

  @Test
  void equalOperationsAreOneInTrainingOnly() {
    try (Operations predicting = new Operations(processor, layouts);
        Operations training = Operations.forTraining(processor, layouts)) {
      assertThat(predicting.addition(pair)).isNotSameAs(predicting.addition(pair));
      assertThat(training.addition(pair)).isSameAs(training.addition(pair));
      assertThat(training.addition(pair)).isNotSameAs(training.multiplication(pair));
      Layout turned = layouts.strided(new long[] {1, 2}, 2, 3);
      assertThat(training.reorder(turned, layouts.plain(2, 3)))
          .isNotSameAs(training.reorder(layouts.plain(2, 3), turned));
    }
  }

  @Test
  void aTwinHasArgumentsOfItsOwn() {
    try (Operations operations = new Operations(processor, layouts);
        Operations lane = new Operations(processor.lane(0), layouts);
        FloatPointer one = new FloatPointer(1, 2);
        FloatPointer two = new FloatPointer(10, 20);
        FloatPointer sum = new FloatPointer(2L)) {
      Operation addition = operations.addition(pair);
      add(addition, one, two, sum);
      assertThat(new float[] {sum.get(0), sum.get(1)}).containsExactly(11, 22);
      add(lane.twin(addition), two, two, sum);
      assertThat(new float[] {sum.get(0), sum.get(1)}).containsExactly(20, 40);
      add(addition, one, one, sum);
      assertThat(new float[] {sum.get(0), sum.get(1)}).containsExactly(2, 4);
    }
  }

  private void add(Operation addition, FloatPointer one, FloatPointer other, FloatPointer sum) {
    addition
        .with(DNNL_ARG_SRC_0, pair, one)
        .with(DNNL_ARG_SRC_1, pair, other)
        .with(DNNL_ARG_DST, pair, sum)
        .run();
  }

  @Test
  void anArgumentOfAnotherLayoutIsRefused() {
    try (Operations operations = new Operations(processor, layouts);
        FloatPointer values = new FloatPointer(3L)) {
      Operation addition = operations.addition(pair).with(DNNL_ARG_DST, pair, values);
      assertThatIllegalStateException()
          .isThrownBy(() -> addition.with(DNNL_ARG_DST, layouts.plain(3), values))
          .withMessageContaining("addition of [2] has another layout than on the first call");
    }
  }

  @Test
  void closedOnesDescribeNothing() {
    Operations operations = new Operations(processor, layouts);
    operations.addition(pair);
    operations.close();
    operations.close();
    assertThatIllegalStateException().isThrownBy(() -> operations.addition(pair));
  }
}

package dev.deepmatting.dl4j.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.deepmatting.dl4j.fixture.Cpu;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.memory.AlignedMemory;
import dev.deepmatting.dl4j.internal.onednn.Layouts;
import dev.deepmatting.dl4j.internal.onednn.NumberType;
import dev.deepmatting.dl4j.internal.onednn.Processor;
import dev.deepmatting.dl4j.internal.weights.ConvolutionLayer;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Unpooling onto a feature in its place, against plain loops over row-major numbers. */
class StripUnpoolingTest {
  private static final int HEIGHT = 124;
  private static final int WIDTH = 304;
  private static final String LAYER = "identity%d";

  @ParameterizedTest
  @CsvSource({"FLOAT, 4", "FLOAT, 16", "FLOAT, 40", "BRAIN_FLOAT, 4", "BRAIN_FLOAT, 32"})
  void addsWhereTheMaximaWere(NumberType type, int channels) {
    assumeTrue(type == NumberType.FLOAT || Cpu.computesBrainFloat());
    float[] feature = random("feature", channels * HEIGHT * WIDTH);
    FloatTensor input = new FloatTensor(feature.clone(), 1, channels, HEIGHT, WIDTH);
    try (Processor processor = new Processor();
        Layouts layouts = new Layouts();
        WeightStore weights = new WeightStore(processor);
        Plan plan = unpooledOntoItself(processor, weights, type, channels);
        AlignedMemory memory = new AlignedMemory(plan.bytes())) {
      FloatTensor identity = identity(channels);
      weights.load(
          LAYER.formatted(channels),
          plan.kernel(LAYER.formatted(channels)),
          identity,
          layouts.plain(identity.shape()),
          new FloatTensor(new float[channels], channels));
      float[] result = plan.run(memory.start(), input, null, done -> {}, () -> false).values();
      assertThat(result).isEqualTo(wanted(feature, channels));
    }
  }

  @Test
  void aStripHasAsManyRowsAsTheCachesHoldAndAllStripsAreAlike() {
    assertThat(StripUnpooling.pairsOfStrip(544, 1 << 10)).isEqualTo(544);
    assertThat(StripUnpooling.pairsOfStrip(544, 1 << 16)).isEqualTo(32);
    assertThat(StripUnpooling.pairsOfStrip(17 * 3, 1 << 16)).isEqualTo(17);
    assertThat(StripUnpooling.pairsOfStrip(13, 1 << 30)).isEqualTo(1);
  }

  private static FloatTensor identity(int channels) {
    float[] kernel = new float[channels * channels];
    for (int channel = 0; channel < channels; channel++) {
      kernel[channel * channels + channel] = 1;
    }
    return new FloatTensor(kernel, channels, channels, 1, 1);
  }

  /** What is pooled is added again where it came from, which doubles each window's maximum. */
  private static Plan unpooledOntoItself(
      Processor processor, WeightStore weights, NumberType type, int channels) {
    PlanCompiler compiler = new PlanCompiler(processor, weights);
    Value input = compiler.plain(1, channels, HEIGHT, WIDTH);
    ConvolutionLayer layer =
        new ConvolutionLayer(LAYER.formatted(channels), null, channels, channels, 1);
    Value feature = compiler.rectified(layer, input, type);
    PooledBlock pooled = compiler.pool(feature, type, true);
    assertThat(StripUnpooling.knows(pooled)).isTrue();
    compiler.copy(compiler.unpoolOnto(pooled, pooled.output()), input);
    return compiler.plan(input, input);
  }

  private static float[] wanted(float[] feature, int channels) {
    float[] sum = feature.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] = Math.max(0, sum[i]);
    }
    float[] rectified = sum.clone();
    for (int channel = 0; channel < channels; channel++) {
      for (int y = 0; y < HEIGHT; y += 2) {
        for (int x = 0; x < WIDTH; x += 2) {
          int corner = (channel * HEIGHT + y) * WIDTH + x;
          int best = corner;
          for (int other : new int[] {corner + 1, corner + WIDTH, corner + WIDTH + 1}) {
            best = rectified[other] > rectified[best] ? other : best;
          }
          sum[best] += rectified[best];
        }
      }
    }
    return sum;
  }

  /** Few digits, which both kinds of numbers hold exactly, so that ties happen as well. */
  private static float[] random(String name, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = Math.round(8 * Generated.value(name, i)) / 8f;
    }
    return values;
  }
}

package dev.deepmatting.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A dark object with soft strands before bright ground, mixed in light and in samples. */
class MixingInLightTest {
  private static double error(boolean pictureInLight, boolean methodInLight) {
    return error(pictureInLight, PyramidGraph.builder().light(methodInLight).build());
  }

  private static double error(boolean pictureInLight, PropagationMethod method) {
    DrawnPicture picture = DrawnPicture.hair(240, 180, 12, pictureInLight);
    float[] matte = picture.matte(method).toFloatArray();
    float[] truth = picture.truth().toFloatArray();
    double sum = 0;
    for (int i = 0; i < matte.length; i++) {
      sum += Math.abs(matte[i] - truth[i]);
    }
    return sum / picture.trimap().unknownCount();
  }

  @Test
  void photographsWantLight() {
    assertThat(error(true, true)).isLessThan(0.8 * error(true, false));
  }

  @Test
  void photographsWantLightOfClosedFormMattingToo() {
    assertThat(error(true, ClosedForm.inLight())).isLessThan(error(true, ClosedForm.published()));
  }

  @Test
  void compositesOfSamplesHardlyChange() {
    assertThat(error(false, true)).isLessThan(1.1 * error(false, false));
  }
}

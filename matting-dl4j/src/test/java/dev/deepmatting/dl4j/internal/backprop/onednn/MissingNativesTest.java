package dev.deepmatting.dl4j.internal.backprop.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deepmatting.dl4j.fixture.ChildJvm;
import dev.deepmatting.error.EngineException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MissingNativesTest {
  /** Runs in a Java of its own, where some libraries are not on the class path. */
  static final class WithoutThem {
    private WithoutThem() {}

    public static void main(String[] arguments) {
      System.out.println(OneDnnKernels.available());
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(OneDnnKernels::new)
          .withMessage(
              "oneDNN does not load here: wanted org.bytedeco:dnnl with the natives of this"
                  + " operating system on the class path");
      System.out.println("refused");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dnnl-[0-9.-]+-[a-z].*[.]jar", "dnnl-.*[.]jar", "opencl-.*[.]jar"})
  void withoutTheLibrariesItIsQuietlyNotAvailable(String missing) throws Exception {
    assertThat(new ChildJvm().without(missing).run(WithoutThem.class))
        .containsExactly("false", "refused");
  }
}

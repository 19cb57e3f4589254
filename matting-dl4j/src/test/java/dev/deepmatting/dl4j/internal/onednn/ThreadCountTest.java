package dev.deepmatting.dl4j.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.deepmatting.dl4j.fixture.ChildJvm;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Conv2D;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;

class ThreadCountTest {
  /** Runs in a Java of its own: where it fails, the process ends. */
  static final class BeforeNd4j {
    private BeforeNd4j() {}

    public static void main(String[] arguments) {
      System.out.println(ThreadCount.isSettable() && ThreadCount.get() > 0);
      Conv2DConfig config = Conv2DConfig.builder().kH(3).kW(3).build();
      System.out.println(
          Nd4j.exec(
              new Conv2D(Nd4j.ones(1, 8, 16, 16), Nd4j.ones(3, 3, 8, 8), Nd4j.zeros(8), config))[0]
              .sumNumber());
    }
  }

  /** Its library brings another version of oneDNN along, whose functions have the same names. */
  @Test
  void isFoundWithoutChangingWhatNd4jFinds() throws Exception {
    assumeTrue(ThreadCount.isSettable());
    assertThat(new ChildJvm().run(BeforeNd4j.class)).containsExactly("true", "112896.0");
  }

  @Test
  void isQuietlyNotThereWithoutJna() throws Exception {
    assertThat(new ChildJvm().without("jna-[0-9].*[.]jar").run(Without.class))
        .containsExactly("false");
  }

  @Test
  void isNotSettableWhereThreadsAreBoundToProcessors() throws Exception {
    assumeTrue(ThreadCount.isSettable());
    assertThat(new ChildJvm().with("OMP_PROC_BIND", "true").run(Without.class))
        .containsExactly("false");
  }

  /** Only asks. */
  static final class Without {
    private Without() {}

    public static void main(String[] arguments) {
      System.out.println(ThreadCount.isSettable());
    }
  }
}

package dev.deepmatting.dl4j.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.Matting;
import dev.deepmatting.dl4j.fixture.ChildJvm;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.network.Engine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each engine without what the other one needs. */
class MissingLibrariesTest {
  /** Predicts with an engine and says how many values came, or why none did. */
  static final class Prediction {
    private Prediction() {}

    public static void main(String[] arguments) {
      try (Matting matting = Matting.builder().engine(Engine.valueOf(arguments[0])).build()) {
        int values =
            matting
                .predict(Generated.image(70, 40), Generated.trimap(70, 40))
                .toFloatArray()
                .length;
        System.out.println("result " + values);
      } catch (EngineException e) {
        System.out.println("result " + e.getMessage());
      }
    }
  }

  private static List<String> predict(String missing, Engine engine) throws Exception {
    return new ChildJvm("-Xmx512m")
        .without(missing).run(Prediction.class, engine.name()).stream()
            .filter(line -> line.startsWith("result "))
            .toList();
  }

  @Test
  void oneDnnNeedsNoNd4j() throws Exception {
    assertThat(predict("(nd4j|openblas|deeplearning4j).*[.]jar", Engine.AUTO))
        .containsExactly("result 2800");
  }

  @Test
  void autoTakesSameDiffWhereOneDnnHasNoLibraries() throws Exception {
    assertThat(predict("dnnl-.*[.]jar", Engine.AUTO)).containsExactly("result 2800");
  }

  @Test
  void anEngineThatIsNamedIsNotReplaced() throws Exception {
    assertThat(predict("dnnl-.*[.]jar", Engine.ONEDNN))
        .containsExactly(
            "result oneDNN does not load here, wanted org.bytedeco:dnnl with the natives of this"
                + " operating system on the class path");
  }
}

package dev.deepmatting.dl4j.internal.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.Matting;
import dev.deepmatting.dl4j.fixture.ChildJvm;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.network.Engine;
import dev.deepmatting.network.Precision;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Each engine without what the other one needs. */
class MissingLibrariesTest {
  /** Predicts with an engine and says how many values came, or why none did. */
  static final class Prediction {
    private Prediction() {}

    public static void main(String[] arguments) {
      try (Matting matting =
          Matting.builder()
              .model("builtin:dim-small")
              .engine(Engine.valueOf(arguments[0]))
              .build()) {
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

  /** A processor with AVX2 alone, as far as oneDNN knows. */
  @Test
  @EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
  void brainFloatIsRefusedInWordsWhereTheProcessorHasNone() throws Exception {
    List<String> lines =
        new ChildJvm("-Xmx512m").with("ONEDNN_MAX_CPU_ISA", "AVX2").run(BrainFloat.class);

    assertThat(lines)
        .contains("result FP32 2800")
        .anyMatch(
            line ->
                line.startsWith(
                    "result precision is BF16, wanted FP32 or AUTO on this processor: oneDNN has"
                        + " no "));
  }

  /** Predicts with AUTO, then asks for BF16. */
  static final class BrainFloat {
    private BrainFloat() {}

    public static void main(String[] arguments) {
      for (Precision precision : List.of(Precision.AUTO, Precision.BF16)) {
        try (Matting matting =
            Matting.builder()
                .model("builtin:dim-small")
                .engine(Engine.ONEDNN)
                .precision(precision)
                .build()) {
          AlphaMatte alpha = matting.predict(Generated.image(70, 40), Generated.trimap(70, 40));
          System.out.println("result FP32 " + alpha.toFloatArray().length);
        } catch (InvalidInputException e) {
          System.out.println("result " + e.getMessage());
        }
      }
    }
  }

  @Test
  void anEngineThatIsNamedIsNotReplaced() throws Exception {
    assertThat(predict("dnnl-.*[.]jar", Engine.ONEDNN))
        .containsExactly(
            "result oneDNN does not load here: wanted org.bytedeco:dnnl with the natives of this"
                + " operating system on the class path");
  }
}

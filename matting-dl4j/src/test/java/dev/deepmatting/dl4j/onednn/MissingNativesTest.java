package dev.deepmatting.dl4j.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deepmatting.error.EngineException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
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
              "oneDNN does not load here, wanted org.bytedeco:dnnl with the natives of this"
                  + " operating system on the class path");
      System.out.println("refused");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dnnl-[0-9.-]+-[a-z].*[.]jar", "dnnl-.*[.]jar", "opencl-.*[.]jar"})
  void withoutTheLibrariesItIsQuietlyNotAvailable(String missing) throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPathWithout(missing),
                WithoutThem.class.getName())
            .redirectErrorStream(true)
            .start();
    assertThat(output(child)).containsExactly("false", "refused");
    assertThat(child.waitFor()).isZero();
  }

  /** Newer releases of Java warn of native code by themselves. */
  private static List<String> output(Process child) throws IOException {
    return new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("WARNING: ") && !line.isBlank())
        .toList();
  }

  private static String classPathWithout(String missing) {
    String[] path = System.getProperty("java.class.path").split(File.pathSeparator);
    String rest =
        Arrays.stream(path)
            .filter(entry -> !Path.of(entry).getFileName().toString().matches(missing))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(rest).hasSizeLessThan(System.getProperty("java.class.path").length());
    return rest;
  }
}

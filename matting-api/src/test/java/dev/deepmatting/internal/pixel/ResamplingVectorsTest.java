package dev.deepmatting.internal.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers of the plain double sum; {@code make_vectors.py} beside the files made them. */
class ResamplingVectorsTest {
  /** The numbers have six digits; weights from tables are exact to about 1e-5. */
  private static final double EXACT = 2e-6;

  private static final double TABLE = 3e-5;

  /** Tables cut the corners of the box. */
  private static final double AREA_TABLE = 3e-4;

  @ParameterizedTest
  @MethodSource("lines")
  void agreesWithTheDoubleSum(String line) {
    String[] words = line.split(" ");
    Kernel kernel = Kernel.valueOf(words[1]);
    int[] size = {number(words[2]), number(words[3])};
    double[] m = Arrays.stream(words, 4, 10).mapToDouble(Double::parseDouble).toArray();
    Affine map = new Affine(m[0], m[1], m[2], m[3], m[4], m[5]);
    int width = number(words[10]);
    int height = number(words[11]);
    double[] wanted =
        Arrays.stream(words, 12, words.length).mapToDouble(Double::parseDouble).toArray();

    Raster raster =
        words[0].equals("colours")
            ? Resampler.colours(Pictures.colours(size[0], size[1]), map, width, height, kernel)
            : Resampler.alpha(Pictures.alpha(size[0], size[1]), map, width, height, kernel);

    double tolerance = map.keepsAxes() ? EXACT : kernel == Kernel.AREA ? AREA_TABLE : TABLE;
    assertThat(raster.values()).hasSize(wanted.length);
    for (int i = 0; i < wanted.length; i++) {
      assertThat((double) raster.values()[i]).as("%d", i).isCloseTo(wanted[i], within(tolerance));
    }
  }

  @Test
  void readsEveryVector() throws IOException {
    assertThat(lines()).hasSize(35);
  }

  static List<String> lines() throws IOException {
    return Files.readAllLines(file("resampling.txt"));
  }

  static Path file(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(ResamplingVectorsTest.class.getResource(name), name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int number(String text) {
    return Integer.parseInt(text);
  }
}

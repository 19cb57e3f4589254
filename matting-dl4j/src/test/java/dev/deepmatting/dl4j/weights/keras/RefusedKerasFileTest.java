package dev.deepmatting.dl4j.weights.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.ModelFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that the HDF5 library itself wrote, each with something that weights do not need. */
class RefusedKerasFileTest {
  private static final Path FOLDER = KerasFiles.path("refused");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "arrays | : conv/kernel:0 holds arrays, wanted floats",
        "big-endian | : conv/kernel:0 is big-endian, only little-endian floats are read",
        "bomb | : conv/kernel:0 unpacks from 8808 to 9000000 bytes, more than weights ever do",
        "compound | : conv/kernel:0 holds compound values, wanted floats",
        "deep | : groups are nested deeper than 16 at conv/g/g/g/g/g/g/g/g/g/g/g/g/g/g/g/",
        "empty-side | : conv/kernel:0 has the shape [0, 4], which no array can have here",
        "external-link | : 'kernel:0' is an external link, only hard links are allowed",
        "external-link-latest | : 'kernel:0' is an external link, only hard links are allowed",
        "external-storage | : an array keeps its numbers in other files, which is not allowed",
        "fletcher32 | : conv/kernel:0 is stored through filter 3, wanted shuffle (2), then deflate (1)",
        "group-in-itself | : the object header at byte 800 overlaps another part of the file, or is"
            + " used twice",
        "growing | : conv/kernel:0 has an index of chunks of kind 4, wanted 1 to 3",
        "integers | : conv/kernel:0 holds integers, wanted floats",
        "lzf | : conv/kernel:0 is stored through filter 32000, wanted shuffle (2), then deflate (1)",
        "named-type | : conv/kernel:0 is neither a group nor an array",
        "no-arrays | : there is no array in it",
        "no-numbers | : conv/kernel:0 has a shape but no numbers",
        "no-shape | : conv/kernel:0 has no shape",
        "soft-link-loop | : 'a' is a soft link, only hard links are allowed",
        "soft-link-loop-latest | : 'a' is a soft link, only hard links are allowed",
        "strings | : conv/kernel:0 holds strings, wanted floats",
        "texts | : conv/kernel:0 holds variable-length values, wanted floats",
        "truth-values | : conv/kernel:0 holds enumerations, wanted floats",
        "user-block | ' does not begin as an HDF5 file does'",
        "virtual | : conv/kernel:0 is stored in way 3, a virtual dataset, wanted 0 to 2",
      })
  void refuses(String name, String message) {
    Path file = FOLDER.resolve(name + ".h5");
    assertThatThrownBy(() -> KerasFile.open(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("model " + file + message);
  }

  @Test
  void hasNoFileWithoutItsMessage() throws Exception {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files).hasSize(25);
    }
  }
}

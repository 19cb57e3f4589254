package dev.deepmatting.dl4j.internal.weights.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.error.ModelFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that the HDF5 library itself wrote, each with something that weights do not need. */
class RefusedKerasFileTest {
  /** As much of long names as messages show. */
  private static final String KS =
      "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk";

  private static final String GS =
      "ggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggg";

  private static final Path FOLDER = KerasFiles.path("refused");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "arrays | : conv/kernel:0 holds arrays, wanted floats",
        "big-endian | : conv/kernel:0 is big-endian, only little-endian floats are read",
        "bomb | : conv/kernel:0 unpacks from 8808 to 9000000 bytes, more than weights ever do",
        "compound | : conv/kernel:0 holds compound values, wanted floats",
        "control-characters | : conv/?[31m" + KS + "... holds strings, wanted floats",
        "deep | : groups are nested deeper than 16 at conv/g/g/g/g/g/g/g/g/g/g/g/g/g/g/g/",
        "empty-side | : there are no weights in it: conv/kernel:0 has no numbers",
        "external-link | : 'kernel:0' is an external link, only hard links are allowed",
        "external-link-latest | : 'kernel:0' is an external link, only hard links are allowed",
        "external-storage | : an array keeps its numbers in other files, which is not allowed",
        "fletcher32 | : conv/kernel:0 is stored through filter 3, wanted shuffle (2), then deflate (1)",
        "group-in-itself | : the object header at byte 800 overlaps another part of the file, or is"
            + " used twice",
        "growing | : conv/kernel:0 has an index of chunks of kind 4, wanted 1 to 3",
        "integers | : there are no weights in it: conv/kernel:0 holds integers, wanted floats",
        "long-name | : a group has a member with a name of more than 255 bytes",
        "long-name-latest | : a group has a member with a name of more than 255 bytes",
        "long-names-latest | : a group has a member with a name of more than 255 bytes",
        "long-path | : a path is longer than 1024 characters at conv/" + GS + "...",
        "lzf | : conv/kernel:0 is stored through filter 32000, wanted shuffle (2), then deflate (1)",
        "named-type | : conv/kernel:0 is neither a group nor an array",
        "no-arrays | : there is no array in it",
        "no-numbers | : there are no weights in it: conv/kernel:0 has no numbers",
        "no-shape | : there are no weights in it: conv/kernel:0 has no numbers",
        "soft-link-loop | : 'a' is a soft link, only hard links are allowed",
        "soft-link-loop-latest | : 'a' is a soft link, only hard links are allowed",
        "strings | : conv/kernel:0 holds strings, wanted floats",
        "texts | : conv/kernel:0 holds variable-length values, wanted floats",
        "truth-values | : conv/kernel:0 holds enumerations, wanted floats",
        "unfiltered-edge | : conv/kernel:0 has chunks with flags 1, wanted 0 or 2",
        "user-block | ' does not begin as an HDF5 file does'",
        "virtual | : conv/kernel:0 is stored in way 3, a virtual dataset, wanted 0 to 2",
      })
  void refuses(String name, String message) {
    Path file = FOLDER.resolve(name + ".h5");
    try (FileBytes source = FileBytes.open(file)) {
      assertThatThrownBy(() -> new KerasFile(source))
          .isInstanceOf(ModelFormatException.class)
          .hasMessage("model " + file + message);
    }
  }

  @Test
  void hasNoFileWithoutItsMessage() throws Exception {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files).hasSize(31);
    }
  }
}

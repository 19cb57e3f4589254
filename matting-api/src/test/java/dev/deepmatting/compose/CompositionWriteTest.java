package dev.deepmatting.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageProperties;
import dev.deepmatting.image.Resolution;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompositionWriteTest {
  private static final Colour RED = new Colour(250, 0, 0);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"a.png, true", "a.tif, true", "a.TIFF, true", "a.jpg, false", "a.jpeg, false"})
  void writesTheFormatOfTheEnding(String name, boolean exact) throws Exception {
    Path file = folder.resolve(name);
    Composition composition =
        Composition.builder(SampleObjects.whole(16, 8, RED)).onto(Colour.WHITE).build();

    composition.write(file, ImageProperties.none().withResolution(Resolution.of(300)));

    Colour found = SampleObjects.colourAt(ImageIO.read(file.toFile()), 3, 3);
    assertThat(found.red()).isBetween(exact ? 250 : 247, exact ? 250 : 253);
    assertThat(ImageFiles.readProperties(file).resolution()).contains(Resolution.of(300));
  }

  /** The composition could not be computed either: the file is looked at first. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.gif  | is of no format that can be written, wanted one of .png, .tif, .tiff, .jpg, .jpeg
          a      | is of no format that can be written, wanted one of .png, .tif, .tiff, .jpg, .jpeg
          a.jpg  | is to hold transparency, wanted one of .png, .tif, .tiff
          x/a.png | cannot be written, wanted the folder
          d.png  | is a directory, wanted a file to write
          """)
  void refusesAFileBeforeItComputes(String name, String reason) throws Exception {
    Files.createDirectory(folder.resolve("d.png"));
    CutOut empty = SampleObjects.rectangle(4, 4, new Box(0, 0, 0, 0), RED);
    Composition composition = Composition.builder(empty).cropToObject(0).build();

    assertThatThrownBy(() -> composition.write(folder.resolve(name)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("file " + folder.resolve(name))
        .hasMessageContaining(reason);
    assertThat(folder).isDirectoryNotContaining(file -> Files.isRegularFile(file));
  }

  @Test
  void writesSixteenBits() throws Exception {
    Path file = folder.resolve("wide.png");

    Composition.builder(SampleObjects.sample()).bitDepth(16).build().write(file);

    assertThat(ImageIO.read(file.toFile()).getColorModel().getComponentSize())
        .containsExactly(16, 16, 16, 16);
  }
}

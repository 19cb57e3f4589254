package dev.deepmatting.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairFinderTest {
  @TempDir Path root;
  private Path images;
  private Path trimaps;

  @BeforeEach
  void makeFolders() throws IOException {
    images = Files.createDirectory(root.resolve("images"));
    trimaps = Files.createDirectory(root.resolve("trimaps"));
  }

  @Test
  void takesTwoFilesAsTheyAre() throws IOException {
    Path image = file(images, "photo.final.jpg");
    Path trimap = file(trimaps, "other.png");

    assertThat(PairFinder.find(image, trimap).pairs())
        .containsExactly(new Pair("photo.final", image, trimap));
  }

  @Test
  void matchesFoldersByStem() throws IOException {
    Path b = file(images, "b.JPG");
    Path a = file(images, "a.png");
    Path aTrimap = file(trimaps, "a.png");
    Path bTrimap = file(trimaps, "b-trimap.png");
    file(images, "notes.txt");
    file(trimaps, "._a.png");

    Pair.Found found = PairFinder.find(images, trimaps);

    assertThat(found.pairs()).containsExactly(new Pair("a", a, aTrimap), new Pair("b", b, bTrimap));
    assertThat(found.orphans()).isEmpty();
  }

  @Test
  void findsTheTrimapOfOneImageInAFolder() throws IOException {
    Path image = file(images, "a.jpg");
    Path trimap = file(images, "a-trimap.png");

    assertThat(PairFinder.find(image, images).pairs())
        .containsExactly(new Pair("a", image, trimap));
  }

  @Test
  void acceptsTrimapsAndEarlierResultsBesideTheImages() throws IOException {
    Path image = file(images, "a.jpg");
    Path trimap = file(images, "a-trimap.png");
    file(images, "a-alpha.png");
    file(images, "a-cutout.png");

    Pair.Found found = PairFinder.find(images, images);

    assertThat(found.pairs()).containsExactly(new Pair("a", image, trimap));
    assertThat(found.orphans()).isEmpty();
  }

  @Test
  void reportsFilesWithoutACounterpart() throws IOException {
    file(images, "a.jpg");
    file(trimaps, "a.png");
    Path lone = file(images, "lone.jpg");
    file(trimaps, "left.png");

    assertThat(PairFinder.find(images, trimaps).orphans())
        .containsExactly(
            "image "
                + lone
                + " has no trimap in "
                + trimaps
                + ", wanted lone.png or lone-trimap.png",
            "trimap " + trimaps.resolve("left.png") + " has no image in " + images);
  }

  @Test
  void refusesTwoImagesWithOneStem() throws IOException {
    file(images, "a.jpg");
    file(images, "a.png");
    file(trimaps, "a.png");

    assertRefused(images, trimaps, "folder " + images + " has a.jpg, a.png for 'a', wanted one");
  }

  @Test
  void refusesTwoTrimapsForOneImage() throws IOException {
    file(images, "a.jpg");
    file(trimaps, "a.png");
    file(trimaps, "a-trimap.png");

    assertRefused(
        images, trimaps, "folder " + trimaps + " has a.png, a-trimap.png for 'a', wanted one");
  }

  @Test
  void refusesFoldersWithoutAnyPair() throws IOException {
    file(images, "a.jpg");

    assertRefused(images, trimaps, "no picture in " + images + " has a trimap in " + trimaps);
  }

  @Test
  void refusesOneTrimapForAFolder() throws IOException {
    Path trimap = file(trimaps, "a.png");

    assertRefused(images, trimap, "--trimap is the file " + trimap + ", wanted a folder");
  }

  @Test
  void refusesWhatDoesNotExist() throws IOException {
    Path image = file(images, "a.jpg");
    Path missing = trimaps.resolve("a.png");

    assertRefused(missing, image, "--image is '" + missing + "', wanted a file or folder that");
    assertRefused(image, missing, "--trimap is '" + missing + "', wanted a file or folder that");
  }

  private static void assertRefused(Path image, Path trimap, String message) {
    assertThatThrownBy(() -> PairFinder.find(image, trimap))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(message);
  }

  private static Path file(Path folder, String name) throws IOException {
    return Files.createFile(folder.resolve(name));
  }
}

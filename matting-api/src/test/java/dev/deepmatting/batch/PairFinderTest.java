package dev.deepmatting.batch;

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

    assertThat(MattingPairs.find(image, trimap).pairs())
        .containsExactly(new MattingPair("photo.final", image, trimap));
  }

  @Test
  void matchesFoldersByStem() throws IOException {
    Path b = file(images, "b.JPG");
    Path a = file(images, "a.png");
    Path aTrimap = file(trimaps, "a.png");
    Path bTrimap = file(trimaps, "b-trimap.png");
    file(images, "notes.txt");
    file(trimaps, "._a.png");

    MattingPairs found = MattingPairs.find(images, trimaps);

    assertThat(found.pairs())
        .containsExactly(new MattingPair("a", a, aTrimap), new MattingPair("b", b, bTrimap));
    assertThat(found.unmatched()).isEmpty();
  }

  @Test
  void findsTheTrimapOfOneImageInAFolder() throws IOException {
    Path image = file(images, "a.jpg");
    Path trimap = file(images, "a-trimap.png");

    assertThat(MattingPairs.find(image, images).pairs())
        .containsExactly(new MattingPair("a", image, trimap));
  }

  @Test
  void acceptsTrimapsAndEarlierResultsBesideTheImages() throws IOException {
    Path image = file(images, "a.jpg");
    Path trimap = file(images, "a-trimap.png");
    file(images, "a-alpha.png");
    file(images, "a-cutout.png");

    MattingPairs found = MattingPairs.find(images, images);

    assertThat(found.pairs()).containsExactly(new MattingPair("a", image, trimap));
    assertThat(found.unmatched()).isEmpty();
  }

  @Test
  void reportsFilesWithoutACounterpart() throws IOException {
    file(images, "a.jpg");
    file(trimaps, "a.png");
    Path lone = file(images, "lone.jpg");
    file(trimaps, "left.png");

    assertThat(MattingPairs.find(images, trimaps).unmatched())
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

    assertRefused(images, trimap, "trimaps is the file " + trimap + ", wanted a folder");
  }

  @Test
  void refusesWhatDoesNotExist() throws IOException {
    Path image = file(images, "a.jpg");
    Path missing = trimaps.resolve("a.png");

    assertRefused(missing, image, "images is '" + missing + "', wanted a file or folder that");
    assertRefused(image, missing, "trimaps is '" + missing + "', wanted a file or folder that");
  }

  @Test
  void aGlobTakesFilesOfSeveralFolders() throws IOException {
    Path direct = file(images, "a.jpg");
    Path deep = file(Files.createDirectories(images.resolve("x").resolve("y")), "b.jpg");
    file(images, "c.tif");
    file(images, ".d.jpg");
    Path aTrimap = file(trimaps, "a.png");
    Path bTrimap = file(trimaps, "b-trimap.png");

    MattingPairs found = MattingPairs.find(images + "/**/*.jpg", trimaps + "/{a,b}*.p?g");

    assertThat(found.pairs())
        .containsExactly(
            new MattingPair("a", direct, aTrimap), new MattingPair("b", deep, bTrimap));
    assertThat(found.unmatched()).isEmpty();
  }

  @Test
  void globsTellImagesAndTrimapsOfOneFolderApart() throws IOException {
    Path image = file(images, "a.jpg");
    Path trimap = file(images, "a.png");

    assertThat(MattingPairs.find(images + "/*.jpg", images + "/*.png").pairs())
        .containsExactly(new MattingPair("a", image, trimap));
    assertThat(MattingPairs.find(image.toString(), images + "/*").pairs())
        .containsExactly(new MattingPair("a", image, trimap));
  }

  @Test
  void aNameWithBracketsIsNoGlob() throws IOException {
    Path folder = Files.createDirectory(root.resolve("photos [2024]"));
    Path image = file(folder, "a.jpg");
    Path trimap = file(folder, "a-trimap.png");

    assertThat(MattingPairs.find(folder, folder).pairs())
        .containsExactly(new MattingPair("a", image, trimap));
  }

  @Test
  void refusesImagesOfOneNameInSeveralFolders() throws IOException {
    Path first = file(Files.createDirectory(images.resolve("x")), "a.jpg");
    Path second = file(Files.createDirectory(images.resolve("y")), "a.jpg");
    file(trimaps, "a.png");
    String glob = images + "/*/*.jpg";

    assertThatThrownBy(() -> MattingPairs.find(glob, trimaps.toString()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("glob %s has %s, %s for 'a', wanted one of them", glob, first, second);
  }

  @Test
  void refusesAGlobWithoutFilesOrOutOfForm() throws IOException {
    file(trimaps, "a.png");
    String none = images + "/*.jpg";
    String broken = images + "/[a.jpg";

    assertThatThrownBy(() -> MattingPairs.find(none, trimaps.toString()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("images is '%s', wanted a glob that matches a file", none);
    assertThatThrownBy(() -> MattingPairs.find(broken, trimaps.toString()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("glob is '" + broken + "', wanted one such as");
  }

  @Test
  void refusesNamesThatLeadElsewhere() {
    assertThatThrownBy(() -> new MattingPair("../a", images, trimaps))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("name is '../a', wanted a file name without folders");
  }

  private static void assertRefused(Path image, Path trimap, String message) {
    assertThatThrownBy(() -> MattingPairs.find(image, trimap))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(message);
  }

  private static Path file(Path folder, String name) throws IOException {
    return Files.createFile(folder.resolve(name));
  }
}

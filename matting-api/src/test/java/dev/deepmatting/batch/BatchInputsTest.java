package dev.deepmatting.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchInputsTest {
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

    assertThat(find(image, trimap).inputs())
        .containsExactly(new BatchInput("photo.final", image, Optional.of(trimap)));
  }

  @Test
  void matchesFoldersByStem() throws IOException {
    Path b = file(images, "b.JPG");
    Path a = file(images, "a.png");
    Path aTrimap = file(trimaps, "a.png");
    Path bTrimap = file(trimaps, "b-trimap.png");
    file(images, "notes.txt");
    file(trimaps, "._a.png");

    BatchInputs found = find(images, trimaps);

    assertThat(found.inputs())
        .containsExactly(BatchInput.of(a, aTrimap), BatchInput.of(b, bTrimap));
    assertThat(found.unmatched()).isEmpty();
  }

  @Test
  void findsTheTrimapOfOneImageInAFolder() throws IOException {
    Path image = file(images, "a.jpg");
    Path trimap = file(images, "a-trimap.png");

    assertThat(find(image, images).inputs()).containsExactly(BatchInput.of(image, trimap));
  }

  @Test
  void acceptsTrimapsAndEarlierResultsBesideTheImages() throws IOException {
    Path image = file(images, "a.jpg");
    Path trimap = file(images, "a-trimap.png");
    file(images, "a-alpha.png");
    file(images, "a-cutout.png");

    BatchInputs found = find(images, images);

    assertThat(found.inputs()).containsExactly(BatchInput.of(image, trimap));
    assertThat(found.unmatched()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trimap",
        "alpha",
        "cutout",
        "mask",
        "scribbles",
        "composite",
        "preview",
        "foreground"
      })
  void whatLiesBesideAPhotographIsNoImageWhateverIsAskedFor(String kind) throws IOException {
    Path image = file(images, "a.jpg");
    file(images, "a-" + kind + ".png");
    Path alone = file(images, "b-" + kind + ".png");
    Path trimap = file(trimaps, "a.png");
    Path other = file(trimaps, "b-" + kind + ".png");

    assertThat(find(images, trimaps).inputs())
        .containsExactly(BatchInput.of(image, trimap), BatchInput.of(alone, other));
    assertThat(BatchInputs.find(images.toString()).inputs())
        .extracting(BatchInput::image)
        .containsExactly(ImageInput.of(image), ImageInput.of(alone));
  }

  @Test
  void anImageWithAHintOfItsOwnIsOneThoughItsNameEndsLikeAnothers() throws IOException {
    Path image = file(images, "portrait.jpg");
    Path masked = file(images, "portrait-mask.jpg");
    file(images, "portrait-trimap.jpg");
    Path trimap = file(trimaps, "portrait-trimap.png");
    Path own = file(trimaps, "portrait-mask.png");

    assertThat(find(images, trimaps).inputs())
        .containsExactly(BatchInput.of(image, trimap), BatchInput.of(masked, own));
  }

  @Test
  void hintsMayBeOfAnyKind() throws IOException {
    Path image = file(images, "a.jpg");
    file(images, "b.jpg");
    Path depth = file(images, "a-depth.png");
    file(trimaps, "lone-depth.png");

    BatchInputs beside = BatchInputs.find(images.toString(), "depth", images.toString());

    assertThat(beside.inputs()).containsExactly(BatchInput.of(image, depth));
    assertThat(beside.unmatched())
        .containsExactly(
            "image "
                + images.resolve("b.jpg")
                + " has no depth in "
                + images
                + ", wanted b-depth.png");
    assertThatThrownBy(() -> BatchInputs.find(images.toString(), "alpha", trimaps.toString()))
        .hasMessageStartingWith("no picture in " + images + " has an alpha in " + trimaps);
  }

  @Test
  void refusesHintsWithoutAKind() throws IOException {
    file(images, "a.jpg");

    assertThatThrownBy(() -> BatchInputs.find(images.toString(), " ", trimaps.toString()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("kind is ' ', wanted a word such as alpha");
  }

  @Test
  void refusesAFolderWithoutPictures() {
    assertThatThrownBy(() -> BatchInputs.find(images.toString()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("images is " + images + ", wanted a folder with pictures");
  }

  @Test
  void reportsFilesWithoutACounterpart() throws IOException {
    file(images, "a.jpg");
    file(trimaps, "a.png");
    Path lone = file(images, "lone.jpg");
    file(trimaps, "left.png");

    assertThat(find(images, trimaps).unmatched())
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
  void saysThatANameIsNotUtf8() throws IOException {
    Path image = file(images, "a.jpg");

    assertRefused(
        images.resolve("caf\ufffd.jpg"), image, "images is '" + images.resolve("caf\ufffd.jpg"));
    assertThatThrownBy(() -> find(images.resolve("caf\ufffd.jpg"), image))
        .hasMessageEndingWith("exists; its name is not UTF-8, so name its folder");
  }

  @Test
  void aGlobTakesFilesOfSeveralFolders() throws IOException {
    Path direct = file(images, "a.jpg");
    Path deep = file(Files.createDirectories(images.resolve("x").resolve("y")), "b.jpg");
    file(images, "c.tif");
    file(images, ".d.jpg");
    Path aTrimap = file(trimaps, "a.png");
    Path bTrimap = file(trimaps, "b-trimap.png");

    BatchInputs found = find(images + "/**/*.jpg", trimaps + "/{a,b}*.p?g");

    assertThat(found.inputs())
        .containsExactly(BatchInput.of(direct, aTrimap), BatchInput.of(deep, bTrimap));
    assertThat(found.unmatched()).isEmpty();
  }

  @Test
  void globsTellImagesAndTrimapsOfOneFolderApart() throws IOException {
    Path image = file(images, "a.jpg");
    Path trimap = file(images, "a.png");

    assertThat(find(images + "/*.jpg", images + "/*.png").inputs())
        .containsExactly(BatchInput.of(image, trimap));
    assertThat(find(image.toString(), images + "/*").inputs())
        .containsExactly(BatchInput.of(image, trimap));
  }

  /** Each folder is looked into once, however many ways of the pattern lead there. */
  @Test
  void manyAnyFoldersFindAFileOfADeepFolder() throws IOException {
    Path deep = Files.createDirectories(images.resolve("x/".repeat(40)));
    Path image = file(deep, "a.jpg");
    file(trimaps, "a.png");

    BatchInputs found = find(images + "/**/x".repeat(20) + "/*.jpg", trimaps.toString());

    assertThat(found.inputs()).extracting(BatchInput::image).containsExactly(ImageInput.of(image));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void anUnfitNameDoesNotKeepTheOthersFromTheirTurn() throws IOException {
    Path image = file(images, "a.jpg");
    file(trimaps, "a.png");
    Path unfit = file(images, "b\u0001\n.jpg");
    file(trimaps, "b\u0001\n.png");

    BatchInputs found = find(images, trimaps);

    assertThat(found.inputs()).extracting(BatchInput::image).containsExactly(ImageInput.of(image));
    assertThat(found.unmatched())
        .containsExactly(
            "image " + unfit + " has a name with control characters, which results cannot have");
  }

  /** A Mac writes an accent as a character of its own. */
  @Test
  void namesMatchHoweverTheirAccentsAreWritten() throws IOException {
    Path image = file(images, "cafe\u0301.jpg");
    Path trimap = file(trimaps, "caf\u00e9-trimap.png");

    BatchInputs found = find(images, trimaps);

    assertThat(found.inputs()).extracting(BatchInput::image).containsExactly(ImageInput.of(image));
    assertThat(found.inputs())
        .extracting(BatchInput::hint)
        .containsExactly(Optional.of(ImageInput.of(trimap)));
    assertThat(found.unmatched()).isEmpty();
  }

  @Test
  void aNameWithBracketsIsNoGlob() throws IOException {
    Path folder = Files.createDirectory(root.resolve("photos [2024]"));
    Path image = file(folder, "a.jpg");
    Path trimap = file(folder, "a-trimap.png");

    assertThat(find(folder, folder).inputs()).containsExactly(BatchInput.of(image, trimap));
  }

  @Test
  void refusesImagesOfOneNameInSeveralFolders() throws IOException {
    Path first = file(Files.createDirectory(images.resolve("x")), "a.jpg");
    Path second = file(Files.createDirectory(images.resolve("y")), "a.jpg");
    file(trimaps, "a.png");
    String glob = images + "/*/*.jpg";

    assertThatThrownBy(() -> find(glob, trimaps.toString()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("glob %s has %s, %s for 'a', wanted one of them", glob, first, second);
  }

  @Test
  void refusesAGlobWithoutFilesOrOutOfForm() throws IOException {
    file(trimaps, "a.png");
    String none = images + "/*.jpg";
    String broken = images + "/[a.jpg";

    assertThatThrownBy(() -> find(none, trimaps.toString()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("images is '%s', wanted a glob that matches a file", none);
    assertThatThrownBy(() -> find(broken, trimaps.toString()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("glob is '" + broken + "', wanted one such as");
  }

  @Test
  void refusesNamesThatLeadElsewhere() {
    assertThatThrownBy(() -> new BatchInput("../a", images, Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("name is '../a', wanted a file name without folders or control characters");
  }

  private static BatchInputs find(Object images, Object trimaps) {
    return BatchInputs.find(images.toString(), "trimap", trimaps.toString());
  }

  private static void assertRefused(Path image, Path trimap, String message) {
    assertThatThrownBy(() -> find(image, trimap))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(message);
  }

  private static Path file(Path folder, String name) throws IOException {
    return Files.createFile(folder.resolve(name));
  }
}

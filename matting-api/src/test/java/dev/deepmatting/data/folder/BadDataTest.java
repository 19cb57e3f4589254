package dev.deepmatting.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a data set is said when it is built, or when the picture is asked for. */
class BadDataTest {
  @TempDir private Path root;
  private DataFolders data;

  @BeforeEach
  void setUp() throws IOException {
    data = new DataFolders(root).with(1, 1);
  }

  @Test
  void refusesToBuildWithoutFolders() {
    refuses(
        CompositionDataset.builder().backgrounds(data.backgrounds()),
        "no folder with foregrounds is set, wanted foregrounds and alphas, cutouts or adobe");
    refuses(data.builder().backgrounds(), "backgrounds has no folder, wanted at least 1");
    refuses(
        data.builder().alphas(),
        "alphas is 0 folders, wanted one for each of the 1 of foregrounds");
  }

  @Test
  void refusesFoldersThatAreNotThere() throws IOException {
    Path nowhere = root.resolve("nowhere");
    Path file = data.text("file", "x");

    refuses(
        data.builder().foregrounds(nowhere),
        "foregrounds is '%s', wanted a folder that exists",
        nowhere);
    refuses(data.builder().alphas(file), "alphas is '%s', wanted a folder that exists", file);
    refuses(
        data.builder().cutouts(nowhere), "cutouts is '%s', wanted a folder that exists", nowhere);
    refuses(data.builder().adobe(nowhere), "adobe is '%s', wanted a folder that exists", nowhere);
    refuses(
        data.builder().backgrounds(nowhere),
        "backgrounds is '%s', wanted a folder that exists",
        nowhere);
  }

  @Test
  void refusesFoldersWithoutPictures() throws IOException {
    Path empty = data.text("empty/sub/readme.txt", "no picture").getParent().getParent();
    String wanted =
        " is '%s' without a picture, wanted at least 1 (jpg, png, tif, webp, bmp or gif)";

    refuses(data.builder().foregrounds(empty), "foregrounds" + wanted, empty);
    refuses(data.builder().alphas(empty), "alphas" + wanted, empty);
    refuses(data.builder().cutouts(empty), "cutouts" + wanted, empty);
    refuses(data.builder().backgrounds(empty), "backgrounds" + wanted, empty);
    refuses(
        data.builder().adobe(empty),
        "adobe is '%s', wanted a folder with the folders fg and alpha side by side in it, at any"
            + " depth (a folder Test_set is left out)",
        empty);
  }

  @Test
  void namesForegroundsWithoutAlpha() throws IOException {
    for (String name : new String[] {"d", "a", "c", "b"}) {
      data.colours("fg/" + name + ".png", 1, 1, 1);
    }

    refuses(
        data.builder(),
        "foregrounds in %s have no alpha for 4 of 5: a, b, c, ..., wanted one of the same name in"
            + " %s",
        data.foregrounds(),
        data.alphas());
  }

  @Test
  void namesAlphasWithoutForeground() throws IOException {
    data.alpha("alpha/a.png", 1, 2);

    refuses(
        data.builder(),
        "alphas in %s have no foreground for 1 of 2: a, wanted one of the same name in %s",
        data.alphas(),
        data.foregrounds());
  }

  @Test
  void refusesPicturesThatDifferInTheirEndingsAlone() throws IOException {
    data.colours("fg/f0.jpg", 1, 1, 1);

    refuses(
        data.builder(),
        "folder %s has f0.jpg, f0.png for 'f0', wanted one of them",
        data.foregrounds());
  }

  @Test
  void refusesValuesOutOfRange() {
    assertThatThrownBy(() -> data.builder().backgroundsPerForeground(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("backgroundsPerForeground is 0, wanted at least 1");
    assertThatThrownBy(() -> data.builder().cacheBytes(-1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("cacheBytes is -1, wanted at least 0");
    assertThatThrownBy(() -> data.builder().maxPixels(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("maxPixels is 0, wanted at least 1");
    refuses(
        data.builder().backgroundsPerForeground(Integer.MAX_VALUE),
        "backgroundsPerForeground is 2147483647, wanted at most 20000000 for 1 foregrounds");
  }

  @Test
  void namesBothFilesWhoseSizesDiffer() throws IOException {
    Path alpha = data.write(new BufferedImage(7, 4, BufferedImage.TYPE_BYTE_GRAY), "alpha/f0.png");
    data.write(half(7), "alpha/f0.png");

    fails(
        data.builder(),
        "alpha %s is 7x4, wanted the foreground %s's size 6x4",
        alpha,
        root.resolve("fg/f0.png"));
  }

  @Test
  void refusesAMatteWithoutForegroundOrEdge() throws IOException {
    Path alpha = data.alpha("alpha/f0.png", 0);
    fails(data.builder(), "alpha %s is 0 everywhere, wanted a foreground", alpha);

    data.gray("alpha/f0.png", BufferedImage.TYPE_USHORT_GRAY, 0, 128);
    fails(data.builder(), "alpha %s is 0 everywhere, wanted a foreground", alpha);

    data.alpha("alpha/f0.png", 255);
    fails(
        data.builder(),
        "alpha %s is 1 everywhere, wanted a foreground with an edge in the picture",
        alpha);

    data.alpha("alpha/f0.png", 100);
    assertThat(data.builder().build().layers(0).name()).isEqualTo("f0_b0");
  }

  @Test
  void namesAFileThatIsNoPicture() throws IOException {
    Path text = data.text("bg/b0.jpg", "This is a text.");
    Files.delete(root.resolve("bg/b0.png"));

    assertThatThrownBy(() -> data.builder().build().layers(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("file %s is not an image of a known format, wanted BMP", text);
  }

  @Test
  void namesAFileThatIsTooLargeOrColoured() throws IOException {
    Path alpha = root.resolve("alpha/f0.png");
    fails(
        data.builder().maxPixels(20), "file %s declares 6x4 pixels, wanted 1 to 20 in all", alpha);

    data.colours("alpha/f0.png", 1, 2, 3);
    fails(
        data.builder(), "file %s: image has the colour (1, 2, 3) at x 0, y 0, wanted gray", alpha);
  }

  @Test
  void aFileThatVanishesHarmsOnlyItsOwnSamples() throws IOException {
    data.with(2, 2);
    CompositionDataset dataset =
        data.builder().shuffle(false).backgroundsPerForeground(2).cacheBytes(0).build();
    assertThat(dataset.layers(0).name()).startsWith("f0_");
    Path gone = root.resolve("alpha/f0.png");
    byte[] content = Files.readAllBytes(gone);
    Files.delete(gone);

    assertThatThrownBy(() -> dataset.layers(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("file %s does not exist, wanted an image file", gone);
    assertThat(dataset.layers(2).name()).startsWith("f1_");
    Files.write(gone, content);
    assertThat(dataset.layers(0).name()).startsWith("f0_");
  }

  private static BufferedImage half(int width) {
    BufferedImage image = new BufferedImage(width, 4, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, 128);
    return image;
  }

  private static void refuses(
      CompositionDataset.Builder builder, String message, Object... values) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message, values);
  }

  private static void fails(CompositionDataset.Builder builder, String message, Object... values) {
    CompositionDataset dataset = builder.build();
    assertThatThrownBy(() -> dataset.layers(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message, values);
  }
}

package dev.deepmatting.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.data.Foreground;
import dev.deepmatting.data.Layers;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files make up a data set, in which order, and what is read of them. */
class PicturesTest {
  @TempDir private Path root;
  private DataFolders data;

  @BeforeEach
  void setUp() {
    data = new DataFolders(root);
  }

  @Test
  void givesTheLayersOfTheFiles() throws IOException {
    data.with(1, 1);

    Layers layers = data.builder().build().layers(0);

    assertThat(layers.name()).isEqualTo("f0_b0");
    assertThat(layers.foreground().name()).isEqualTo("f0");
    assertThat(layers.foreground().colours().sample8(3, 2, 1)).isEqualTo(20);
    assertThat(layers.foreground().alpha().alphaAt(1, 3)).isEqualTo(128 / 255f);
    assertThat(layers.foreground().alpha().alphaAt(2, 3)).isEqualTo(1);
    assertThat(layers.background().sample8(5, 3, 2)).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"png, tif", "jpg, png", "tif, jpg", "bmp, bmp"})
  void matchesByStemWhateverTheFormat(String colours, String alpha) throws IOException {
    data.colours("fg/a.final." + colours, 10, 20, 30);
    data.alpha("alpha/a.final." + alpha, 0, 0, 0, 255, 255, 255);
    data.colours("bg/b.jpg", 1, 1, 1);

    Foreground foreground = data.builder().build().layers(0).foreground();

    assertThat(foreground.name()).isEqualTo("a.final");
    assertThat(foreground.colours().sample8(2, 2, 2)).isCloseTo(30, within(2));
    assertThat(foreground.alpha().alphaAt(0, 0)).isCloseTo(0, within(0.05f));
    assertThat(foreground.alpha().alphaAt(5, 3)).isCloseTo(1, within(0.05f));
  }

  @Test
  void keepsSixteenBitsAndTakesGrayColours() throws IOException {
    data.gray("fg/a.png", BufferedImage.TYPE_USHORT_GRAY, 1000);
    data.gray("alpha/a.png", BufferedImage.TYPE_USHORT_GRAY, 0, 40000);
    data.alpha("bg/b.png", 77);

    Layers layers = data.builder().build().layers(0);

    assertThat(layers.foreground().colours().bitDepth()).isEqualTo(16);
    assertThat(layers.foreground().colours().sample(0, 0, 1)).isEqualTo(1000 / 65535f);
    assertThat(layers.foreground().alpha().alphaAt(1, 0)).isEqualTo(40000 / 65535f);
    assertThat(layers.background().sample8(0, 0, 0)).isEqualTo(77);
  }

  @Test
  void takesAMatteWithEqualColoursForAGrayOne() throws IOException {
    data.with(1, 1);
    data.gray("alpha/f0.png", BufferedImage.TYPE_3BYTE_BGR, 0, 51);

    Foreground foreground = data.builder().build().foreground(0);

    assertThat(foreground.alpha().alphaAt(1, 0)).isEqualTo(0.2f);
  }

  @Test
  void looksForBackgroundsInSubfoldersButNotInHiddenOnes() throws IOException {
    data.with(1, 0);
    data.colours("bg/val2017/2.jpg", 1, 1, 1);
    data.colours("bg/train2017/3.png", 1, 1, 1);
    data.colours("bg/train2017/deep/1.png", 1, 1, 1);
    data.colours("bg/9.png", 1, 1, 1);
    data.colours("bg/.thumbnails/0.png", 1, 1, 1);
    data.colours("bg/.0.png", 1, 1, 1);
    data.text("bg/labels.txt", "no picture");

    assertThat(data.builder().build().backgroundNames())
        .containsExactly("9.png", "3.png", "1.png", "2.jpg");
  }

  @Test
  void countsABackgroundOnceThatIsReachedTwice() throws IOException {
    data.with(1, 0);
    data.colours("bg/train2017/1.png", 1, 1, 1);

    CompositionDataset dataset =
        data.builder().backgrounds(data.backgrounds(), root.resolve("bg/./train2017")).build();

    assertThat(dataset.backgroundNames()).containsExactly("1.png");
  }

  @Test
  void followsALinkToAFolder() throws IOException {
    data.with(1, 0);
    data.colours("disk/coco/1.png", 1, 1, 1);
    Files.createDirectories(data.backgrounds());
    Files.createSymbolicLink(root.resolve("bg/linked"), root.resolve("disk/coco"));

    assertThat(data.builder().build().backgroundNames()).containsExactly("1.png");
  }

  @Test
  void matchesForegroundsWithTheAlphasOfTheCorrespondingFolder() throws IOException {
    data.with(1, 1);
    data.colours("fg2/f0.png", 40, 50, 60);
    data.alpha("alpha2/f0.png", 51, 255);

    CompositionDataset dataset =
        data.builder()
            .foregrounds(data.foregrounds(), root.resolve("fg2"))
            .alphas(data.alphas(), root.resolve("alpha2"))
            .build();

    assertThat(dataset.foregroundNames()).containsExactly("fg/f0.png", "fg2/f0.png");
    assertThat(dataset.foreground(0).alpha().alphaAt(0, 0)).isZero();
    assertThat(dataset.foreground(1).alpha().alphaAt(0, 0)).isEqualTo(0.2f);
    assertThat(dataset.foreground(1).colours().sample8(0, 0, 0)).isEqualTo(40);
  }

  @Test
  void findsTheFoldersOfTheAdobeLayoutAtAnyDepthButNotThoseOfTheTest() throws IOException {
    data.with(0, 1);
    data.foreground("set/Training_set/Other/FG", "set/Training_set/Other/Alpha", "b");
    data.foreground("set/Training_set/Adobe images/fg", "set/Training_set/Adobe images/alpha", "c");
    data.foreground("set/Test_set/Adobe images/fg", "set/Test_set/Adobe images/alpha", "t");
    data.colours("set/Training_set/fg/alone.png", 1, 1, 1);
    data.foreground("set/fg", "set/alpha", "a");
    CompositionDataset.Builder builder =
        CompositionDataset.builder().backgrounds(data.backgrounds());

    assertThat(builder.adobe(root.resolve("set")).build().foregroundNames())
        .containsExactly("a.png", "c.png", "b.png");
    assertThat(builder.adobe(root.resolve("set/Test_set")).build().foregroundNames())
        .containsExactly("t.png");
  }

  @Test
  void takesForegroundsFromEverySourceInAFixedOrder() throws IOException {
    data.with(2, 1);
    data.foreground("set/fg", "set/alpha", "a");
    data.gray("cut/c.png", BufferedImage.TYPE_4BYTE_ABGR, 1, 2);
    CompositionDataset dataset =
        data.builder().cutouts(root.resolve("cut")).adobe(root.resolve("set")).build();

    assertThat(dataset.foregroundNames()).containsExactly("f0.png", "f1.png", "a.png", "c.png");
    assertThat(dataset.foreground(3).name()).isEqualTo("c");
    assertThat(dataset.foreground(6).name()).isEqualTo("a");
    assertThat(dataset.foreground(-4).name()).isEqualTo("f0");
    assertThat(dataset.foreground(Long.MIN_VALUE).name()).isEqualTo("f0");
  }

  @Test
  void describesItselfWithoutTheMachine() throws IOException {
    data.with(2, 3);
    data.gray("my/cut/c.png", BufferedImage.TYPE_4BYTE_ABGR, 1, 2);
    String name = root.getFileName().toString();

    CompositionDataset dataset =
        data.builder().cutouts(root.resolve("my/cut")).backgroundsPerForeground(2).seed(7).build();

    assertThat(dataset.describe())
        .isEqualTo(
            "3 foregrounds of %1$s/fg, my/cut; 3 backgrounds of %1$s/bg; 6 samples an epoch,"
                + " 2 for each foreground, shuffled by seed 7",
            name);
    assertThat(dataset.toBuilder().shuffle(false).build().describe())
        .endsWith("6 samples an epoch, 2 for each foreground, in the same order each");
  }

  @Test
  void laterChangesOfTheBuilderDoNotShow() throws IOException {
    data.with(3, 3);
    CompositionDataset.Builder builder = data.builder().seed(1);
    CompositionDataset dataset = builder.build();

    builder.seed(2).backgroundsPerForeground(5);

    assertThat(dataset.describe()).contains("seed 1");
    assertThat(DataFolders.epoch(dataset.toBuilder().build(), 0))
        .isEqualTo(DataFolders.epoch(dataset, 0));
  }
}

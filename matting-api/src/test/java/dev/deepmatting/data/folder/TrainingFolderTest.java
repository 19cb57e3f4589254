package dev.deepmatting.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.data.LayerSource;
import dev.deepmatting.error.InvalidInputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingFolderTest {
  private static final int FOREGROUNDS = 12;

  @TempDir private Path root;
  private DataFolders data;

  @BeforeEach
  void setUp() {
    data = new DataFolders(root);
  }

  @ParameterizedTest
  @CsvSource({
    "fg, alpha, bg",
    "foreground, alphas, background",
    "foregrounds, mattes, backgrounds",
    "FG, Alpha, BG"
  })
  void findsFoldersByTheirUsualNames(String colours, String alphas, String backgrounds)
      throws IOException {
    pairs(colours, alphas, backgrounds);

    TrainingFolder folder = TrainingFolder.open(root, 1);

    assertHeldOut(folder);
    assertThat(folder.training().samplesPerEpoch())
        .isEqualTo(100 * foregrounds(folder.training()).size());
    assertThat(folder.validation().samplesPerEpoch())
        .isEqualTo(foregrounds(folder.validation()).size());
    assertThat(folder.describe()).contains(colours, "; validation: ", "the 0.1 held out by seed 1");
  }

  @Test
  void findsCutoutsAndPairsTogether() throws IOException {
    pairs("fg", "alpha", "bg");
    cutout("cutouts/c0.png");

    TrainingFolder folder = TrainingFolder.open(root, 1).withHoldOut(0.5);

    Set<String> all = foregrounds(folder.training());
    all.addAll(foregrounds(folder.validation()));
    assertThat(all).hasSize(FOREGROUNDS + 1).contains("c0");
  }

  @Test
  void keepsAsManyBytesOfPicturesAsItMay() throws IOException {
    pairs("fg", "alpha", "bg");

    TrainingFolder folder = TrainingFolder.open(root, 1).withHoldOut(0.5).withCacheBytes(0);

    for (LayerSource side : List.of(folder.training(), folder.validation())) {
      side.layers(0);
      assertThat(((CompositionDataset) side).cacheStatistics().bytes()).isZero();
    }
    assertThat(folder.describe()).contains("the 0.5 held out by seed 1");
    assertThatThrownBy(() -> folder.withCacheBytes(-1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("cacheBytes is -1, wanted at least 0");
  }

  @Test
  void findsTheAdobeLayoutWithoutItsTestSet() throws IOException {
    for (String part : List.of("Training_set/Other", "Training_set/Adobe-licensed images")) {
      for (int i = 0; i < FOREGROUNDS; i++) {
        data.foreground(part + "/fg", part + "/alpha", part.length() + "-" + i);
      }
    }
    data.foreground("Test_set/fg", "Test_set/alpha", "test");
    backgrounds("bg");

    TrainingFolder folder = TrainingFolder.open(root, 1);

    assertHeldOut(folder);
    Set<String> all = foregrounds(folder.training());
    all.addAll(foregrounds(folder.validation()));
    assertThat(all).hasSize(2 * FOREGROUNDS).doesNotContain("test");
  }

  @Test
  void aFolderForValidationTakesThePlaceOfHoldingOut() throws IOException {
    pairs("fg", "alpha", "bg");
    data.foreground("validation/fg", "validation/alpha", "v0");
    data.colours("validation/bg/vb0.png", 1, 2, 3);

    TrainingFolder folder = TrainingFolder.open(root, 1);

    assertThat(foregrounds(folder.training())).hasSize(FOREGROUNDS).doesNotContain("v0");
    assertThat(DataFolders.names(folder.validation(), 0, 1)).containsExactly("v0_vb0");
    assertThatThrownBy(() -> folder.withHoldOut(0.2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "holdOut is 0.2, but '"
                + root
                + "' already separates its validation data, wanted one of the two");
  }

  @Test
  void aFolderForValidationMayDoWithoutBackgrounds() throws IOException {
    pairs("fg", "alpha", "bg");
    data.foreground("validation/fg", "validation/alpha", "v0");

    assertThat(DataFolders.names(TrainingFolder.open(root, 1).validation(), 0, 1))
        .allMatch(name -> name.matches("v0_b\\d"));
  }

  @Test
  void listsFixThePairsOfBothSides() throws IOException {
    pairs("fg", "alpha", "bg");
    CompositionDataset all = data.builder().build();
    NameLists.write(root, all.foregroundNames(), all.backgroundNames(), 2, 0.25, 1);

    TrainingFolder folder = TrainingFolder.open(root, 1);

    assertThat(folder.training().samplesPerEpoch()).isEqualTo(2 * 9);
    assertThat(folder.validation().samplesPerEpoch()).isEqualTo(2 * 3);
    assertThatThrownBy(() -> folder.withHoldOut(0.5)).hasMessageContaining("wanted one of the two");
  }

  @Test
  void theShareThatIsHeldOutCanBeSet() throws IOException {
    pairs("fg", "alpha", "bg");

    TrainingFolder folder = TrainingFolder.open(root, 1).withHoldOut(0.9);

    assertHeldOut(folder);
    assertThat(foregrounds(folder.validation())).hasSizeGreaterThan(FOREGROUNDS / 2);
    assertThatThrownBy(() -> folder.withHoldOut(1))
        .hasMessage("holdOut is 1.0, wanted above 0 and below 1");
  }

  @Test
  void trainingIsShuffledAndValidationIsNot() throws IOException {
    pairs("fg", "alpha", "bg");
    TrainingFolder folder = TrainingFolder.open(root, 1).withHoldOut(0.5);

    assertThat(DataFolders.epoch(folder.training(), 0))
        .isNotEqualTo(DataFolders.epoch(folder.training(), 1));
    assertThat(DataFolders.epoch(folder.validation(), 0))
        .isEqualTo(DataFolders.epoch(folder.validation(), 1));
  }

  @Test
  void saysWhatItLookedForAndWhatItFound() throws IOException {
    Path none = root.resolve("none");
    assertThatThrownBy(() -> TrainingFolder.open(none, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("data is '" + none + "', wanted a folder that exists");
    assertRefused(
        "data is '%s' without foregrounds, wanted the folders fg, foreground or foregrounds and"
            + " alpha, alphas or mattes, or cutouts, or those of the Adobe data set; found no"
            + " folder");

    data.colours("pictures/a.png", 1, 2, 3);
    assertRefused(
        "data is '%s' without foregrounds, wanted the folders fg, foreground or foregrounds and"
            + " alpha, alphas or mattes, or cutouts, or those of the Adobe data set; found the"
            + " folders pictures");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void saysWhichHalfOfThePairsIsMissing(boolean colours) throws IOException {
    data.colours((colours ? "fg" : "mattes") + "/a.png", 1, 2, 3);
    data.colours("bg/b.png", 1, 2, 3);

    assertRefused(
        colours
            ? "data is '%s' with foregrounds but no mattes, wanted a folder alpha, alphas or"
                + " mattes next to it; found the folders bg, fg"
            : "data is '%s' with mattes but no foregrounds, wanted a folder fg, foreground or"
                + " foregrounds next to it; found the folders bg, mattes");
  }

  @Test
  void saysThatBackgroundsAreMissing() throws IOException {
    data.foreground("fg", "alpha", "a");

    assertRefused(
        "data is '%s' without backgrounds, wanted a folder bg, background or backgrounds of"
            + " photographs in it; found the folders alpha, fg");
  }

  @Test
  void refusesTwoFoldersForTheSameThing() throws IOException {
    pairs("fg", "alpha", "bg");
    data.colours("foregrounds/a.png", 1, 2, 3);

    assertRefused("data is '%s' with the folders [fg, foregrounds], wanted one of them");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> TrainingFolder.open(root, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message, root);
  }

  private void pairs(String colours, String alphas, String backgrounds) throws IOException {
    for (int i = 0; i < FOREGROUNDS; i++) {
      data.foreground(colours, alphas, "f" + i);
    }
    backgrounds(backgrounds);
  }

  private void cutout(String name) throws IOException {
    BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(1, 1, 0x80ff0000);
    data.write(image, name);
  }

  private void backgrounds(String folder) throws IOException {
    for (int i = 0; i < 5; i++) {
      data.colours(folder + "/b" + i + ".png", i, 100, 200);
    }
  }

  private static void assertHeldOut(TrainingFolder folder) {
    assertThat(foregrounds(folder.validation())).isNotEmpty();
    assertThat(foregrounds(folder.training()))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(foregrounds(folder.validation()));
  }

  /** The foregrounds that an epoch shows. */
  private static Set<String> foregrounds(LayerSource source) {
    Set<String> names = new TreeSet<>();
    for (String name : DataFolders.epoch(source, 0)) {
      names.add(name.substring(0, name.lastIndexOf('_')));
    }
    return names;
  }
}

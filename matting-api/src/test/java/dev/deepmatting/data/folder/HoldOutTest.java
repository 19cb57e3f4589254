package dev.deepmatting.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that are kept for validation. */
class HoldOutTest {
  private static final int FOREGROUNDS = 12;
  private static final int BACKGROUNDS = 15;

  @TempDir private Path root;
  private DataFolders data;

  @BeforeEach
  void setUp() throws IOException {
    data = new DataFolders(root).with(FOREGROUNDS, BACKGROUNDS);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.1, 0.25, 0.5, 0.9, 0.999})
  void everyPictureIsOnOneSideAndNoSideIsEmpty(double share) {
    for (long seed = 0; seed < 10; seed++) {
      CompositionDataset training = dataset(share, Split.TRAINING, seed);
      CompositionDataset validation = dataset(share, Split.VALIDATION, seed);

      assertParted(FOREGROUNDS, training.foregroundNames(), validation.foregroundNames());
      assertParted(BACKGROUNDS, training.backgroundNames(), validation.backgroundNames());
    }
  }

  private static void assertParted(int count, List<String> training, List<String> validation) {
    assertThat(training).isNotEmpty().doesNotContainAnyElementsOf(validation);
    assertThat(validation).isNotEmpty();
    assertThat(training.size() + validation.size()).isEqualTo(count);
  }

  @Test
  void samplesShowTheirSideAlone() {
    for (Split split : Split.values()) {
      CompositionDataset dataset = dataset(0.3, split, 1);
      Set<String> foregrounds = new HashSet<>();
      Set<String> backgrounds = new HashSet<>();
      for (String name : DataFolders.names(dataset, 0, 200)) {
        foregrounds.add(name.split("_")[0] + ".png");
        backgrounds.add(name.split("_")[1] + ".png");
      }

      assertThat(foregrounds).containsExactlyInAnyOrderElementsOf(dataset.foregroundNames());
      assertThat(backgrounds).containsExactlyInAnyOrderElementsOf(dataset.backgroundNames());
      assertThat(IntStream.range(0, 50).mapToObj(i -> dataset.foreground(i).name() + ".png"))
          .isSubsetOf(dataset.foregroundNames());
      assertThat(dataset.samplesPerEpoch()).isEqualTo(dataset.foregroundNames().size());
    }
  }

  /** A change of this choice would let resumed runs learn from what they are measured on. */
  @Test
  void theChoiceStaysWhatItIs() {
    CompositionDataset validation = dataset(0.3, Split.VALIDATION, 1);

    assertThat(validation.foregroundNames()).containsExactly("f0.png", "f2.png");
    assertThat(validation.backgroundNames())
        .containsExactly("b0.png", "b3.png", "b4.png", "b8.png", "b9.png");
  }

  @Test
  void theShareIsThatOfTheChances() {
    List<ForegroundFiles> many =
        IntStream.range(0, 4000)
            .<ForegroundFiles>mapToObj(
                i -> new ForegroundFiles.CutOutFile(Path.of("object-" + i + ".png")))
            .toList();
    Pictures pictures =
        new Pictures(many, List.of(new Decodable.BackgroundFile(Path.of("one.png"))));

    assertThat(new HoldOut(0.1, Split.VALIDATION).of(pictures, 3).foregrounds())
        .hasSizeBetween(340, 460);
    assertThat(new HoldOut(0.1, Split.TRAINING).of(pictures, 3).foregrounds())
        .hasSizeBetween(3540, 3660);
  }

  @Test
  void aSeedMakesAChoiceOfItsOwn() {
    List<List<String>> choices =
        IntStream.range(0, 20)
            .mapToObj(seed -> dataset(0.3, Split.VALIDATION, seed).foregroundNames())
            .toList();

    assertThat(new HashSet<>(choices)).hasSizeGreaterThan(10);
    assertThat(choices.stream().flatMap(List::stream).distinct()).hasSize(FOREGROUNDS);
  }

  @Test
  void aFileThatIsAddedMovesNoOther() throws IOException {
    Set<String> training = Set.copyOf(dataset(0.4, Split.TRAINING, 5).foregroundNames());
    Set<String> validation = Set.copyOf(dataset(0.4, Split.VALIDATION, 5).foregroundNames());
    assertThat(validation).as("chosen by chance, not for want of one").hasSizeGreaterThan(1);

    for (int i = 0; i < 10; i++) {
      data.foreground("fg", "alpha", "added" + i);
    }

    assertThat(dataset(0.4, Split.TRAINING, 5).foregroundNames()).containsAll(training);
    assertThat(dataset(0.4, Split.VALIDATION, 5).foregroundNames()).containsAll(validation);
  }

  @Test
  void aNameIsOnOneSideWhateverItsFolderAndEnding() throws IOException {
    data.colours("other/f3.bmp", 1, 2, 3);
    data.alpha("othera/f3.png", 0, 255);
    CompositionDataset.Builder builder =
        data.builder()
            .foregrounds(data.foregrounds(), root.resolve("other"))
            .alphas(data.alphas(), root.resolve("othera"));

    for (long seed = 0; seed < 20; seed++) {
      List<String> names =
          builder.seed(seed).holdOut(0.5, Split.VALIDATION).build().foregroundNames();
      assertThat(names.stream().filter(name -> name.contains("f3")).count()).isIn(0L, 2L);
    }
  }

  @Test
  void ofTwoOneIsHeldOut() throws IOException {
    DataFolders two = new DataFolders(root.resolve("two")).with(2, 2);
    for (double share : List.of(1e-9, 0.5, 1 - 1e-9)) {
      for (Split split : Split.values()) {
        CompositionDataset dataset = two.builder().holdOut(share, split).build();
        assertThat(dataset.foregroundNames()).hasSize(1);
        assertThat(dataset.backgroundNames()).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSingleBackgroundIsOnBothSides(Split split) throws IOException {
    DataFolders one = new DataFolders(root.resolve("one")).with(2, 1);

    assertThat(one.builder().holdOut(0.5, split).build().backgroundNames())
        .containsExactly("b0.png");
  }

  @Test
  void aSingleForegroundIsForTraining() throws IOException {
    DataFolders one = new DataFolders(root.resolve("one")).with(1, 2);
    CompositionDataset.Builder builder = one.builder().holdOut(0.9, Split.VALIDATION);

    assertThat(one.builder().holdOut(0.9, Split.TRAINING).build().foregroundNames())
        .containsExactly("f0.png");
    assertThatThrownBy(builder::build)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "holdOut finds one name of foregrounds, f0, wanted at least 2, so that one is left for"
                + " validation");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN})
  void refusesAShareThatLeavesNothing(double share) {
    assertThatThrownBy(() -> data.builder().holdOut(share, Split.TRAINING))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("holdOut is " + share + ", wanted above 0 and below 1");
  }

  @Test
  void refusesListsBesides() {
    CompositionDataset.Builder builder =
        data.builder().holdOut(0.1, Split.TRAINING).lists(root, Split.TRAINING);

    assertThatThrownBy(builder::build)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("holdOut is 0.1 with lists, wanted one of the two");
    assertThatThrownBy(() -> data.builder().holdOut(0.1, null)).hasMessage("split");
  }

  @Test
  void describesItself() {
    CompositionDataset training = dataset(0.25, Split.TRAINING, 7);
    CompositionDataset validation =
        training.toBuilder().holdOut(0.25, Split.VALIDATION).shuffle(false).build();

    assertThat(training.describe())
        .endsWith(
            ", 1 for each foreground, training without the 0.25 held out by seed 7,"
                + " shuffled by seed 7");
    assertThat(validation.describe())
        .startsWith(validation.foregroundNames().size() + " foregrounds of ")
        .endsWith(
            ", 1 for each foreground, validation on the 0.25 held out by seed 7,"
                + " in the same order each");
    assertThat(training.toBuilder().build().foregroundNames())
        .isEqualTo(training.foregroundNames());
  }

  private CompositionDataset dataset(double share, Split split, long seed) {
    return data.builder().holdOut(share, split).seed(seed).build();
  }
}

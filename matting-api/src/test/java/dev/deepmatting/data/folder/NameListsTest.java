package dev.deepmatting.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of names and pairs, read and written. */
class NameListsTest {
  private static final String COLOURS = "training_fg_names.txt";
  private static final String SURROUNDINGS = "training_bg_names.txt";
  private static final String TRAIN = "train_names.txt";
  private static final String VALID = "valid_names.txt";

  @TempDir private Path root;
  private DataFolders data;
  private Path lists;

  @BeforeEach
  void setUp() throws IOException {
    data = new DataFolders(root).with(3, 4);
    lists = root.resolve("lists");
    list(COLOURS, "f2.png\nf0.png\n");
    list(SURROUNDINGS, "b3.png\nb1.png\nb0.png\n");
    list(TRAIN, "0_2.png\n1_0.png\n0_1\n");
    list(VALID, "1_1.png\n");
  }

  @Test
  void pairsAreIndicesIntoTheTwoLists() {
    CompositionDataset dataset = dataset(Split.TRAINING).toBuilder().shuffle(false).build();

    assertThat(DataFolders.epoch(dataset, 0)).containsExactly("f2_b0", "f0_b3", "f2_b1");
    assertThat(DataFolders.epoch(dataset, 4)).containsExactly("f2_b0", "f0_b3", "f2_b1");
    assertThat(DataFolders.epoch(dataset(Split.VALIDATION), 0)).containsExactly("f0_b1");
  }

  @Test
  void shufflesPairsPerEpoch() {
    CompositionDataset dataset = dataset(Split.TRAINING);

    List<List<String>> epochs =
        IntStream.range(0, 20).mapToObj(epoch -> DataFolders.epoch(dataset, epoch)).toList();

    assertThat(epochs)
        .allSatisfy(
            names -> assertThat(names).containsExactlyInAnyOrder("f2_b0", "f0_b3", "f2_b1"));
    assertThat(Set.copyOf(epochs)).hasSize(6);
  }

  @Test
  void foregroundsOfNoPairAreNotPartOfTheDataSet() {
    CompositionDataset dataset = dataset(Split.VALIDATION);

    assertThat(dataset.foregroundNames()).containsExactly("f0.png");
    assertThat(dataset.backgroundNames()).containsExactly("b1.png");
    assertThat(IntStream.range(0, 5).mapToObj(i -> dataset.foreground(i).name()))
        .containsOnly("f0");
    assertThat(dataset.describe())
        .startsWith("1 foregrounds of ")
        .contains("1 samples an epoch, pairs of lists/valid_names.txt, shuffled by seed 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uFEFFf2.png\r\nf0.png", "\n\n f2.png \n\r\n\tf0.png\n\n", "f2\nf0.jpg"})
  void toleratesMarksBlanksLineEndsAndOtherEndings(String names) throws IOException {
    list(COLOURS, names);
    list(TRAIN, "\uFEFF0_2.PNG\r\n\r\n1_0\r\n\r\n0_1.png");

    CompositionDataset dataset = dataset(Split.TRAINING).toBuilder().shuffle(false).build();

    assertThat(DataFolders.epoch(dataset, 0)).containsExactly("f2_b0", "f0_b3", "f2_b1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0_1,2_0     | line 2: foreground is 2, wanted an index below 2, the number of names
          0_3         | line 1: background is 3, wanted an index below 3, the number of names
          0_999999999 | line 1: background is 999999999, wanted an index below 3, the number
          0_1,,0_1    | line 3: '0_1' is the same as on line 1, wanted each once
          0_1,00_1.png| line 2: '00_1.png' is the same as on line 1, wanted each once
          0-1         | line 1: '0-1', wanted {foreground}_{background}, such as 12_345
          0_1_2       | line 1: '0_1_2', wanted {foreground}_{background}, such as 12_345
          -1_0        | line 1: '-1_0', wanted {foreground}_{background}, such as 12_345
          f0_b1       | line 1: 'f0_b1', wanted {foreground}_{background}, such as 12_345
          0_9999999999| line 1: '0_9999999999', wanted {foreground}_{background}, such as
          """)
  void aWrongPairIsAnErrorWithItsLine(String text, String reason) throws IOException {
    list(TRAIN, text.replace(',', '\n'));

    assertThatThrownBy(() -> dataset(Split.TRAINING))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("file " + lists.resolve(TRAIN) + ", " + reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          f2.png,f9.png       | line 2: 'f9.png' is none of the data set's 3 foregrounds, wanted
          ../fg/f0.png        | line 1: '../fg/f0.png' is none of the data set's 3 foregrounds
          /etc/passwd         | line 1: '/etc/passwd' is none of the data set's 3 foregrounds
          ../                 | line 1: '../' is none of the data set's 3 foregrounds
          x/f0.png            | line 1: 'x/f0.png' is none of the data set's 3 foregrounds
          f0.png,f1.png,f0.png| line 3: 'f0.png' is the same as on line 1, wanted each once
          f0.png,f0.jpg       | line 2: 'f0.jpg' is the same as on line 1, wanted each once
          """)
  void aWrongNameIsAnErrorWithItsLine(String text, String reason) throws IOException {
    list(COLOURS, text.replace(',', '\n'));

    assertThatThrownBy(() -> dataset(Split.TRAINING))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("file " + lists.resolve(COLOURS) + ", " + reason);
  }

  @Test
  void aNameMayHaveFoldersInFrontAndMustWhereItIsNotClear() throws IOException {
    data.colours("bg/train/1.png", 1, 1, 1);
    data.colours("bg/val/1.png", 2, 2, 2);
    list(SURROUNDINGS, "val/1.png\nbg/train/1.png\nb0.png\n");
    CompositionDataset dataset = dataset(Split.TRAINING).toBuilder().shuffle(false).build();
    assertThat(dataset.layers(1).background().sample8(0, 0, 0)).isEqualTo(2);
    assertThat(dataset.layers(2).background().sample8(0, 0, 0)).isEqualTo(1);
    assertThat(dataset.backgroundNames()).containsExactly("b0.png", "val/1.png", "train/1.png");

    list(SURROUNDINGS, "1.png\nb0.png\nb1.png");
    assertThatThrownBy(() -> dataset(Split.TRAINING))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "file %s, line 1: '1.png' fits both %s and %s, wanted a name with enough folders before it"
                + " to fit only one",
            lists.resolve(SURROUNDINGS),
            root.resolve("bg/train/1.png"),
            root.resolve("bg/val/1.png"));
  }

  @Test
  void refusesListsThatAreNone() throws IOException {
    list(TRAIN, "\n");
    refuses("file %s has no line, wanted at least 1 pair", lists.resolve(TRAIN));

    Files.write(lists.resolve(TRAIN), new byte[] {'0', '_', '1', (byte) 0xff});
    refuses("file %s is not UTF-8 text, wanted a list of pairs", lists.resolve(TRAIN));

    Files.write(lists.resolve(TRAIN), new byte[ListFile.MAX_BYTES + 1]);
    refuses("file %s is too large for a list, wanted at most 16777216 bytes", lists.resolve(TRAIN));

    Files.delete(lists.resolve(TRAIN));
    refuses("file %s is missing or no file, wanted a list of pairs", lists.resolve(TRAIN));
    Files.createDirectory(lists.resolve(TRAIN));
    refuses("file %s is missing or no file, wanted a list of pairs", lists.resolve(TRAIN));

    lists = root.resolve("nowhere");
    refuses("lists is '%s', wanted a folder that exists", lists);
  }

  @Test
  void quotesTheBeginningOfAnEndlessLine() throws IOException {
    list(TRAIN, "x".repeat(1_000_000));

    refuses(
        "file %s, line 1: '%s...', wanted {foreground}_{background}, such as 12_345",
        lists.resolve(TRAIN), "x".repeat(80));
  }

  @Test
  void refusesListsTogetherWithDrawing() {
    assertThatThrownBy(
            () -> data.builder().lists(lists, Split.TRAINING).backgroundsPerForeground(2).build())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("backgroundsPerForeground is 2 with lists, wanted one of the two");
  }

  @Test
  void writesListsThatTheDataSetReads() throws IOException {
    data = new DataFolders(root.resolve("large")).with(10, 60);
    CompositionDataset all = data.builder().build();

    NameLists.write(lists, all.foregroundNames(), all.backgroundNames(), 5, 0.25, 3);

    CompositionDataset training = dataset(Split.TRAINING);
    CompositionDataset validation = dataset(Split.VALIDATION);
    assertThat(training.samplesPerEpoch()).isEqualTo(35);
    assertThat(validation.samplesPerEpoch()).isEqualTo(15);
    assertThat(training.foregroundNames()).hasSize(7);
    assertThat(validation.foregroundNames())
        .hasSize(3)
        .doesNotContainAnyElementsOf(training.foregroundNames());
    assertThat(
            Stream.of(training, validation)
                .flatMap(dataset -> dataset.backgroundNames().stream())
                .toList())
        .hasSize(50)
        .doesNotHaveDuplicates();
  }

  @Test
  void writesTheSameForTheSameSeedAndReplacesWhatWasThere() throws IOException {
    write(0.5, 1);
    String first = written();
    write(0.5, 2);
    String second = written();
    write(0.5, 1);

    assertThat(written()).isEqualTo(first).isNotEqualTo(second);
    assertThat(Files.readString(lists.resolve(COLOURS))).isEqualTo("a.png\nb.png\nc.png\nd.png\n");
    assertThat(Files.readString(lists.resolve(TRAIN))).matches("(\\d_\\d\\.png\n){4}");
    try (Stream<Path> files = Files.list(lists)) {
      assertThat(files).hasSize(4);
    }
  }

  @Test
  void writesNoPairForValidationWhereNoneIsWanted() throws IOException {
    write(0, 1);
    assertThat(lists.resolve(VALID)).isEmptyFile();
    assertThat(Files.readAllLines(lists.resolve(TRAIN))).hasSize(8);

    write(0.0001, 1);
    assertThat(Files.readAllLines(lists.resolve(VALID))).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 'validationShare is 1.0, wanted 0 to below 1'",
    "-0.1, 'validationShare is -0.1, wanted 0 to below 1'",
    "NaN, 'validationShare is NaN, wanted 0 to below 1'",
    "0.9, 'validationShare is 0.9, wanted less: of 4 foregrounds none is left for training'"
  })
  void refusesAShareThatLeavesNothing(double share, String message) {
    assertThatThrownBy(() -> write(share, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  @Test
  void refusesNamesThatTheListsCouldNotKeepApart() {
    refusesNames(List.of(), "foregrounds holds 0 names, wanted at least 1");
    refusesNames(
        List.of("a.png", "a.png"),
        "foregrounds holds 'a.png' twice, wanted different names, each fit for a line");
    refusesNames(
        List.of("a\nb.png"),
        "foregrounds holds 'a\nb.png', wanted different names, each fit for a line");
    refusesNames(
        List.of(" a.png"),
        "foregrounds holds ' a.png', wanted different names, each fit for a line");
    assertThatThrownBy(() -> NameLists.write(lists, List.of("a"), List.of("b"), 0, 0, 1))
        .hasMessage("backgroundsPerForeground is 0, wanted at least 1");
    assertThatThrownBy(() -> NameLists.write(lists, List.of("a", "c"), List.of("b"), 1 << 30, 0, 1))
        .hasMessage(
            "backgroundsPerForeground is 1073741824, wanted at most 10000000 for 2 foregrounds");
  }

  private void refusesNames(List<String> names, String message) {
    assertThatThrownBy(() -> NameLists.write(lists, names, List.of("b"), 1, 0, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  private void refuses(String message, Object... values) {
    assertThatThrownBy(() -> dataset(Split.TRAINING))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message, values);
  }

  private void write(double share, long seed) {
    List<String> foregrounds = List.of("a.png", "b.png", "c.png", "d.png");
    NameLists.write(lists, foregrounds, List.of("x.jpg", "y.jpg", "z.jpg"), 2, share, seed);
  }

  private String written() throws IOException {
    try (Stream<Path> files = Files.list(lists)) {
      return files.sorted().map(NameListsTest::content).collect(Collectors.joining("|"));
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private CompositionDataset dataset(Split split) {
    return data.builder().lists(lists, split).build();
  }

  private void list(String name, String text) throws IOException {
    Files.createDirectories(lists);
    Files.write(lists.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }
}

package dev.deepmatting.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an epoch holds, and in which order. */
class EpochTest {
  private static final int FOREGROUNDS = 5;
  private static final int BACKGROUNDS = 7;

  @TempDir private Path root;
  private DataFolders data;

  @BeforeEach
  void setUp() throws IOException {
    data = new DataFolders(root).with(FOREGROUNDS, BACKGROUNDS);
  }

  @Test
  void showsEachForegroundOnceWithABackgroundOfItsOwn() {
    CompositionDataset dataset = data.builder().build();

    List<String> names = DataFolders.epoch(dataset, 0);

    assertThat(dataset.samplesPerEpoch()).isEqualTo(FOREGROUNDS);
    assertThat(parts(names, 0)).containsExactlyInAnyOrder("f0", "f1", "f2", "f3", "f4");
    assertThat(parts(names, 1)).doesNotHaveDuplicates();
  }

  @Test
  void dealsBackgroundsEvenlyAndNeverTwiceToAForeground() {
    CompositionDataset dataset = data.builder().backgroundsPerForeground(4).build();

    List<String> names = DataFolders.epoch(dataset, 3);

    assertThat(names).hasSize(20).doesNotHaveDuplicates();
    assertThat(counts(parts(names, 0)).values()).containsOnly(4L);
    assertThat(counts(parts(names, 1))).hasSize(BACKGROUNDS);
    assertThat(counts(parts(names, 1)).values()).containsOnly(2L, 3L);
  }

  @Test
  void repeatsBackgroundsWhereThereAreTooFew() {
    CompositionDataset dataset = data.builder().backgroundsPerForeground(BACKGROUNDS + 1).build();

    assertThat(DataFolders.epoch(dataset, 0)).hasSize(40);
    assertThat(new HashSet<>(DataFolders.epoch(dataset, 0))).hasSize(35);
  }

  @Test
  void everyEpochHasAnOrderAndPairsOfItsOwn() {
    CompositionDataset dataset = data.builder().backgroundsPerForeground(3).seed(1).build();

    List<List<String>> epochs =
        IntStream.range(0, 6).mapToObj(epoch -> DataFolders.epoch(dataset, epoch)).toList();

    assertThat(epochs).doesNotHaveDuplicates();
    assertThat(epochs.stream().map(names -> parts(names, 0))).doesNotHaveDuplicates();
    assertThat(epochs.stream().map(HashSet::new)).doesNotHaveDuplicates();
  }

  @Test
  void orderFollowsFromTheSeed() {
    List<String> first = DataFolders.names(data.builder().seed(1).build(), 0, 25);

    assertThat(DataFolders.names(data.builder().seed(1).build(), 0, 25)).isEqualTo(first);
    assertThat(DataFolders.names(data.builder().seed(2).build(), 0, 25)).isNotEqualTo(first);
  }

  /** A change of this order would change every training run that is resumed. */
  @Test
  void orderStaysWhatItIs() {
    assertThat(DataFolders.names(data.builder().seed(1).build(), 0, 10))
        .containsExactly(
            "f0_b3", "f2_b4", "f3_b0", "f1_b5", "f4_b2", "f4_b2", "f3_b3", "f2_b0", "f1_b4",
            "f0_b1");
  }

  @Test
  void canStartInTheMiddle() {
    List<String> whole = DataFolders.names(data.builder().seed(1).build(), 0, 40);

    assertThat(DataFolders.names(data.builder().seed(1).build(), 13, 27))
        .isEqualTo(whole.subList(13, 40));
  }

  @Test
  void threadsInAnyOrderGetTheSame() throws Exception {
    List<String> serial = DataFolders.names(data.builder().seed(1).build(), 0, 200);
    CompositionDataset shared = data.builder().seed(1).cacheBytes(3000).build();
    List<Integer> places = new ArrayList<>(IntStream.range(0, 200).boxed().toList());
    Collections.shuffle(places, new Random(1));
    String[] parallel = new String[200];
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<String>> names = new ArrayList<>();
      places.forEach(place -> names.add(threads.submit(() -> shared.layers(place).name())));
      for (int i = 0; i < places.size(); i++) {
        parallel[places.get(i)] = names.get(i).get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(Arrays.asList(parallel)).isEqualTo(serial);
  }

  @Test
  void withoutShuffleEveryEpochIsTheSame() {
    CompositionDataset dataset = data.builder().shuffle(false).backgroundsPerForeground(2).build();

    assertThat(parts(DataFolders.epoch(dataset, 0), 0))
        .containsExactly("f0", "f0", "f1", "f1", "f2", "f2", "f3", "f3", "f4", "f4");
    assertThat(DataFolders.epoch(dataset, 9)).isEqualTo(DataFolders.epoch(dataset, 0));
  }

  @Test
  void goesOnForever() {
    CompositionDataset dataset = data.builder().build();

    assertThat(dataset.layers(Long.MAX_VALUE).name()).matches("f\\d_b\\d");
    assertThatThrownBy(() -> dataset.layers(-1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("index is -1, wanted at least 0");
  }

  @Test
  void everyOrderHasTheSameChance() {
    EpochOrder.ShuffledOrder order = new EpochOrder.ShuffledOrder(3, 5, "test");
    Map<String, Long> seen =
        IntStream.range(0, 6000)
            .mapToObj(epoch -> "" + order.at(epoch, 0) + order.at(epoch, 1) + order.at(epoch, 2))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

    assertThat(seen).containsOnlyKeys("012", "021", "102", "120", "201", "210");
    assertThat(seen.values()).allSatisfy(count -> assertThat(count).isBetween(880L, 1120L));
  }

  private static List<String> parts(List<String> names, int part) {
    return names.stream().map(name -> name.split("_")[part]).toList();
  }

  private static Map<String, Long> counts(List<String> names) {
    return names.stream().collect(Collectors.groupingBy(name -> name, Collectors.counting()));
  }
}

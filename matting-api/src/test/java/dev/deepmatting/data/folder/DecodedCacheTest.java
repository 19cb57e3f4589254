package dev.deepmatting.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DecodedCacheTest {
  private static final int THREADS = 8;

  private final Set<Thread> asking = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final AtomicInteger decoded = new AtomicInteger();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void dropsWhatWasAskedForLongestAgo() {
    DecodedCache cache = cache(100);
    cache.get(item("a", 40));
    cache.get(item("b", 40));
    cache.get(item("a", 40));
    cache.get(item("c", 40));

    assertThat(cache.statistics()).isEqualTo(new DecodedCache.Statistics(1, 3, 80));
    assertThat(cache.get(item("a", 40))).isEqualTo("a1");
    assertThat(cache.get(item("c", 40))).isEqualTo("c3");
    assertThat(cache.get(item("b", 40))).isEqualTo("b4");
  }

  @Test
  void dropsAsManyAsItTakes() {
    DecodedCache cache = cache(100);
    cache.get(item("a", 30));
    cache.get(item("b", 30));
    cache.get(item("c", 30));
    cache.get(item("d", 100));

    assertThat(cache.statistics().bytes()).isEqualTo(100);
    assertThat(cache.get(item("d", 100))).isEqualTo("d4");
  }

  @Test
  void doesNotKeepWhatIsLargerThanTheBudget() {
    DecodedCache cache = cache(100);
    cache.get(item("a", 100));
    cache.get(item("b", 101));

    assertThat(cache.get(item("a", 100))).isEqualTo("a1");
    assertThat(cache.get(item("b", 101))).isEqualTo("b3");
    assertThat(cache.statistics()).isEqualTo(new DecodedCache.Statistics(1, 3, 100));
  }

  @Test
  void keepsNothingWithoutABudget() {
    DecodedCache cache = cache(0);
    cache.get(item("a", 1));
    cache.get(item("a", 1));

    assertThat(cache.statistics()).isEqualTo(new DecodedCache.Statistics(0, 2, 0));
  }

  @Test
  void decodesOnceWhatSeveralAskForAtTheSameTime() throws Exception {
    DecodedCache cache = cache(100);
    Gate gate = new Gate();
    Item slow = new Item("a", 10, () -> gate.pass("a" + decoded.incrementAndGet()));
    List<Future<String>> answers = askInAllThreads(cache, slow);
    awaitWaiting(THREADS);
    gate.opened.countDown();

    for (Future<String> answer : answers) {
      assertThat(answer.get()).isEqualTo("a1");
    }
    assertThat(cache.statistics()).isEqualTo(new DecodedCache.Statistics(THREADS - 1, 1, 10));
  }

  @Test
  void othersGoOnWhileOneIsDecoding() throws Exception {
    DecodedCache cache = cache(100);
    Gate gate = new Gate();
    Future<String> slow = threads.submit(() -> cache.get(new Item("a", 10, () -> gate.pass("a"))));
    gate.reached.await();

    assertThat(cache.get(item("b", 10))).isEqualTo("b1");
    gate.opened.countDown();
    assertThat(slow.get()).isEqualTo("a");
  }

  @Test
  void doesNotKeepFailures() {
    DecodedCache cache = cache(100);
    AtomicInteger tries = new AtomicInteger();
    Item broken =
        new Item(
            "a",
            10,
            () -> {
              throw new InvalidInputException("try " + tries.incrementAndGet());
            });

    assertThatThrownBy(() -> cache.get(broken)).hasMessage("try 1");
    assertThatThrownBy(() -> cache.get(broken)).hasMessage("try 2");
    assertThat(cache.get(item("a", 10))).isEqualTo("a1");
    assertThat(cache.statistics()).isEqualTo(new DecodedCache.Statistics(0, 3, 10));
  }

  @Test
  void aFailureReachesEveryoneWhoAskedAndStopsNobody() throws Exception {
    DecodedCache cache = cache(100);
    Item broken =
        new Item(
            "a",
            10,
            () -> {
              throw new InvalidInputException("broken by " + Thread.currentThread().getName());
            });

    for (Future<String> answer : askInAllThreads(cache, broken)) {
      assertThatThrownBy(answer::get)
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseInstanceOf(InvalidInputException.class);
    }
    assertThat(cache.get(item("a", 10))).isEqualTo("a1");
  }

  @Test
  void whoWaitedForAFailureTriesItself() throws Exception {
    DecodedCache cache = cache(100);
    Gate gate = new Gate();
    Item brokenOnce =
        new Item(
            "a",
            10,
            () -> {
              int number = decoded.incrementAndGet();
              if (number == 1) {
                gate.pass("");
                throw new InvalidInputException("once");
              }
              return "a" + number;
            });
    Future<String> first = ask(cache, brokenOnce);
    gate.reached.await();
    Future<String> second = ask(cache, brokenOnce);
    awaitWaiting(2);
    gate.opened.countDown();

    assertThatThrownBy(first::get).hasRootCauseMessage("once");
    assertThat(second.get()).isEqualTo("a2");
  }

  @Test
  void anErrorOfTheMachineDoesNotBlockTheFile() {
    DecodedCache cache = cache(100);
    Item broken =
        new Item(
            "a",
            10,
            () -> {
              throw new StackOverflowError();
            });

    assertThatThrownBy(() -> cache.get(broken)).isInstanceOf(StackOverflowError.class);
    assertThat(cache.get(item("a", 10))).isEqualTo("a1");
  }

  @Test
  void anInterruptedThreadStopsWaiting() throws Exception {
    DecodedCache cache = cache(100);
    Gate gate = new Gate();
    Item slow = new Item("a", 10, () -> gate.pass("a"));
    Future<String> first = threads.submit(() -> cache.get(slow));
    gate.reached.await();

    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> cache.get(slow))
          .isInstanceOf(MattingInterruptedException.class)
          .hasMessageStartingWith("waiting for ");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    gate.opened.countDown();
    assertThat(first.get()).isEqualTo("a");
  }

  @Test
  void anInterruptedReadIsNoDamagedFile() {
    DecodedCache cache = cache(100);
    Item broken =
        new Item(
            "a",
            10,
            () -> {
              Thread.currentThread().interrupt();
              throw new InvalidInputException("file a is damaged");
            });

    assertThatThrownBy(() -> cache.get(broken))
        .isInstanceOf(MattingInterruptedException.class)
        .hasRootCauseMessage("file a is damaged");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void countsTheBytesThatPicturesTake() {
    RgbImage narrow = RgbImage.of8(100, 10, new byte[3000]);
    RgbImage wide = RgbImage.of16(100, 10, new short[3000]);
    AlphaMatte alpha = AlphaMatte.of(100, 10, new float[1000]);

    assertThat(Decodable.Memory.of(narrow)).isBetween(3000L, 3300L);
    assertThat(Decodable.Memory.of(wide)).isBetween(6000L, 6300L);
    assertThat(Decodable.Memory.of(alpha)).isBetween(4000L, 4300L);
  }

  @Test
  void aDataSetKeepsToItsBudget(@TempDir Path root) throws IOException {
    DataFolders data = new DataFolders(root).with(6, 6);
    CompositionDataset none = data.builder().cacheBytes(0).build();
    CompositionDataset some = data.builder().cacheBytes(2000).build();
    CompositionDataset plenty = data.builder().cacheBytes(1 << 20).build();

    List<String> expected = DataFolders.names(none, 0, 60);

    assertThat(DataFolders.names(some, 0, 60)).isEqualTo(expected);
    assertThat(DataFolders.names(plenty, 0, 60)).isEqualTo(expected);
    assertThat(none.cacheStatistics()).isEqualTo(new DecodedCache.Statistics(0, 120, 0));
    assertThat(some.cacheStatistics().bytes()).isBetween(1L, 2000L);
    assertThat(plenty.cacheStatistics().misses()).isEqualTo(12);
    assertThat(plenty.cacheStatistics().hits()).isEqualTo(108);
  }

  private DecodedCache cache(long budget) {
    return new DecodedCache(ImageFiles.standard(), budget);
  }

  private Future<String> ask(DecodedCache cache, Item item) {
    return threads.submit(
        () -> {
          asking.add(Thread.currentThread());
          return cache.get(item);
        });
  }

  private List<Future<String>> askInAllThreads(DecodedCache cache, Item item) {
    return IntStream.range(0, THREADS).mapToObj(i -> ask(cache, item)).toList();
  }

  /** Until so many threads have asked and wait, in a gate or for each other. */
  private void awaitWaiting(int count) {
    while (asking.stream().filter(t -> t.getState() == Thread.State.WAITING).count() < count) {
      Thread.onSpinWait();
    }
  }

  private Item item(String name, long size) {
    return new Item(name, size, () -> name + decoded.incrementAndGet());
  }

  /** Holds up a thread until it is opened. */
  private static final class Gate {
    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch opened = new CountDownLatch(1);

    String pass(String result) {
      reached.countDown();
      try {
        opened.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return result;
    }
  }

  /** Equal by name. */
  private record Item(String name, long size, Supplier<String> content)
      implements Decodable<String> {
    @Override
    public String decode(ImageFiles reader) {
      return content.get();
    }

    @Override
    public long bytes(String value) {
      return size;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Item that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }
}

package dev.deepmatting.data.folder;

import dev.deepmatting.error.InvalidInputException;
import java.util.List;
import java.util.Locale;

/** Which foreground meets which background. Immutable and safe to share between threads. */
interface Pairing {
  /** The longest epoch: its order takes 4 bytes per sample. */
  int MAX_SIZE = 20_000_000;

  /**
   * A foreground and a background.
   *
   * @param foreground index from 0
   * @param background index from 0
   */
  record Pair(int foreground, int background) {}

  /** Returns the number of pairs in an epoch. */
  int size();

  /** Returns the pair at an index of an epoch. */
  Pair pair(long epoch, int index);

  /** Returns the pairs of a list. */
  static Pairing listed(List<Pair> pairs, boolean shuffle, long seed) {
    EpochOrder order = order(pairs.size(), shuffle, seed);
    return new Pairing() {
      @Override
      public int size() {
        return pairs.size();
      }

      @Override
      public Pair pair(long epoch, int index) {
        return pairs.get(order.at(epoch, index));
      }
    };
  }

  /**
   * Pairs every foreground with some backgrounds, dealt like cards: none twice before all were used
   * once. Without a shuffle, every epoch equals the first one.
   *
   * @throws InvalidInputException if an epoch would be too long
   */
  static Pairing drawn(Counts counts, boolean shuffle, long seed) {
    EpochOrder order = order(counts.size(), shuffle, seed);
    EpochOrder cards =
        new EpochOrder.ShuffledOrder(counts.backgrounds(), seed, "backgrounds of an epoch");
    return new Pairing() {
      @Override
      public int size() {
        return counts.size();
      }

      @Override
      public Pair pair(long epoch, int index) {
        int slot = order.at(epoch, index);
        // Each round deals the same order, so that a foreground's backgrounds differ.
        int background = cards.at(shuffle ? epoch : 0, slot % counts.backgrounds());
        return new Pair(slot / counts.perForeground(), background);
      }
    };
  }

  private static EpochOrder order(int size, boolean shuffle, long seed) {
    return shuffle
        ? new EpochOrder.ShuffledOrder(size, seed, "order of an epoch")
        : EpochOrder.AS_LISTED;
  }

  /**
   * The numbers of pictures to pair.
   *
   * @param foregrounds number of foregrounds, at least 1
   * @param backgrounds number of backgrounds, at least 1
   * @param perForeground number of backgrounds per foreground and epoch, at least 1
   */
  record Counts(int foregrounds, int backgrounds, int perForeground) {
    public Counts {
      if (perForeground > MAX_SIZE / foregrounds) {
        throw new InvalidInputException(
            String.format(
                Locale.ROOT,
                "backgroundsPerForeground is %d, wanted at most %d for %d foregrounds",
                perForeground,
                MAX_SIZE / foregrounds,
                foregrounds));
      }
    }

    int size() {
      return foregrounds * perForeground;
    }
  }
}

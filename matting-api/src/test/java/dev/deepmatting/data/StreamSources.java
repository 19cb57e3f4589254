package dev.deepmatting.data;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/** Sources of samples of one pixel, whose names are their places. */
final class StreamSources {
  private static final int EPOCH = 10;

  private StreamSources() {}

  static SampleSource of(LongFunction<MattingSample> maker) {
    return new SampleSource() {
      @Override
      public int samplesPerEpoch() {
        return EPOCH;
      }

      @Override
      public MattingSample sample(long place) {
        return maker.apply(place);
      }
    };
  }

  static SampleSource plain() {
    return of(StreamSources::sample);
  }

  /** Each place takes another while. */
  static SampleSource uneven() {
    return of(
        place -> {
          int turns = SampleRandom.of(5, place).between(0, 300);
          for (int i = 0; i < turns; i++) {
            Thread.yield();
          }
          return sample(place);
        });
  }

  static SampleSource damagedAt(LongPredicate damaged) {
    return of(
        place -> {
          if (damaged.test(place)) {
            throw new InvalidInputException("file-" + place + ".jpg is no image");
          }
          return sample(place);
        });
  }

  static SampleSource waitingFor(CountDownLatch latch, Set<Thread> workers) {
    return of(
        place -> {
          workers.add(Thread.currentThread());
          await(latch);
          return sample(place);
        });
  }

  static void await(CountDownLatch latch) {
    boolean open = false;
    while (!open) {
      try {
        latch.await();
        open = true;
      } catch (InterruptedException e) {
        throw new AssertionError("nobody interrupts a worker", e);
      }
    }
  }

  static MattingSample sample(long place) {
    byte level = (byte) place;
    RgbImage colours = RgbImage.of8(1, 1, new byte[] {level, level, level});
    return new MattingSample(
        Long.toString(place),
        colours,
        Trimap.of(1, 1, new byte[] {(byte) Trimap.UNKNOWN}),
        colours,
        colours,
        AlphaMatte.of(1, 1, new float[] {0.5f}),
        colours);
  }

  static List<MattingSample> samples(int... places) {
    return IntStream.of(places).mapToObj(StreamSources::sample).toList();
  }

  static List<MattingSample> range(int from, int to) {
    return samples(IntStream.range(from, to).toArray());
  }

  /** What is left of a stream that ends, which is closed then. */
  static List<MattingSample> rest(SampleStream stream) {
    List<MattingSample> rest = new ArrayList<>();
    try (stream) {
      stream.forEachRemaining(rest::add);
    }
    return rest;
  }
}

package dev.deepmatting.dl4j.internal.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.Matting;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.engine.EngineThread;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.network.MemorySize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One network used by many threads. */
class SharedMattingTest {
  private static final int[][] SIZES = {{33, 70}, {64, 64}, {97, 31}, {1, 1}, {150, 40}, {5, 129}};

  @Test
  void eightThreadsGetBitForBitWhatOneGets() throws ExecutionException, InterruptedException {
    try (Matting matting = Matting.load("builtin:dim-small")) {
      List<float[]> serial = new ArrayList<>();
      for (int[] size : SIZES) {
        serial.add(predict(matting, size).toFloatArray());
      }
      ExecutorService threads = Executors.newFixedThreadPool(8);
      List<Future<AlphaMatte>> results = new ArrayList<>();
      for (int i = 0; i < 8 * SIZES.length; i++) {
        int[] size = SIZES[i % SIZES.length];
        results.add(threads.submit(() -> predict(matting, size)));
      }
      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get().toFloatArray()).isEqualTo(serial.get(i % SIZES.length));
      }
      threads.shutdown();
    }
  }

  /** What is asked while another's prediction holds the engine's thread. */
  @Test
  @Timeout(60)
  void figuresOfMemoryDoNotWaitForAPrediction() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    ExecutorService caller = Executors.newSingleThreadExecutor();
    try (Matting matting = Matting.load("builtin:dim-small")) {
      Future<AlphaMatte> result =
          caller.submit(
              () ->
                  matting.predict(
                      Generated.image(64, 64),
                      Generated.trimap(64, 64),
                      done -> {
                        running.countDown();
                        await(asked);
                      }));
      MemorySize meanwhile;
      try {
        running.await();
        meanwhile = matting.memoryFor(4000, 3000);
        assertThat(result.isDone()).isFalse();
      } finally {
        asked.countDown();
      }
      result.get();
      assertThat(matting.memoryFor(4000, 3000)).isEqualTo(meanwhile);
    } finally {
      caller.shutdown();
    }
  }

  /** A task that comes while a prediction waits finds that prediction done. */
  @Test
  @Timeout(60)
  void aPredictionQueuesOnce() throws Exception {
    CountDownLatch bothWait = new CountDownLatch(1);
    AtomicReference<Double> heard = new AtomicReference<>(0.0);
    try (Matting matting = Matting.load("builtin:dim-small")) {
      Thread before = start(() -> onEngineThread(() -> await(bothWait)));
      RgbImage image = Generated.image(512, 480);
      Trimap trimap = Generated.trimap(512, 480);
      Thread predicting = start(() -> matting.predict(image, trimap, heard::set));
      AtomicReference<Double> found = new AtomicReference<>();
      Thread behind = start(() -> onEngineThread(() -> found.set(heard.get())));
      bothWait.countDown();
      for (Thread thread : List.of(before, predicting, behind)) {
        thread.join();
      }
      assertThat(found.get()).isEqualTo(1);
    }
  }

  private static void onEngineThread(Runnable work) {
    new EngineThread()
        .call(
            cancelled -> {
              work.run();
              return null;
            });
  }

  /** Starts a thread and returns when it waits for the engine's. */
  private static Thread start(Runnable work) {
    Thread thread = new Thread(work);
    thread.start();
    while (thread.isAlive() && !waits(thread)) {
      Thread.onSpinWait();
    }
    return thread;
  }

  private static boolean waits(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
            .anyMatch(frame -> frame.getClassName().equals(FutureTask.class.getName()))
        && thread.getState() == Thread.State.WAITING;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static AlphaMatte predict(Matting matting, int[] size) {
    return matting.predict(Generated.image(size[0], size[1]), Generated.trimap(size[0], size[1]));
  }
}

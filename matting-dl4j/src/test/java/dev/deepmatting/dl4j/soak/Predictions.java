package dev.deepmatting.dl4j.soak;

import dev.deepmatting.Matting;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Predicts pictures of many sizes with a network and two methods, from memory and from files. Some
 * predictions are interrupted, some fail, and during some the matting is closed. Every other one
 * has to give the alpha that it gave before.
 */
final class Predictions implements AutoCloseable {
  private static final List<String> MODELS =
      List.of("builtin:dim-small", "builtin:graph", "builtin:knn");
  private static final int SIZES = 16;
  private static final int REPORTS = 100;
  private static final int ONE_IN = 50;

  private final Random random = new Random(1);
  private final List<Picture> pictures = new ArrayList<>();
  private final Map<String, AlphaMatte> known = new HashMap<>();
  private final Map<Outcome, Integer> outcomes = new HashMap<>();
  private final Matting[] mattings = new Matting[MODELS.size()];
  private final ScheduledExecutorService disturber =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "disturber");
            thread.setDaemon(true);
            return thread;
          });
  private final Path folder;
  private final Path damaged;

  private enum Outcome {
    PREDICTED,
    INTERRUPTED,
    FAILED,
    CLOSED
  }

  /** A picture in memory and in files. */
  private record Picture(RgbImage image, Trimap trimap, Path imageFile, Path trimapFile) {}

  private Predictions(Path folder) throws IOException {
    this.folder = folder;
    for (int i = 0; i < SIZES; i++) {
      int width = 8 + random.nextInt(36);
      int height = 8 + random.nextInt(36);
      RgbImage image = Generated.image(width, height);
      Trimap trimap = Generated.trimap(width, height);
      Path imageFile = folder.resolve(i + ".png");
      Path trimapFile = folder.resolve(i + "-trimap.png");
      ImageFiles.writePng(image.toBufferedImage(), imageFile);
      ImageFiles.writePng(trimap.toBufferedImage(), trimapFile);
      pictures.add(new Picture(image, trimap, imageFile, trimapFile));
    }
    damaged = folder.resolve("damaged.png");
    byte[] whole = Files.readAllBytes(pictures.get(0).imageFile());
    Files.write(damaged, java.util.Arrays.copyOf(whole, whole.length / 2));
  }

  /** Runs as many as the first argument says in the folder that the second names. */
  public static void main(String[] arguments) throws IOException {
    int count = Integer.parseInt(arguments[0]);
    try (Predictions predictions = new Predictions(Path.of(arguments[1]))) {
      for (int i = 1; i <= count; i++) {
        predictions.next();
        if (i % Math.max(1, count / REPORTS) == 0) {
          System.out.printf("resident %d after %d%n", resident(), i);
        }
      }
      System.out.println(predictions.outcomes);
    }
  }

  private static long resident() throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(each -> each.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", ""));
  }

  private void next() {
    int model = random.nextInt(MODELS.size());
    if (mattings[model] == null) {
      mattings[model] = Matting.load(MODELS.get(model));
    }
    Outcome outcome;
    switch (random.nextInt(ONE_IN)) {
      case 0 -> outcome = interrupted(model);
      case 1 -> outcome = fail(mattings[model]);
      case 2 -> outcome = random.nextInt(10) == 0 ? closed(model) : predict(model);
      default -> outcome = predict(model);
    }
    outcomes.merge(outcome, 1, Integer::sum);
  }

  private Outcome predict(int model) {
    int size = random.nextInt(SIZES);
    int form = random.nextInt(20);
    AlphaMatte alpha = predict(mattings[model], pictures.get(size), form);
    // Files hold 8 bits.
    String key = MODELS.get(model) + " " + size + (form == 0 ? " of 8 bits" : "");
    AlphaMatte before = known.putIfAbsent(key, alpha);
    if (before != null && !before.equals(alpha)) {
      throw new AssertionError(key + " has another alpha than before");
    }
    return Outcome.PREDICTED;
  }

  private AlphaMatte predict(Matting matting, Picture picture, int form) {
    if (form == 0) {
      Path alpha = matting.predictTo(picture.imageFile(), picture.trimapFile(), folder).alpha();
      return ImageFiles.standard().readAlpha(alpha);
    }
    return form < 6
        ? matting.predict(picture.imageFile(), picture.trimapFile())
        : matting.predict(picture.image(), picture.trimap());
  }

  private Outcome fail(Matting matting) {
    Picture one = pictures.get(0);
    try {
      if (random.nextBoolean()) {
        matting.predict(damaged, one.trimapFile());
      } else {
        matting.predict(one.image(), pictures.get(1).trimap());
      }
    } catch (InvalidInputException e) {
      return Outcome.FAILED;
    }
    throw new AssertionError("no failure");
  }

  private Outcome interrupted(int model) {
    Thread working = Thread.currentThread();
    Object turn = new Object();
    boolean[] over = new boolean[1];
    disturber.schedule(
        () -> {
          synchronized (turn) {
            if (!over[0]) {
              working.interrupt();
            }
          }
        },
        ThreadLocalRandom.current().nextInt(4000),
        TimeUnit.MICROSECONDS);
    try {
      return predict(model);
    } catch (MattingInterruptedException e) {
      return Outcome.INTERRUPTED;
    } finally {
      synchronized (turn) {
        over[0] = true;
      }
      Thread.interrupted();
    }
  }

  private Outcome closed(int model) {
    Matting matting = mattings[model];
    mattings[model] = null;
    disturber.schedule(
        matting::close, ThreadLocalRandom.current().nextInt(4000), TimeUnit.MICROSECONDS);
    try {
      predict(matting, pictures.get(random.nextInt(SIZES)), 1 + random.nextInt(19));
    } catch (IllegalStateException e) {
      return Outcome.CLOSED;
    } finally {
      matting.close();
    }
    return Outcome.PREDICTED;
  }

  @Override
  public void close() {
    for (Matting matting : mattings) {
      if (matting != null) {
        matting.close();
      }
    }
    disturber.shutdownNow();
  }
}

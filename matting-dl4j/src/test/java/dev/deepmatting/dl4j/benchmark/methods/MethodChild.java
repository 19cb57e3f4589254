package dev.deepmatting.dl4j.benchmark.methods;

import dev.deepmatting.Matting;
import dev.deepmatting.dl4j.benchmark.Machine;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The process of a method: {@code METHOD THREADS BUDGET time|memory}. For each line IMAGE, TRIMAP
 * and perhaps FOLDER, separated by tabs, it answers the seconds, or the bytes of the heap, that the
 * prediction took: from decoded picture to alpha in memory, with a folder from files to files.
 */
final class MethodChild {
  static final String FAILED = "failed: ";
  static final String NO_BUDGET = "-";

  private final Matting matting;
  private final boolean memory;

  /** What came out last, so that it counts as long as it would in a program. */
  private AlphaMatte alpha;

  private MethodChild(Matting matting, boolean memory) {
    this.matting = matting;
    this.memory = memory;
  }

  public static void main(String[] arguments) throws IOException {
    Matting.Builder builder =
        Matting.builder().model("builtin:" + arguments[0]).threads(Integer.parseInt(arguments[1]));
    if (!arguments[2].equals(NO_BUDGET)) {
      builder.memoryBudget(arguments[2]);
    }
    try (Matting matting = builder.build();
        BufferedReader requests =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      MethodChild child = new MethodChild(matting, arguments[3].equals("memory"));
      System.out.println("ready");
      for (String line = requests.readLine(); line != null; line = requests.readLine()) {
        System.out.println(child.answer(line.split("\t")));
      }
      System.out.println(Machine.mostResidentBytes());
    }
  }

  private String answer(String[] files) {
    try {
      return measured(work(files));
    } catch (RuntimeException | OutOfMemoryError e) {
      return FAILED + String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }
  }

  private Runnable work(String[] files) {
    Path image = Path.of(files[0]);
    Path trimap = Path.of(files[1]);
    alpha = null;
    if (files.length > 2) {
      return () -> matting.predictTo(image, trimap, Path.of(files[2]));
    }
    RgbImage pixels = ImageFiles.standard().readImage(image);
    Trimap known = ImageFiles.standard().readTrimap(trimap, TrimapThresholds.standard());
    return () -> alpha = matting.predict(pixels, known);
  }

  private String measured(Runnable work) {
    if (memory) {
      return HeapWatch.during(work).toLine();
    }
    long start = System.nanoTime();
    work.run();
    return "" + (System.nanoTime() - start) / 1e9;
  }
}

package dev.deepmatting.dl4j.benchmark.inference;

import dev.deepmatting.Matting;
import dev.deepmatting.dl4j.benchmark.Machine;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.network.Engine;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.Tiling;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The process of a loaded {@link Matting}, as torch_pictures.py for PyTorch: {@code MODEL ENGINE
 * PRECISION TILING}, the tiling {@code auto} or {@code off}. For each line IMAGE, TRIMAP and ALPHA,
 * separated by tabs, it answers the seconds from decoded picture to alpha in memory.
 */
final class PictureChild {
  private PictureChild() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err);
    try (Matting matting = open(arguments);
        BufferedReader requests =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      answers.println("ready");
      for (String line = requests.readLine(); line != null; line = requests.readLine()) {
        answers.println(predict(matting, line.split("\t")));
      }
      answers.println(Machine.mostResidentBytes());
    }
  }

  private static Matting open(String[] arguments) {
    return Matting.builder()
        .model(Path.of(arguments[0]))
        .engine(Engine.valueOf(arguments[1]))
        .precision(Precision.valueOf(arguments[2]))
        .tiling(arguments[3].equals("off") ? Tiling.off() : Tiling.auto())
        .build();
  }

  private static double predict(Matting matting, String[] files) {
    RgbImage image = ImageFiles.standard().readImage(Path.of(files[0]));
    Trimap trimap =
        ImageFiles.standard().readTrimap(Path.of(files[1]), TrimapThresholds.standard());
    long start = System.nanoTime();
    AlphaMatte alpha = matting.predict(image, trimap);
    double seconds = (System.nanoTime() - start) / 1e9;
    alpha.writePng16(Path.of(files[2]));
    return seconds;
  }
}

package dev.deepmatting.examples;

import dev.deepmatting.Matting;
import dev.deepmatting.compose.CutOut;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Predicts an alpha matte and a cut-out from an image and a trimap.
 *
 * <p>Arguments: {@code IMAGE TRIMAP FOLDER}. Without any, it uses this repository's sample; then
 * start it in the repository's root.
 */
public final class PredictExample {
  private static final Path SAMPLES = Path.of("matting-examples", "samples");

  private PredictExample() {}

  /**
   * Predicts an alpha matte and writes {@code alpha.png} and {@code cutout.png}.
   *
   * @param args image, trimap and the folder of the results
   * @throws IOException if the folder cannot be created
   */
  public static void main(String[] args) throws IOException {
    Path image = args.length > 0 ? Path.of(args[0]) : SAMPLES.resolve("dandelion.jpg");
    Path trimap = args.length > 1 ? Path.of(args[1]) : SAMPLES.resolve("dandelion-trimap.png");
    Path folder = Files.createDirectories(Path.of(args.length > 2 ? args[2] : "out"));

    try (Matting matting = Matting.load("builtin:graph")) {
      AlphaMatte alpha = matting.predict(image, trimap);
      alpha.writePng(folder.resolve("alpha.png"));

      RgbImage photograph = ImageFiles.standard().readImage(image);
      CutOut.of(photograph, alpha).writePng(folder.resolve("cutout.png"));
    }
    System.out.println("Wrote " + folder.resolve("alpha.png"));
    System.out.println("Wrote " + folder.resolve("cutout.png"));
  }
}

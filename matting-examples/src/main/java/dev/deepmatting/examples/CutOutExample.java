package dev.deepmatting.examples;

import dev.deepmatting.Matting;
import dev.deepmatting.compose.CutOut;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Cuts an object out, without its background's colours, in all forms, from an image and a trimap.
 *
 * <p>Arguments: {@code IMAGE TRIMAP FOLDER}. Without any, it uses this repository's sample; then
 * start it in the repository's root.
 */
public final class CutOutExample {
  private static final Path SAMPLES = Path.of("matting-examples", "samples");

  private CutOutExample() {}

  /**
   * Cuts an object out.
   *
   * @param args image, trimap and the folder of the results
   * @throws IOException if the folder cannot be created
   */
  public static void main(String[] args) throws IOException {
    Path imageFile = args.length > 0 ? Path.of(args[0]) : SAMPLES.resolve("dandelion.jpg");
    Path trimapFile = args.length > 1 ? Path.of(args[1]) : SAMPLES.resolve("dandelion-trimap.png");
    Path folder = Files.createDirectories(Path.of(args.length > 2 ? args[2] : "out"));

    RgbImage image = ImageFiles.standard().readImage(imageFile);
    Trimap trimap = ImageFiles.standard().readTrimap(trimapFile, TrimapThresholds.standard());
    AlphaMatte alpha;
    try (Matting matting = Matting.load("builtin:graph")) {
      alpha = matting.predict(image, trimap);
    }

    // The object's own colours: no halo on a new background.
    CutOut cutOut = CutOut.of(image, alpha);
    cutOut.writePng(folder.resolve("cutout.png"));
    cutOut.writePng16(folder.resolve("cutout-16-bit.png"));

    // The same as a TIFF file, with the photograph's resolution.
    ImageFiles.write(
        cutOut.toBufferedImage(),
        folder.resolve("cutout.tif"),
        ImageFiles.readProperties(imageFile));

    // For comparison: the photograph's colours, with some of the old background at soft edges.
    CutOut.naive(image, alpha).writePng(folder.resolve("cutout-naive.png"));

    // The parts: colours without transparency, and the matte.
    ImageFiles.writePng(cutOut.foreground().toBufferedImage(), folder.resolve("foreground.png"));
    cutOut.alpha().writePng16(folder.resolve("alpha.png"));
    System.out.println("Wrote " + folder.resolve("cutout.png") + " and other forms of it");
  }
}

package dev.deepmatting.examples;

import dev.deepmatting.Matting;
import dev.deepmatting.compose.CutOut;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.trimap.Band;
import dev.deepmatting.trimap.ChromaKey;
import dev.deepmatting.trimap.Finding;
import dev.deepmatting.trimap.TrimapReview;
import dev.deepmatting.trimap.TrimapSource;
import dev.deepmatting.trimap.Trimaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Makes cut-outs without a hand-drawn trimap: from a rectangle, scribbles, the colour of a screen,
 * and a function.
 *
 * <p>Arguments: {@code IMAGE FOLDER}; the object should be in the middle, in front of a screen of
 * one colour.
 */
public final class TrimapSourcesExample {
  private TrimapSourcesExample() {}

  /**
   * Cuts out the object in the middle of a picture in four ways.
   *
   * @param args image and the folder of the results
   * @throws IOException if the folder cannot be created
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("wanted IMAGE FOLDER");
    }
    RgbImage image = ImageFiles.standard().readImage(Path.of(args[0]));
    Path folder = Files.createDirectories(Path.of(args[1]));
    int width = image.width();
    int height = image.height();
    Band band = Band.relative(0.03);

    try (Matting matting = Matting.load("builtin:graph")) {
      TrimapSource rectangle =
          Trimaps.fromRectangle(width / 8, height / 8, width * 3 / 4, height * 3 / 4, band);
      cutOut(matting, image, rectangle, folder.resolve("rectangle.png"));

      TrimapSource strokes = Trimaps.fromScribbles(scribbles(width, height), band);
      cutOut(matting, image, strokes, folder.resolve("scribbles.png"));

      TrimapSource screen = Trimaps.fromChromaKey(ChromaKey.fromBorder());
      cutOut(matting, image, screen, folder.resolve("key.png"));

      // Anything that makes a trimap from an image is a source.
      TrimapSource own = picture -> scribbles(picture.width(), picture.height());
      cutOut(matting, image, own, folder.resolve("function.png"));
    }
  }

  private static void cutOut(Matting matting, RgbImage image, TrimapSource source, Path file) {
    Trimap trimap = source.trimap(image);
    for (Finding finding : TrimapReview.of(image, trimap).findings()) {
      System.out.println(finding.severity() + ": " + finding.message() + " " + finding.advice());
    }
    // If you do not need the trimap itself, matting.predict(image, source) is enough.
    AlphaMatte alpha = matting.predict(image, trimap);
    CutOut.of(image, alpha).writePng(file);
    System.out.println("Wrote " + file);
  }

  /**
   * Returns a stroke of object down the middle and background at the border, with no hint in
   * between.
   */
  private static Trimap scribbles(int width, int height) {
    byte[] values = new byte[width * height];
    Arrays.fill(values, (byte) Trimap.UNKNOWN);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int border = Math.min(Math.min(x, width - 1 - x), Math.min(y, height - 1 - y));
        if (border < Math.max(1, width / 20)) {
          values[y * width + x] = Trimap.BACKGROUND;
        } else if (Math.abs(x - width / 2) < width / 20 && Math.abs(y - height / 2) < height / 8) {
          values[y * width + x] = (byte) Trimap.FOREGROUND;
        }
      }
    }
    return Trimap.of(width, height, values);
  }
}

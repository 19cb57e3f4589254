package dev.deepmatting.examples;

import dev.deepmatting.compose.BlendSpace;
import dev.deepmatting.compose.Colour;
import dev.deepmatting.compose.Composition;
import dev.deepmatting.compose.CutOut;
import dev.deepmatting.compose.Fit;
import dev.deepmatting.compose.Shadow;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Composes an object over a colour, another image and transparency, from an image and its alpha
 * matte.
 *
 * <p>Arguments: {@code IMAGE ALPHA BACKGROUND FOLDER}. {@code PredictExample} makes an alpha matte.
 */
public final class CompositeExample {
  private CompositeExample() {}

  /**
   * Composes an object over new backgrounds.
   *
   * @param args image, alpha matte, background image and the folder of the results
   * @throws IOException if the folder cannot be created
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 4) {
      throw new IllegalArgumentException("wanted IMAGE ALPHA BACKGROUND FOLDER");
    }
    RgbImage image = ImageFiles.standard().readImage(Path.of(args[0]));
    AlphaMatte alpha = ImageFiles.standard().readAlpha(Path.of(args[1]));
    RgbImage background = ImageFiles.standard().readImage(Path.of(args[2]));
    Path folder = Files.createDirectories(Path.of(args[3]));
    CutOut cutOut = CutOut.of(image, alpha);

    // On a colour, with a soft shadow to the right and below.
    Composition.builder(cutOut)
        .onto(Colour.parse("1e90ff"))
        .shadow(Shadow.black(12, 16, 10, 0.5))
        .build()
        .write(folder.resolve("on-blue.jpg"));

    // On an image that covers the canvas, at a smaller scale, mixed in linear light as by a
    // lens.
    Composition.builder(cutOut)
        .onto(background, Fit.COVER)
        .scale(0.5)
        .offset(0, 20)
        .blendSpace(BlendSpace.LINEAR)
        .build()
        .write(folder.resolve("on-image.png"));

    // On transparency: a sticker with 10 pixels around the object, its edge slightly inwards and
    // softer.
    Composition.builder(cutOut)
        .shiftEdge(-0.5)
        .feather(0.7)
        .cropToObject(10)
        .build()
        .write(folder.resolve("sticker.png"), ImageFiles.readProperties(Path.of(args[0])));
    System.out.println("Wrote " + folder.resolve("on-blue.jpg") + ", on-image.png, sticker.png");
  }
}

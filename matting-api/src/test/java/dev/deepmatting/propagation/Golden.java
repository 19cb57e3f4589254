package dev.deepmatting.propagation;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Objects;
import javax.imageio.ImageIO;

/**
 * A picture that {@code make_goldens.py} drew, beside it among the resources.
 *
 * @param image the picture
 * @param trimap its trimap
 * @param expanded the trimap after label expansion
 */
record Golden(String name, RgbImage image, Trimap trimap, Trimap expanded) {
  static Golden read(String name) {
    return new Golden(
        name,
        RgbImage.of(picture(name + "-image")),
        Trimap.of(picture(name + "-trimap")),
        Trimap.of(picture(name + "-expanded")));
  }

  /** How far a method's matte is from what the program computed. */
  Difference difference(PropagationMethod method, String computed) {
    AlphaMatte matte = Propagation.of(method).estimate(image, trimap);
    return Difference.of(matte, AlphaMatte.of(picture(name + "-" + computed)), trimap);
  }

  @Override
  public String toString() {
    return name;
  }

  private static BufferedImage picture(String name) {
    String file = "golden/" + name + ".png";
    URL resource = Objects.requireNonNull(Golden.class.getResource(file), file);
    try {
      return ImageIO.read(resource);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}

package stranger;

import dev.deepmatting.Matting;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.network.Engine;
import java.awt.image.BufferedImage;

/** Predicts a picture that is dark on the left, light on the right and unknown between. */
public final class Stranger {
  private static final int WIDTH = 100;
  private static final int HEIGHT = 70;

  private Stranger() {}

  /** Prints the network and the size and range of the matte of the engine that is named. */
  public static void main(String[] args) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    BufferedImage trimap = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, x < WIDTH / 2 ? 0x103050 : 0xf0e0c0);
        trimap.getRaster().setSample(x, y, 0, x < 30 ? 0 : x < 70 ? 128 : 255);
      }
    }
    Engine engine = Engine.valueOf(args[0]);
    try (Matting matting = Matting.builder().model("builtin:dim-small").engine(engine).build()) {
      AlphaMatte alpha = matting.predict(image, trimap);
      System.out.println("network " + matting.network().orElseThrow());
      System.out.println("alpha " + alpha.width() + " x " + alpha.height());
      System.out.println("background " + alpha.alphaAt(0, 0));
      System.out.println("foreground " + alpha.alphaAt(WIDTH - 1, HEIGHT - 1));
    }
  }
}

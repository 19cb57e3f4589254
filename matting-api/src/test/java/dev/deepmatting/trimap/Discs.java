package dev.deepmatting.trimap;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import java.util.Random;

/** A reddish disc in the middle of a greenish picture, with noise and a hard edge. */
record Discs(int side, RgbImage image, AlphaMatte mask) {
  static Discs of(int side, double radius) {
    Random random = new Random(3);
    byte[] samples = new byte[3 * side * side];
    float[] mask = new float[side * side];
    int[][] colours = {{70, 120, 80}, {190, 70, 60}};
    for (int i = 0; i < mask.length; i++) {
      double distance = Math.hypot(i % side + 0.5 - side / 2.0, i / side + 0.5 - side / 2.0);
      mask[i] = distance < radius ? 1 : 0;
      for (int channel = 0; channel < 3; channel++) {
        double value = colours[(int) mask[i]][channel] + 3 * random.nextGaussian();
        samples[3 * i + channel] = (byte) Math.round(value);
      }
    }
    return new Discs(side, RgbImage.of8(side, side, samples), AlphaMatte.of(side, side, mask));
  }

  Scenes scene() {
    return new Scenes("disc", image, mask);
  }
}

package dev.deepmatting.internal.events;

import dev.deepmatting.train.PredictedSample;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/**
 * A validation image side by side: merged image, trimap, true alpha, predicted alpha, and composed
 * by the predicted alpha. Large images are reduced: each pixel is the mean of those it represents
 * or, in a trimap, whose values have no mean, the one in their middle.
 */
final class SampleStrip {
  /** The largest height of a panel. */
  static final int PANEL_HEIGHT = 320;

  /** The largest width of a panel, so that panoramas stay small too. */
  static final int PANEL_WIDTH = 640;

  /** Pixels between two panels. */
  static final int GAP = 4;

  private static final int PANELS = 5;
  private static final int CHANNELS = 3;

  /** Not gray, so that the gap is not mistaken for part of a matte. */
  private static final Color GAP_COLOUR = new Color(0x3366cc);

  private final int width;
  private final int height;
  private final BufferedImage strip;

  private SampleStrip(int width, int height) {
    this.width = width;
    this.height = height;
    strip =
        new BufferedImage(PANELS * width + (PANELS - 1) * GAP, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = strip.createGraphics();
    graphics.setColor(GAP_COLOUR);
    graphics.fillRect(0, 0, strip.getWidth(), height);
    graphics.dispose();
  }

  static BufferedImage of(PredictedSample predicted) {
    double width = predicted.sample().width();
    double height = predicted.sample().height();
    double scale = Math.min(1, Math.min(PANEL_WIDTH / width, PANEL_HEIGHT / height));
    SampleStrip strip = new SampleStrip(scaled(width, scale), scaled(height, scale));
    strip.draw(0, predicted.sample().merged().toBufferedImage(), false);
    strip.draw(1, predicted.sample().trimap().toBufferedImage(), true);
    strip.draw(2, predicted.sample().alpha().toGray8(), false);
    strip.draw(3, predicted.alpha().toGray8(), false);
    strip.draw(4, predicted.composed().toBufferedImage(), false);
    return strip.strip;
  }

  private static int scaled(double length, double scale) {
    return (int) Math.max(1, Math.round(scale * length));
  }

  private void draw(int panel, BufferedImage picture, boolean labels) {
    int left = panel * (width + GAP);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        Rectangle area = area(x, y, picture);
        // Copies from raster to raster, since gray values would otherwise go through a colour
        // conversion.
        strip
            .getRaster()
            .setPixel(left + x, y, mean(picture.getRaster(), labels ? middle(area) : area));
      }
    }
  }

  /** Returns the pixels that a pixel of the panel stands for; each belongs to one. */
  private Rectangle area(int x, int y, BufferedImage picture) {
    int left = x * picture.getWidth() / width;
    int top = y * picture.getHeight() / height;
    int right = (x + 1) * picture.getWidth() / width;
    int bottom = (y + 1) * picture.getHeight() / height;
    return new Rectangle(left, top, right - left, bottom - top);
  }

  private static Rectangle middle(Rectangle area) {
    return new Rectangle(area.x + area.width / 2, area.y + area.height / 2, 1, 1);
  }

  private static int[] mean(Raster raster, Rectangle area) {
    int bands = raster.getNumBands();
    int[] samples = raster.getPixels(area.x, area.y, area.width, area.height, (int[]) null);
    long[] sums = new long[bands];
    for (int i = 0; i < samples.length; i++) {
      sums[i % bands] += samples[i];
    }
    int count = samples.length / bands;
    int[] colour = new int[CHANNELS];
    for (int i = 0; i < CHANNELS; i++) {
      // A gray picture has one band for all three channels.
      colour[i] = (int) ((sums[Math.min(i, bands - 1)] + count / 2) / count);
    }
    return colour;
  }
}

package dev.deepmatting.evaluation;

import dev.deepmatting.internal.html.ImageData;
import java.awt.image.BufferedImage;

/**
 * One picture of a report.
 *
 * @param row which row of pictures it stands in; equal for all of a row
 * @param title what it shows
 * @param width pixels per row of the encoded picture; 0 without one
 * @param height rows of the encoded picture; 0 without one
 * @param png the encoded picture; empty where the note says why there is none
 * @param note what to say below it; may be empty
 */
record Panel(Row row, String title, int width, int height, byte[] png, String note) {
  /**
   * Pictures that stand side by side.
   *
   * @param title what part of the image they show
   * @param zoom screen pixels for a picture's pixel; {@link #FIT} where the page decides
   */
  record Row(String title, int zoom) {
    static final int FIT = 0;
  }

  static Panel of(Row row, String title, BufferedImage image) {
    return new Panel(row, title, image.getWidth(), image.getHeight(), ImageData.png(image), "");
  }

  static Panel missing(Row row, String title, String reason) {
    return new Panel(row, title, 0, 0, new byte[0], reason);
  }
}

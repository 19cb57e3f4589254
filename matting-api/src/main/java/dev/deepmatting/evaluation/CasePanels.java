package dev.deepmatting.evaluation;

import dev.deepmatting.error.MattingException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.html.ImageData;
import dev.deepmatting.internal.html.Picture;
import dev.deepmatting.internal.html.Picture.Window;
import dev.deepmatting.metrics.Region;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Draws a report's pictures of one image: the whole image and, if it is large, also the part with
 * the largest error, pixel by pixel.
 */
final class CasePanels {
  /** A larger picture is reduced to this many pixels on its longer side. */
  static final int LONGEST_SIDE = 480;

  /** A smaller picture is shown enlarged, each pixel as a square. */
  static final int SMALL = 160;

  /** The longer side of an enlarged picture. */
  private static final int ENLARGED = 240;

  private static final String PHOTOGRAPH = "image";

  private final int width;
  private final int height;
  private final Map<String, Picture> pictures = new LinkedHashMap<>();
  private final List<Panel> panels = new ArrayList<>();

  private CasePanels(int width, int height) {
    this.width = width;
    this.height = height;
  }

  static List<Panel> draw(
      AlphaMatte prediction,
      AlphaMatte truth,
      Optional<Trimap> trimap,
      Region region,
      Optional<Path> image,
      ImageFiles files) {
    Optional<Trimap> scored = trimap.filter(known -> region == Region.UNKNOWN);
    CasePanels drawing = new CasePanels(truth.width(), truth.height());
    image.ifPresent(file -> drawing.readPhotograph(file, files));
    trimap.ifPresent(known -> drawing.pictures.put("trimap", Picture.of(known)));
    drawing.pictures.put("prediction", Picture.of(prediction));
    drawing.pictures.put("truth", Picture.of(truth));
    drawing.pictures.put("error", ErrorMap.of(prediction, truth, scored));
    drawing.drawWhole();
    if (drawing.isReduced()) {
      CloseUp.find(prediction, truth, scored).ifPresent(drawing::drawCloseUp);
    }
    return drawing.panels;
  }

  /** Reads the photograph; scores do not depend on it, so a bad one only causes a note. */
  private void readPhotograph(Path file, ImageFiles files) {
    try {
      RgbImage image = files.readImage(file);
      if (image.width() == width && image.height() == height) {
        pictures.put(PHOTOGRAPH, Picture.of(image));
      } else {
        String reason = "image %s is %dx%d, wanted the truth's size %dx%d";
        fail(
            String.format(Locale.ROOT, reason, file, image.width(), image.height(), width, height));
      }
    } catch (MattingException e) {
      fail(e.getMessage());
    }
  }

  private void fail(String reason) {
    panels.add(Panel.missing(whole(), PHOTOGRAPH, reason));
  }

  private boolean isReduced() {
    return Math.max(width, height) > LONGEST_SIDE;
  }

  private int reduced(int side) {
    long longer = Math.max(width, height);
    return isReduced()
        ? (int) Math.max(1, ((long) side * LONGEST_SIDE + longer / 2) / longer)
        : side;
  }

  private Panel.Row whole() {
    String text = String.format(Locale.ROOT, "Whole image, %d × %d pixels", width, height);
    int longer = Math.max(width, height);
    int zoom = longer < SMALL ? (ENLARGED + longer - 1) / longer : Panel.Row.FIT;
    if (zoom > 1) {
      text += String.format(Locale.ROOT, ", each enlarged to %d × %d", zoom, zoom);
    } else if (isReduced()) {
      text += String.format(Locale.ROOT, ", reduced to %d × %d", reduced(width), reduced(height));
    }
    return new Panel.Row(text, zoom);
  }

  private void drawWhole() {
    pictures.forEach(
        (title, picture) -> add(whole(), title, picture, reduced(width), reduced(height)));
  }

  private void drawCloseUp(Window window) {
    String text =
        String.format(
            Locale.ROOT,
            "Close-up where the error is largest, %d × %d pixels from column %d, row %d",
            window.width(),
            window.height(),
            window.x(),
            window.y());
    Panel.Row row = new Panel.Row(text, 1);
    pictures.forEach(
        (title, picture) -> add(row, title, picture.crop(window), window.width(), window.height()));
  }

  private void add(Panel.Row row, String title, Picture picture, int toWidth, int toHeight) {
    panels.add(Panel.of(row, title, picture.reduced(toWidth, toHeight)));
  }

  /**
   * One picture of a report.
   *
   * @param row the row of pictures that it belongs to
   * @param title what it shows
   * @param width pixels per row of the encoded picture; 0 without one
   * @param height rows of the encoded picture; 0 without one
   * @param png the encoded picture; empty if the note says why there is none
   * @param note the text below it; can be empty
   */
  record Panel(Row row, String title, int width, int height, byte[] png, String note) {
    /**
     * A row of pictures.
     *
     * @param title what part of the image they show
     * @param zoom screen pixels per picture pixel; {@link #FIT} if the page decides
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
}

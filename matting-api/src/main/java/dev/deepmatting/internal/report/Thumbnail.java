package dev.deepmatting.internal.report;

import dev.deepmatting.internal.html.ImageData;
import dev.deepmatting.internal.html.Picture;
import dev.deepmatting.train.PredictedSample;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The pictures that a report shows of a sample. */
enum Thumbnail {
  BACKGROUND("background", true, predicted -> Picture.of(predicted.sample().background())),
  FOREGROUND("foreground", true, predicted -> Picture.of(predicted.sample().foreground())),
  MERGED("merged", true, predicted -> Picture.of(predicted.sample().merged())),
  TRIMAP("trimap", true, predicted -> Picture.of(predicted.sample().trimap())),
  TRUTH("true alpha", true, predicted -> Picture.of(predicted.sample().alpha())),
  COMPOSED("composed", false, predicted -> Picture.of(predicted.composed())),
  ALPHA("predicted alpha", false, predicted -> Picture.of(predicted.alpha()));

  /** A larger picture is reduced to this many pixels on its longer side. */
  static final int LONGEST_SIDE = 240;

  private static final int QUALITY = 85;

  private final String title;
  private final boolean input;
  private final Function<PredictedSample, Picture> picture;

  Thumbnail(String title, boolean input, Function<PredictedSample, Picture> picture) {
    this.title = title;
    this.input = input;
    this.picture = picture;
  }

  static List<Thumbnail> ofInputs(boolean inputs) {
    return Arrays.stream(values()).filter(thumbnail -> thumbnail.input == inputs).toList();
  }

  String title() {
    return title;
  }

  /**
   * Encodes a picture; mattes and trimaps losslessly, since they are small and their edges matter.
   */
  byte[] draw(PredictedSample predicted) {
    Picture whole = picture.apply(predicted);
    int longest = Math.max(LONGEST_SIDE, Math.max(whole.width(), whole.height()));
    BufferedImage image =
        whole.reduced(reduced(whole.width(), longest), reduced(whole.height(), longest));
    return whole.kind() == Picture.Kind.COLOUR
        ? ImageData.jpeg(image, QUALITY)
        : ImageData.png(image);
  }

  private static int reduced(int side, int longest) {
    return Math.max(1, Math.round((float) side * LONGEST_SIDE / longest));
  }

  /** Returns the name of its file; samples count from 1. */
  String fileName(int sample) {
    boolean lossless = this == TRIMAP || this == TRUTH || this == ALPHA;
    return (sample + 1) + "-" + title.replace(' ', '-') + (lossless ? ".png" : ".jpg");
  }
}

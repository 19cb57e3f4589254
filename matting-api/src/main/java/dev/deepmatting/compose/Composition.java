package dev.deepmatting.compose;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageOutput;
import dev.deepmatting.image.ImageProperties;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.check.Ranges;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Composes an object over a colour, an image, or transparency. Immutable and safe to share between
 * threads.
 *
 * <pre>{@code
 * Composition.builder(cutOut)
 *     .onto(Colour.parse("1e90ff"))
 *     .shadow(Shadow.black(12, 16, 10, 0.5))
 *     .build()
 *     .write(Path.of("lemur-blue.jpg"));
 * }</pre>
 *
 * <p>The steps, in order: the matte's edge is shifted, then feathered, both in pixels of the
 * cut-out; the cut-out is scaled, centred on the canvas and moved by the offset; the background is
 * fitted to the canvas; the shadow and then the object are composited over it; the result is
 * cropped. Anything outside the canvas is cut off.
 *
 * <p>Colours are mixed as sRGB samples unless {@link Builder#blendSpace} says otherwise; see {@link
 * BlendSpace}. Scaling averages unconverted samples, weighted by alpha, so no colour under
 * transparent pixels shows. An object at its own size is not resampled: its samples are unchanged
 * where alpha is 1, and so are the background's where alpha is 0.
 *
 * <p>All images are assumed to be sRGB; profiles are ignored.
 *
 * @since 0.1
 */
public final class Composition {
  private static final int MAX_PIXELS = 500_000_000;

  private final Builder settings;
  private final Box canvas;
  private final PlacedImage object;

  private Composition(Builder builder) {
    settings = builder.copy();
    int cutOutWidth = settings.cutOut.width();
    int cutOutHeight = settings.cutOut.height();
    canvas = settings.canvas == null ? new Box(0, 0, cutOutWidth, cutOutHeight) : settings.canvas;
    Box frame =
        canvas
            .centred(
                Box.scaled(cutOutWidth, settings.scale), Box.scaled(cutOutHeight, settings.scale))
            .moved(settings.x, settings.y);
    object = new PlacedImage(settings.cutOut.foreground(), matte(), frame);
  }

  /**
   * Returns a builder with the defaults: transparent, on a canvas of the cut-out's size, with
   * nothing changed.
   *
   * @param cutOut the object
   * @return the builder
   */
  public static Builder builder(CutOut cutOut) {
    return new Builder(Objects.requireNonNull(cutOut, "cutOut"));
  }

  /**
   * Returns a builder with this composition's settings.
   *
   * @return the builder
   */
  public Builder toBuilder() {
    return settings.copy();
  }

  /**
   * Computes the picture. It holds the result, the shadow with one float per pixel, and a few rows
   * in memory.
   *
   * @return a new image of sRGB samples, rounded half up: of type {@link
   *     BufferedImage#TYPE_INT_RGB} on a colour or an image; {@link BufferedImage#TYPE_INT_ARGB},
   *     not premultiplied, on transparency; interleaved 16-bit samples if the builder says so
   * @throws InvalidInputException if it is cropped to the object and no part of the object is on
   *     the canvas
   */
  public BufferedImage render() {
    Painting painting =
        new Painting(object, settings.backdrop, canvas, settings.shadow, settings.blendSpace);
    return painting.paint(view(), settings.bitDepth);
  }

  /**
   * Writes the picture in the format that the file's extension names; see {@link
   * ImageFiles#write(BufferedImage, Path)}.
   *
   * @param file where to; an existing file is replaced
   * @throws InvalidInputException if the extension's format cannot be written, or lacks
   *     transparency that the composition needs, the folder does not exist or the path is a
   *     directory, all before anything is computed; or as {@link #render()}
   * @throws dev.deepmatting.error.MattingException if writing fails
   */
  public void write(Path file) {
    write(file, ImageProperties.none());
  }

  /**
   * Writes the picture with properties, usually those of the photograph; see {@link
   * ImageFiles#write(BufferedImage, Path, ImageProperties)}.
   *
   * @param file where to; an existing file is replaced
   * @param properties the properties to write into the file
   * @throws InvalidInputException as {@link #write(Path)}
   * @throws dev.deepmatting.error.MattingException if writing fails
   */
  public void write(Path file, ImageProperties properties) {
    write(ImageOutput.of(file), properties);
  }

  /**
   * Writes the picture to a file or a stream, in the output's format.
   *
   * @param output where to
   * @param properties the properties to write
   * @throws InvalidInputException as {@link #write(Path)}
   * @throws dev.deepmatting.error.MattingException if writing fails
   */
  public void write(ImageOutput output, ImageProperties properties) {
    Objects.requireNonNull(properties, "properties");
    ImageFiles.requireWritable(output, !settings.backdrop.isOpaque());
    ImageFiles.write(render(), output, properties);
  }

  private Box view() {
    return settings.margin == Builder.WHOLE
        ? canvas
        : ObjectBounds.find(object, canvas).grown(settings.margin).intersection(canvas);
  }

  private AlphaMatte matte() {
    AlphaMatte alpha = settings.cutOut.alpha();
    if (settings.shift == 0 && settings.feather == 0) {
      return alpha;
    }
    int width = alpha.width();
    int height = alpha.height();
    float[] values = alpha.toFloatArray();
    if (settings.shift != 0) {
      values = EdgeShift.apply(values, width, height, settings.shift);
    }
    if (settings.feather != 0) {
      values = new WideBlur(settings.feather).apply(values, width, height);
    }
    for (int i = 0; i < values.length; i++) {
      // Sums of many weights can be off in the last digit.
      values[i] = Math.max(0, Math.min(1, values[i]));
    }
    return AlphaMatte.of(width, height, values);
  }

  /** Collects the settings of a composition. For one thread at a time. */
  public static final class Builder {
    /** The largest scale. */
    public static final double MAX_SCALE = 100;

    /** The largest offset of the object in each direction, in pixels. */
    public static final int MAX_OFFSET = 1_000_000;

    /** The widest feather and the longest shift of the edge, in pixels. */
    public static final double MAX_EDGE = 64;

    private static final int WHOLE = -1;
    private static final double MIN_SCALE = 1e-4;

    private final CutOut cutOut;
    private Backdrop backdrop = Backdrop.NONE;
    private @Nullable Box canvas;
    private int x;
    private int y;
    private double scale = 1;
    private BlendSpace blendSpace = BlendSpace.SRGB;
    private @Nullable Shadow shadow;
    private int margin = WHOLE;
    private double feather;
    private double shift;
    private int bitDepth = 8;

    private Builder(CutOut cutOut) {
      this.cutOut = cutOut;
    }

    /**
     * Places the object on a colour.
     *
     * @param colour the background
     * @return this
     */
    public Builder onto(Colour colour) {
      backdrop = Backdrop.of(colour);
      return this;
    }

    /**
     * Places the object on an image; the canvas is black where the image does not cover it.
     *
     * @param background the image; its own colours are kept
     * @param fit how the image fits the canvas
     * @return this
     */
    public Builder onto(RgbImage background, Fit fit) {
      return onto(background, fit, Colour.BLACK);
    }

    /**
     * Places the object on an image.
     *
     * @param background the image; its own colours are kept
     * @param fit how the image fits the canvas
     * @param surroundings the colour where the image does not cover the canvas
     * @return this
     */
    public Builder onto(RgbImage background, Fit fit, Colour surroundings) {
      backdrop = Backdrop.of(background, fit, surroundings);
      return this;
    }

    /**
     * Places the object on nothing, so the result has transparency. The default.
     *
     * @return this
     */
    public Builder transparent() {
      backdrop = Backdrop.NONE;
      return this;
    }

    /**
     * Sets the size of the picture before cropping; by default the cut-out's size.
     *
     * @param width pixels per row, at least 1
     * @param height rows, at least 1
     * @return this
     * @throws InvalidInputException if a side is less than 1 or there are more than 500 million
     *     pixels
     */
    public Builder canvas(int width, int height) {
      if (width < 1 || height < 1 || (long) width * height > MAX_PIXELS) {
        throw new InvalidInputException(
            String.format(
                Locale.ROOT,
                "canvas is %dx%d, wanted at least 1x1 and at most %d pixels",
                width,
                height,
                MAX_PIXELS));
      }
      canvas = new Box(0, 0, width, height);
      return this;
    }

    /**
     * Moves the object from the middle of the canvas. Without an offset, at the cut-out's scale and
     * size, the object is where it was in the photograph.
     *
     * @param x to the right, in pixels of the canvas, at most {@value #MAX_OFFSET} either way
     * @param y down, in pixels of the canvas, at most {@value #MAX_OFFSET} either way
     * @return this
     * @throws InvalidInputException if an offset is out of range
     */
    public Builder offset(int x, int y) {
      Ranges.within("x", x, -MAX_OFFSET, MAX_OFFSET);
      Ranges.within("y", y, -MAX_OFFSET, MAX_OFFSET);
      this.x = x;
      this.y = y;
      return this;
    }

    /**
     * Scales the object, but not the background.
     *
     * @param factor the factor of width and height, which are rounded to whole pixels, at least 1;
     *     0.0001 to {@value #MAX_SCALE}
     * @return this
     * @throws InvalidInputException if it is out of range or NaN
     */
    public Builder scale(double factor) {
      Ranges.within("scale", factor, MIN_SCALE, MAX_SCALE);
      scale = factor;
      return this;
    }

    /**
     * Sets how colours are mixed; by default {@link BlendSpace#SRGB}, which mattes of photographs
     * are made for.
     *
     * @param blendSpace the space to mix in
     * @return this
     */
    public Builder blendSpace(BlendSpace blendSpace) {
      this.blendSpace = Objects.requireNonNull(blendSpace, "blendSpace");
      return this;
    }

    /**
     * Casts a shadow on the background, or into the transparency. Parts outside the canvas cast a
     * shadow too; where the photograph ends at the canvas's border, the object is assumed to
     * continue as it ends.
     *
     * @param shadow the position and look of the shadow
     * @return this
     */
    public Builder shadow(Shadow shadow) {
      this.shadow = Objects.requireNonNull(shadow, "shadow");
      return this;
    }

    /**
     * Crops the picture to the pixels with alpha above 0.02 plus a margin, within the canvas. A
     * shadow does not count; the margin must leave room for it.
     *
     * @param margin pixels to leave on each side, at least 0
     * @return this
     * @throws InvalidInputException if the margin is negative or more than {@value #MAX_OFFSET}
     */
    public Builder cropToObject(int margin) {
      Ranges.within("margin", margin, 0, MAX_OFFSET);
      this.margin = margin;
      return this;
    }

    /**
     * Softens the edge: blurs alpha with a Gaussian, which keeps its sum except for what leaves the
     * picture. Alpha is assumed to continue beyond the border as it ends.
     *
     * @param pixels the Gaussian's standard deviation in pixels of the cut-out, 0 to {@value
     *     #MAX_EDGE}
     * @return this
     * @throws InvalidInputException if it is out of range or NaN
     */
    public Builder feather(double pixels) {
      Ranges.within("feather", pixels, 0, MAX_EDGE);
      feather = pixels;
      return this;
    }

    /**
     * Moves the edge by gray dilation or erosion of alpha with a disc, which keeps edges as soft as
     * they are. Alpha is interpolated between pixels, so fractions count. Strands thinner than
     * twice the shift grow thick or vanish. Where the edge moves outwards, the cut-out's colours
     * show, so it should have estimated colours.
     *
     * @param pixels outwards, or inwards if negative, in pixels of the cut-out, at most {@value
     *     #MAX_EDGE} either way
     * @return this
     * @throws InvalidInputException if it is out of range or NaN
     */
    public Builder shiftEdge(double pixels) {
      Ranges.within("shiftEdge", pixels, -MAX_EDGE, MAX_EDGE);
      shift = pixels;
      return this;
    }

    /**
     * Sets the bit depth of the result; 8 by default.
     *
     * @param bits per sample: 8 or 16
     * @return this
     * @throws InvalidInputException if it is neither 8 nor 16
     */
    public Builder bitDepth(int bits) {
      Ranges.require(bits == 8 || bits == 16, "bitDepth", bits, "8 or 16");
      bitDepth = bits;
      return this;
    }

    /**
     * Returns the composition, with the matte's edge shifted and feathered; rendering computes the
     * rest.
     *
     * @return a composition that later calls on this builder do not change
     */
    public Composition build() {
      return new Composition(this);
    }

    private Builder copy() {
      Builder copy = new Builder(cutOut);
      copy.backdrop = backdrop;
      copy.canvas = canvas;
      copy.x = x;
      copy.y = y;
      copy.scale = scale;
      copy.blendSpace = blendSpace;
      copy.shadow = shadow;
      copy.margin = margin;
      copy.feather = feather;
      copy.shift = shift;
      copy.bitDepth = bitDepth;
      return copy;
    }
  }
}

package dev.deepmatting.cli;

import dev.deepmatting.compose.Colour;
import dev.deepmatting.compose.CutOut;
import dev.deepmatting.compose.Shadow;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.trimap.ChromaKey;
import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Readers of colours, positions and sizes. */
final class PictureConverters {
  private static final String WHOLE = "-?\\d{1,9}";
  private static final String FRACTION = "(?:\\d{1,9}(?:\\.\\d{0,9})?|\\.\\d{1,9})";
  private static final Pattern POINT = Pattern.compile(WHOLE + "," + WHOLE);
  private static final Pattern RECTANGLE = Pattern.compile("\\d{1,9}(?:,\\d{1,9}){3}");
  private static final Pattern SIZE = Pattern.compile("\\d{1,9}x\\d{1,9}");
  private static final Pattern SHADOW =
      Pattern.compile(WHOLE + "," + WHOLE + "," + FRACTION + "," + FRACTION);

  private PictureConverters() {}

  private static String[] parts(Pattern form, String separator, String text, String wanted) {
    if (!form.matcher(text).matches()) {
      throw wanted(text, wanted);
    }
    return text.split(separator);
  }

  private static TypeConversionException wanted(String text, String wanted) {
    return new TypeConversionException("it is '" + text + "', wanted " + wanted);
  }

  /** Reads {@code x,y}. */
  static final class OfPoint implements ITypeConverter<Point> {
    @Override
    public Point convert(String text) {
      String[] parts = parts(POINT, ",", text, "x,y in whole pixels, such as 40,-25");
      return new Point(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }
  }

  /** Reads {@code x,y,w,h}. */
  static final class OfRectangle implements ITypeConverter<Rectangle> {
    private static final String WANTED =
        "x,y,w,h in whole pixels with a width and height of at least 1, such as 120,80,640,900";

    @Override
    public Rectangle convert(String text) {
      String[] parts = parts(RECTANGLE, ",", text, WANTED);
      Rectangle rectangle =
          new Rectangle(
              Integer.parseInt(parts[0]),
              Integer.parseInt(parts[1]),
              Integer.parseInt(parts[2]),
              Integer.parseInt(parts[3]));
      if (rectangle.isEmpty()) {
        throw wanted(text, WANTED);
      }
      return rectangle;
    }
  }

  /** Reads {@code WIDTHxHEIGHT}. */
  static final class OfDimension implements ITypeConverter<Dimension> {
    @Override
    public Dimension convert(String text) {
      String[] parts = parts(SIZE, "x", text, "WIDTHxHEIGHT, such as 1920x1080");
      return new Dimension(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }
  }

  /** Reads {@code dx,dy,blur,opacity}. */
  static final class OfShadow implements ITypeConverter<Shadow> {
    @Override
    public Shadow convert(String text) {
      String[] parts = parts(SHADOW, ",", text, "dx,dy,blur,opacity, such as 12,16,10,0.5");
      try {
        return Shadow.black(
            Integer.parseInt(parts[0]),
            Integer.parseInt(parts[1]),
            Double.parseDouble(parts[2]),
            Double.parseDouble(parts[3]));
      } catch (InvalidInputException e) {
        throw new TypeConversionException("it is '" + text + "': " + e.getMessage());
      }
    }
  }

  /** Reads {@code RRGGBB}. */
  static final class OfColour implements ITypeConverter<Colour> {
    @Override
    public Colour convert(String text) {
      try {
        return Colour.parse(text);
      } catch (InvalidInputException e) {
        throw wanted(text, "six hexadecimal digits, such as 1e90ff");
      }
    }
  }

  /** Reads the {@code RRGGBB} of a screen, which must not be gray. */
  static final class OfScreen implements ITypeConverter<Colour> {
    private static final CutOut DOT =
        CutOut.naive(RgbImage.of8(1, 1, new byte[3]), AlphaMatte.of(1, 1, new float[] {1}));

    @Override
    public Colour convert(String text) {
      Colour screen = new OfColour().convert(text);
      try {
        DOT.withoutSpill(screen);
        return screen;
      } catch (InvalidInputException e) {
        throw wanted(text, "a colour: gray light leaves no tint to remove");
      }
    }
  }

  /** Reads {@code RRGGBB} or {@code auto}. */
  static final class OfKey implements ITypeConverter<ChromaKey> {
    @Override
    public ChromaKey convert(String text) {
      if (text.toLowerCase(Locale.ROOT).equals("auto")) {
        return ChromaKey.fromBorder();
      }
      try {
        Colour colour = Colour.parse(text);
        return ChromaKey.of(colour.red(), colour.green(), colour.blue());
      } catch (InvalidInputException e) {
        throw wanted(text, "auto or six hexadecimal digits, such as 00b140");
      }
    }
  }
}

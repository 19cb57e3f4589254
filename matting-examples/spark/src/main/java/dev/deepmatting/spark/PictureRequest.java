package dev.deepmatting.spark;

import dev.deepmatting.batch.BatchInput;
import dev.deepmatting.batch.BatchPicture;
import dev.deepmatting.compose.Colour;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageInput;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.trimap.Band;
import dev.deepmatting.trimap.ChromaKey;
import dev.deepmatting.trimap.MaskedObjects;
import dev.deepmatting.trimap.TrimapSource;
import dev.deepmatting.trimap.Trimaps;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A row of the input: a photograph and what marks its object. Immutable.
 *
 * @param input the name of the results, and the streams
 * @param kind the column that marks the object
 * @param value its value
 */
record PictureRequest(BatchInput input, String kind, String value) {
  static final String ID = "id";
  static final String IMAGE = "image";
  static final String TRIMAP = "trimap";
  static final String MASK = "mask";
  static final String RECTANGLE = "rectangle";
  static final String KEY = "key";
  static final String AUTOMATIC = "automatic";

  /** The columns of which a row has one. */
  static final List<String> KINDS = List.of(TRIMAP, MASK, RECTANGLE, KEY, AUTOMATIC);

  private static final int LAST_SIDE = 3;

  /**
   * Reads a row; the streams are opened when the picture's turn comes.
   *
   * @throws InvalidInputException if the row does not say what to do
   */
  static PictureRequest of(Row row, Configuration configuration) {
    String id = required(row, ID);
    String image = required(row, IMAGE);
    List<String> given = KINDS.stream().filter(each -> text(row, each) != null).toList();
    if (given.size() != 1) {
      throw new InvalidInputException(
          "row " + id + " has " + given + ", wanted one of the columns " + KINDS);
    }
    String kind = given.get(0);
    String value = required(row, kind);
    Optional<ImageInput> hint =
        kind.equals(TRIMAP) || kind.equals(MASK)
            ? Optional.of(stream(value, configuration))
            : Optional.empty();
    return new PictureRequest(
        new BatchInput(id, stream(image, configuration), hint), kind, hint.isEmpty() ? value : "");
  }

  private static String required(Row row, String column) {
    String value = text(row, column);
    if (value == null) {
      throw new InvalidInputException(column + " is missing in the row " + row);
    }
    return value;
  }

  /** Returns null for a column that is not there, empty or false. */
  static @Nullable String text(Row row, String column) {
    if (!Arrays.asList(row.schema().fieldNames()).contains(column)) {
      return null;
    }
    Object value = row.get(row.fieldIndex(column));
    String text = value == null ? "" : value.toString().strip();
    return text.isEmpty() || text.equals("false") ? null : text;
  }

  private static ImageInput stream(String address, Configuration configuration) {
    return ImageInput.of(address, () -> open(address, configuration));
  }

  private static InputStream open(String address, Configuration configuration) throws IOException {
    try {
      Path path = new Path(address);
      return path.getFileSystem(configuration).open(path);
    } catch (IllegalArgumentException e) {
      throw new IOException(e);
    }
  }

  /** Returns the trimap, as a batch makes it. */
  Trimap trimap(BatchPicture picture, ImageFiles files, Band band) {
    return kind.equals(TRIMAP) ? picture.trimap() : picture.trimap(source(files, band));
  }

  /** Returns the matte, without specks if the trimap is a guess. */
  AlphaMatte cleared(AlphaMatte alpha, Trimap trimap) {
    boolean exact = kind.equals(TRIMAP) || kind.equals(KEY);
    return exact ? alpha : Trimaps.withoutIslands(alpha, trimap);
  }

  private TrimapSource source(ImageFiles files, Band band) {
    return switch (kind) {
      case MASK -> Trimaps.fromMask(files.readAlpha(input.hint().orElseThrow()), band);
      case RECTANGLE -> rectangle(band);
      case KEY -> Trimaps.fromChromaKey(key());
      default -> Trimaps.salient(MaskedObjects.all());
    };
  }

  private TrimapSource rectangle(Band band) {
    if (!value.matches("\\d{1,9}(\\s*,\\s*\\d{1,9}){3}")) {
      throw new InvalidInputException(
          "rectangle is '" + value + "', wanted x,y,width,height in pixels");
    }
    int[] at = Arrays.stream(value.split("\\s*,\\s*")).mapToInt(Integer::parseInt).toArray();
    return Trimaps.fromRectangle(at[0], at[1], at[2], at[LAST_SIDE], band);
  }

  private ChromaKey key() {
    if (value.equals("auto")) {
      return ChromaKey.fromBorder();
    }
    Colour screen = Colour.parse(value);
    return ChromaKey.of(screen.red(), screen.green(), screen.blue());
  }
}

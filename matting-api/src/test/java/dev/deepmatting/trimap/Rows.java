package dev.deepmatting.trimap;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.Trimap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Pictures as text: one character per pixel. */
final class Rows {
  private Rows() {}

  /** {@code #} is 1, {@code .} is 0, and a digit so many tenths. */
  static AlphaMatte matte(String... rows) {
    String text = String.join("", rows);
    float[] values = new float[text.length()];
    for (int i = 0; i < values.length; i++) {
      char pixel = text.charAt(i);
      values[i] = pixel == '#' ? 1 : pixel == '.' ? 0 : (pixel - '0') / 10f;
    }
    return AlphaMatte.of(rows[0].length(), rows.length, values);
  }

  /** {@code #} is foreground, {@code .} background and {@code ?} unknown; rows end in newlines. */
  static String text(Trimap trimap) {
    return IntStream.range(0, trimap.height())
        .mapToObj(y -> row(trimap, y))
        .collect(Collectors.joining("\n"));
  }

  private static String row(Trimap trimap, int y) {
    StringBuilder row = new StringBuilder();
    for (int x = 0; x < trimap.width(); x++) {
      row.append(
          switch (trimap.valueAt(x, y)) {
            case Trimap.BACKGROUND -> '.';
            case Trimap.FOREGROUND -> '#';
            default -> '?';
          });
    }
    return row.toString();
  }
}

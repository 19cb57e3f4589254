package dev.deepmatting.data;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One of the eight symmetries of a square. Pixels only move, so what is true of a sample is true of
 * each of its forms.
 *
 * @param mirrored whether left and right are swapped first
 * @param quarterTurns number of clockwise quarter turns after that, 0 to 3
 */
record SquareForm(boolean mirrored, int quarterTurns) {
  /** All of them; the first one changes nothing. */
  static final List<SquareForm> ALL =
      IntStream.range(0, 8).mapToObj(i -> new SquareForm(i >= 4, i % 4)).toList();

  private static final int CHANNELS = 3;

  /**
   * Returns a sample with all of its pictures in this form.
   *
   * @param sample the sample; an oblong one swaps its sides with each quarter turn
   * @return the sample itself if nothing changes
   */
  MattingSample of(MattingSample sample) {
    if (equals(ALL.get(0))) {
      return sample;
    }
    return sample.mapped(this::of, this::of, this::of);
  }

  private RgbImage of(RgbImage image) {
    Moves moves = new Moves(image.width(), image.height());
    byte[] row = new byte[CHANNELS * image.width()];
    byte[] target = new byte[row.length * image.height()];
    for (int y = 0; y < image.height(); y++) {
      image.readRow8(y, row);
      int to = CHANNELS * moves.ofRow(y);
      for (int from = 0; from < row.length; from += CHANNELS, to += CHANNELS * moves.right) {
        target[to] = row[from];
        target[to + 1] = row[from + 1];
        target[to + 2] = row[from + 2];
      }
    }
    return RgbImage.of8(moves.width, moves.height, target);
  }

  private Trimap of(Trimap trimap) {
    Moves moves = new Moves(trimap.width(), trimap.height());
    byte[] row = new byte[trimap.width()];
    byte[] target = new byte[row.length * trimap.height()];
    for (int y = 0; y < trimap.height(); y++) {
      trimap.readRow(y, row);
      int to = moves.ofRow(y);
      for (int x = 0; x < row.length; x++, to += moves.right) {
        target[to] = row[x];
      }
    }
    return Trimap.of(moves.width, moves.height, target);
  }

  private AlphaMatte of(AlphaMatte alpha) {
    Moves moves = new Moves(alpha.width(), alpha.height());
    float[] row = new float[alpha.width()];
    float[] target = new float[row.length * alpha.height()];
    for (int y = 0; y < alpha.height(); y++) {
      alpha.readRow(y, row);
      int to = moves.ofRow(y);
      for (int x = 0; x < row.length; x++, to += moves.right) {
        target[to] = row[x];
      }
    }
    return AlphaMatte.of(moves.width, moves.height, target);
  }

  /** The target positions of pixels, at equal distances in the result. */
  private final class Moves {
    final int width;
    final int height;

    /** The distance from a pixel to its right neighbour. */
    final int right;

    private final int first;
    private final int down;

    Moves(int width, int height) {
      boolean upright = quarterTurns % 2 == 0;
      this.width = upright ? width : height;
      this.height = upright ? height : width;
      first = place(0, 0, width, height);
      right = place(1, 0, width, height) - first;
      down = place(0, 1, width, height) - first;
    }

    int ofRow(int y) {
      return first + y * down;
    }

    private int place(int column, int row, int width, int height) {
      int x = mirrored ? width - 1 - column : column;
      return switch (quarterTurns) {
        case 0 -> row * width + x;
        case 1 -> x * height + height - 1 - row;
        case 2 -> (height - 1 - row) * width + width - 1 - x;
        default -> (width - 1 - x) * height + row;
      };
    }
  }
}

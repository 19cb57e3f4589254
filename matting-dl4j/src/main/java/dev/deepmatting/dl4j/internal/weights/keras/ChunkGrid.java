package dev.deepmatting.dl4j.internal.weights.keras;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The division of an array into chunks of one shape; those at the far edges extend beyond it. */
final class ChunkGrid {
  private final int[] sides;
  private final int[] chunk;
  private final int[] counts;
  private final int numberBytes;

  /** Creates a grid; each side of a chunk is at least 1 and at most that of the array. */
  ChunkGrid(int[] sides, int[] chunk, int numberBytes) {
    this.sides = sides;
    this.chunk = chunk;
    this.numberBytes = numberBytes;
    counts = new int[sides.length];
    for (int i = 0; i < sides.length; i++) {
      counts[i] = (int) (((long) sides[i] + chunk[i] - 1) / chunk[i]);
    }
  }

  int rank() {
    return sides.length;
  }

  /** Returns the number of chunks, at most that of numbers in the array. */
  int chunks() {
    return Arrays.stream(counts).reduce(1, (a, b) -> a * b);
  }

  int chunkBytes() {
    return Arrays.stream(chunk).reduce(numberBytes, (a, b) -> a * b);
  }

  /** Returns the index in row-major order of the chunk that begins at a corner, -1 if none does. */
  int indexOf(long[] corner) {
    int index = 0;
    for (int i = 0; i < counts.length; i++) {
      if (corner[i] < 0 || corner[i] >= sides[i] || corner[i] % chunk[i] != 0) {
        return -1;
      }
      index = index * counts[i] + (int) (corner[i] / chunk[i]);
    }
    return index;
  }

  /** Copies the part of a chunk inside the array, row by row. */
  void copy(int index, ByteBuffer from, byte[] target) {
    int last = sides.length - 1;
    int[] corner = corner(index);
    int length = Math.min(chunk[last], sides[last] - corner[last]) * numberBytes;
    int rows = chunkBytes() / numberBytes / chunk[last];
    for (int row = 0; row < rows; row++) {
      int to = rowStart(row, corner);
      if (to >= 0) {
        from.get(row * chunk[last] * numberBytes, target, to, length);
      }
    }
  }

  private int[] corner(int index) {
    int[] corner = new int[sides.length];
    int rest = index;
    for (int i = sides.length - 1; i >= 0; i--) {
      corner[i] = rest % counts[i] * chunk[i];
      rest /= counts[i];
    }
    return corner;
  }

  /** Returns the byte of the array at which a row of a chunk begins, -1 if the row is outside. */
  private int rowStart(int row, int[] corner) {
    int last = sides.length - 1;
    int rest = row;
    long start = corner[last];
    long stride = sides[last];
    for (int i = last - 1; i >= 0; i--) {
      int place = corner[i] + rest % chunk[i];
      if (place >= sides[i]) {
        return -1;
      }
      rest /= chunk[i];
      start += place * stride;
      stride *= sides[i];
    }
    return (int) (start * numberBytes);
  }
}

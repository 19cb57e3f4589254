package dev.deepmatting.trimap;

import java.util.Arrays;

/** The 4-connected components of a mask, found by flooding. Not safe to share between threads. */
final class Components {
  private static final int NONE = -1;

  private final int width;
  private final int[] labels;
  private int[] sizes = new int[16];
  private int count;

  private Components(int width, int pixels) {
    this.width = width;
    labels = new int[pixels];
    Arrays.fill(labels, NONE);
  }

  static Components of(boolean[] mask, int width) {
    Components components = new Components(width, mask.length);
    int[] queue = new int[mask.length];
    for (int at = 0; at < mask.length; at++) {
      if (mask[at] && components.labels[at] == NONE) {
        components.flood(mask, at, queue);
      }
    }
    return components;
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /** Which one a pixel belongs to, from 0, in the order of their first pixels; -1 for none. */
  int labelOf(int at) {
    return labels[at];
  }

  /** The pixels of one. */
  int sizeOf(int label) {
    return sizes[label];
  }

  /** The pixels of the largest; 0 if there is none. */
  int largest() {
    int largest = 0;
    for (int label = 0; label < count; label++) {
      largest = Math.max(largest, sizes[label]);
    }
    return largest;
  }

  private void flood(boolean[] mask, int start, int[] queue) {
    if (count == sizes.length) {
      sizes = Arrays.copyOf(sizes, 2 * count);
    }
    int end = 0;
    labels[start] = count;
    queue[end++] = start;
    for (int next = 0; next < end; next++) {
      int at = queue[next];
      int x = at % width;
      end = add(mask, at - width, at >= width, queue, end);
      end = add(mask, at + width, at + width < mask.length, queue, end);
      end = add(mask, at - 1, x > 0, queue, end);
      end = add(mask, at + 1, x + 1 < width, queue, end);
    }
    sizes[count++] = end;
  }

  private int add(boolean[] mask, int at, boolean inside, int[] queue, int end) {
    if (!inside || !mask[at] || labels[at] != NONE) {
      return end;
    }
    labels[at] = count;
    queue[end] = at;
    return end + 1;
  }
}

package dev.deepmatting.trimap;

import java.util.Arrays;

/** The connected components of a mask, found by flooding. Not safe to share between threads. */
final class Components {
  private static final int NONE = -1;

  private final int width;
  private final boolean corners;
  private final int[] labels;
  private int[] sizes = new int[16];
  private int count;

  private Components(int width, int pixels, boolean corners) {
    this.width = width;
    this.corners = corners;
    labels = new int[pixels];
    Arrays.fill(labels, NONE);
  }

  /** Pixels hang together that share a side. */
  static Components of(boolean[] mask, int width) {
    return of(mask, width, false);
  }

  /** Pixels hang together that share a side or a corner. */
  static Components withCorners(boolean[] mask, int width) {
    return of(mask, width, true);
  }

  private static Components of(boolean[] mask, int width, boolean corners) {
    Components components = new Components(width, mask.length, corners);
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
      boolean above = at >= width;
      boolean below = at + width < mask.length;
      end = add(mask, at - width, above, queue, end);
      end = add(mask, at + width, below, queue, end);
      end = addBeside(mask, at, true, queue, end);
      if (corners) {
        end = addBeside(mask, at - width, above, queue, end);
        end = addBeside(mask, at + width, below, queue, end);
      }
    }
    sizes[count++] = end;
  }

  /** The pixels left and right of one, if that lies inside. */
  private int addBeside(boolean[] mask, int at, boolean inside, int[] queue, int end) {
    int x = inside ? at % width : 0;
    int after = add(mask, at - 1, inside && x > 0, queue, end);
    return add(mask, at + 1, inside && x + 1 < width, queue, after);
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

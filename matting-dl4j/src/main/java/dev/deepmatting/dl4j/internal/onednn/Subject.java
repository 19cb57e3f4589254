package dev.deepmatting.dl4j.internal.onednn;

import java.util.Arrays;

/**
 * What a message is about. It is put into words only if there is such a message: for hundreds of
 * operations and layouts that would take longer than to describe them.
 *
 * @param words what it is
 * @param shape sizes, or what has some
 */
public record Subject(String words, Object shape) {
  @Override
  public String toString() {
    String sizes = shape instanceof int[] array ? Arrays.toString(array) : shape.toString();
    return words + " " + sizes;
  }
}

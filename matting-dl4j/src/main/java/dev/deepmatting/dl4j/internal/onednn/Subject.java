package dev.deepmatting.dl4j.internal.onednn;

import java.util.Arrays;

/**
 * The subject of a message. It is formatted only for an actual message: for hundreds of operations
 * and layouts, formatting would take longer than describing them.
 *
 * @param words the kind of subject
 * @param shape sizes, or an object with sizes
 */
public record Subject(String words, Object shape) {
  @Override
  public String toString() {
    String sizes = shape instanceof int[] array ? Arrays.toString(array) : shape.toString();
    return words + " " + sizes;
  }
}

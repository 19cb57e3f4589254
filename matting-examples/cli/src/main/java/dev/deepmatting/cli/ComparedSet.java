package dev.deepmatting.cli;

import java.util.List;
import java.util.function.Supplier;

/**
 * Pictures that are reported together.
 *
 * @param title the heading of their tables
 * @param stem the name of their sheets
 * @param kind the kind of pictures
 * @param groupedBy the meaning of their groups, such as {@code family}
 * @param entries the pictures, in their order
 * @param unmatched a message for each file without a counterpart
 */
record ComparedSet(
    String title,
    String stem,
    Kind kind,
    String groupedBy,
    List<Entry> entries,
    List<String> unmatched) {
  /**
   * The kind of pictures, in words that follow a number.
   *
   * @param one such as {@code photograph}
   * @param several such as {@code photographs}
   */
  record Kind(String one, String several) {
    String times(int count) {
      return count + " " + (count == 1 ? one : several);
    }
  }

  /**
   * A picture to read or draw when it is its turn.
   *
   * @param name its name until then
   * @param picture supplies the picture; throws a MattingException if it cannot be used
   */
  record Entry(String name, Supplier<ComparedPicture> picture) {}
}

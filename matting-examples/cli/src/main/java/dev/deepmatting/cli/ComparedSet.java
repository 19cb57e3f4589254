package dev.deepmatting.cli;

import java.util.List;
import java.util.function.Supplier;

/**
 * Pictures that are told of together.
 *
 * @param title heads their tables
 * @param stem names their sheets
 * @param kind what they are
 * @param groupedBy what their groups are, such as {@code family}
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
   * What pictures are, in words that follow a number.
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
   * A picture to be read or drawn when it is its turn.
   *
   * @param name names it until then
   * @param picture gives it; throws a MattingException if it cannot be used
   */
  record Entry(String name, Supplier<ComparedPicture> picture) {}
}

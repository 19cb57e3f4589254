package dev.deepmatting.dl4j.internal.weights;

/** Makes text from an untrusted file safe for messages. */
public final class Shown {
  private static final int LONGEST = 100;
  private static final String UNFIT = "[^\\p{Print}\\p{IsLetter}]";

  private Shown() {}

  /**
   * Returns the first characters of a text; any that is neither printable ASCII nor a letter
   * becomes a question mark, so that none controls a terminal.
   *
   * @param text the untrusted text
   * @return at most some hundred characters
   */
  public static String text(String text) {
    return text(text, LONGEST);
  }

  /**
   * Returns the first characters of a text, as {@link #text(String)}.
   *
   * @param text the untrusted text
   * @param longest the most characters
   * @return them, and dots if there are more
   */
  public static String text(String text, int longest) {
    String start = text.length() <= longest ? text : text.substring(0, longest) + "...";
    return start.replaceAll(UNFIT, "?");
  }
}

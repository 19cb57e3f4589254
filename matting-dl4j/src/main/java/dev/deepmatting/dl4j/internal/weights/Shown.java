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
    String start = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    return start.replaceAll(UNFIT, "?");
  }
}

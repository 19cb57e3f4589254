package dev.deepmatting.dl4j.internal.weights;

/** Text of a file from a stranger, made fit for messages. */
public final class Shown {
  private static final int LONGEST = 100;
  private static final String UNFIT = "[^\\p{Print}\\p{IsLetter}]";

  private Shown() {}

  /**
   * The first characters of a text; what is neither printable ASCII nor a letter becomes a question
   * mark, so that nothing commands a terminal.
   *
   * @param text the stranger's text
   * @return at most some hundred characters
   */
  public static String text(String text) {
    String start = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    return start.replaceAll(UNFIT, "?");
  }
}

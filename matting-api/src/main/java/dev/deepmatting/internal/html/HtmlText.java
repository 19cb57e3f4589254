package dev.deepmatting.internal.html;

import java.util.Locale;

/** Escapes untrusted text, such as file names, as HTML. */
public final class HtmlText {
  private HtmlText() {}

  /**
   * Escapes text for elements and quoted attributes. Characters that are invisible, or would change
   * the direction of what follows, appear as {@code \}{@code uXXXX}.
   *
   * @param text any text
   * @return HTML without a tag
   */
  public static String of(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(code -> append(html, code));
    return html.toString();
  }

  /**
   * Returns a name isolated so that it cannot change the direction of the text around it, whatever
   * its script.
   *
   * @param name any text
   * @return HTML
   */
  public static String name(String name) {
    return "<bdi>" + of(name) + "</bdi>";
  }

  private static void append(StringBuilder html, int code) {
    switch (code) {
      case '<' -> html.append("&lt;");
      case '>' -> html.append("&gt;");
      case '&' -> html.append("&amp;");
      case '"' -> html.append("&quot;");
      case '\'' -> html.append("&#39;");
      default -> {
        if (isVisible(code)) {
          html.appendCodePoint(code);
        } else {
          for (char unit : Character.toChars(code)) {
            html.append(String.format(Locale.ROOT, "\\u%04X", (int) unit));
          }
        }
      }
    }
  }

  private static boolean isVisible(int code) {
    return switch (Character.getType(code)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}

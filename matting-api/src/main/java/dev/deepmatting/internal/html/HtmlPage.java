package dev.deepmatting.internal.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A self-contained page. It is also well-formed XML, and its policy lets only the library's own
 * content run or load. Immutable.
 */
public final class HtmlPage {
  private final String title;
  private final String style;
  private final String script;

  private HtmlPage(String title, String style, String script) {
    this.title = title;
    this.style = style;
    this.script = script;
  }

  /**
   * Returns a page with the style that all pages have, and no script.
   *
   * @param title HTML without tags
   * @return an empty page
   */
  public static HtmlPage titled(String title) {
    return new HtmlPage(title, resource(HtmlPage.class, "page.css"), "");
  }

  /**
   * Adds to the style.
   *
   * @param more rules that come after the others
   * @return a new page
   */
  public HtmlPage style(String more) {
    return new HtmlPage(title, style + more, script);
  }

  /**
   * Sets the script that runs when the page has loaded.
   *
   * @param value JavaScript
   * @return a new page
   */
  public HtmlPage script(String value) {
    return new HtmlPage(title, style, value);
  }

  /**
   * Returns the whole page.
   *
   * @param main HTML, what it shows
   * @return the page
   */
  public String of(String main) {
    return String.join(
        "\n",
        "<!DOCTYPE html>",
        "<html lang=\"en\">",
        "<head>",
        "<meta charset=\"utf-8\"/>",
        "<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy() + "\"/>",
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>",
        "<meta name=\"color-scheme\" content=\"light dark\"/>",
        "<meta name=\"referrer\" content=\"no-referrer\"/>",
        "<title>" + title + "</title>",
        "<style>" + style + "</style>",
        "</head>",
        "<body>",
        "<main>",
        main,
        "</main>",
        (script.isEmpty() ? "" : "<script>" + script + "</script>\n") + "</body>",
        "</html>",
        "");
  }

  private String policy() {
    String scripts = script.isEmpty() ? "" : " script-src " + hash(script) + ";";
    return "default-src 'none'; img-src data:; style-src "
        + hash(style)
        + ";"
        + scripts
        + " base-uri 'none'; form-action 'none'";
  }

  /**
   * Returns a text file of this module.
   *
   * @param neighbour a class of the same package
   * @param name the file's name
   * @return its text, lines ended by a line feed
   */
  public static String resource(Class<?> neighbour, String name) {
    try (InputStream stream = neighbour.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

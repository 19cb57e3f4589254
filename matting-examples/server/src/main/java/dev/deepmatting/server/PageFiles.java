package dev.deepmatting.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The files of the page on which a person paints a trimap; they load nothing from elsewhere. */
final class PageFiles {
  private static final String SCRIPT = "text/javascript;charset=utf-8";
  private static final Map<String, String> TYPES =
      Map.of(
          "index.html",
          "text/html;charset=utf-8",
          "page.css",
          "text/css;charset=utf-8",
          "page.js",
          SCRIPT,
          "trimap.js",
          SCRIPT,
          "words.js",
          SCRIPT,
          "icon.svg",
          "image/svg+xml");

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self';"
              + " img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none';"
              + " frame-ancestors 'none'",
          "Referrer-Policy",
          "no-referrer",
          "Cache-Control",
          "no-cache");

  private PageFiles() {}

  /** Returns the files by their paths. */
  static Map<String, Supplier<Answer>> all() {
    Map<String, Supplier<Answer>> pages = new TreeMap<>();
    TYPES.forEach(
        (name, type) -> {
          Answer answer = Answer.of(type, content(name)).with(HEADERS);
          pages.put(name.equals("index.html") ? "/" : "/" + name, () -> answer);
        });
    return pages;
  }

  private static byte[] content(String name) {
    try (InputStream stream = PageFiles.class.getResourceAsStream("page/" + name)) {
      return Objects.requireNonNull(stream, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

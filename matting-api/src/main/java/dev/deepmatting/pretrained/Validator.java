package dev.deepmatting.pretrained;

import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What tells one version of a file on a server from another: its strong ETag or, without one, its
 * date. It is sent back as {@code If-Range} (RFC 9110, section 13.1.5), so that a changed file
 * comes as a whole.
 *
 * @param value the header's text
 */
record Validator(String value) {
  /** What may be sent in a header. */
  private static final Pattern FORM = Pattern.compile("[\\x20-\\x7e]{1,500}");

  private static final String STRONG = "\"";

  static Optional<Validator> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new Validator(text)) : Optional.empty();
  }

  static Optional<Validator> of(HttpHeaders headers) {
    return headers
        .firstValue("ETag")
        .filter(tag -> tag.startsWith(STRONG))
        .or(() -> headers.firstValue("Last-Modified"))
        .flatMap(Validator::parse);
  }

  /** Whether an answer is of this version as far as its headers tell. */
  boolean fits(HttpHeaders headers) {
    String name = value.startsWith(STRONG) ? "ETag" : "Last-Modified";
    return headers.firstValue(name).map(value::equals).orElse(true);
  }
}

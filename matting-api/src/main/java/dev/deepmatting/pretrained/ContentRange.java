package dev.deepmatting.pretrained;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header {@code Content-Range: bytes FIRST-LAST/TOTAL} (RFC 9110, section 14.4).
 *
 * @param first the first byte that follows
 * @param last the last one
 * @param total the size of the whole file, -1 if the server does not tell
 */
record ContentRange(long first, long last, long total) {
  /** At most 18 digits, so that every number fits a long. */
  private static final Pattern FORM =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

  /** Reads the header, empty if it is of another form. */
  static Optional<ContentRange> parse(String header) {
    Matcher matcher = FORM.matcher(header);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long total = matcher.group(3).equals("*") ? -1 : Long.parseLong(matcher.group(3));
    return Optional.of(
        new ContentRange(
            Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), total));
  }

  /** Whether it goes on where the bytes that are there end. */
  boolean continues(long length) {
    return first == length && last >= first && (total < 0 || last < total);
  }
}

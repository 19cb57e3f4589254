package dev.deepmatting.cli;

import java.io.PrintWriter;

/** The last line of a terminal, which is overwritten. */
final class MovingLine {
  private final PrintWriter out;
  private String shown = "";

  MovingLine(PrintWriter out) {
    this.out = out;
  }

  /** Shows a line without characters that would control the terminal, such as in a file name. */
  void show(String line) {
    String text = Printable.text(line);
    if (!text.equals(shown)) {
      out.print("\r" + text + " ".repeat(Math.max(0, shown.length() - text.length())));
      out.flush();
      shown = text;
    }
  }

  void clear() {
    if (!shown.isEmpty()) {
      out.print("\r" + " ".repeat(shown.length()) + "\r");
      out.flush();
      shown = "";
    }
  }
}

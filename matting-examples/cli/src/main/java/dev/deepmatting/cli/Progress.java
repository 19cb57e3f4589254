package dev.deepmatting.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;

/** Reports the progress of a command: a moving line on a terminal, plain lines elsewhere. */
final class Progress {
  private final PrintWriter out;
  private final boolean terminal;
  private final int total;
  private final MovingLine moving;
  private int number;

  Progress(PrintWriter out, boolean terminal, int total) {
    this.out = out;
    this.terminal = terminal;
    this.total = total;
    moving = new MovingLine(out);
  }

  /** Since Java 22 a console can exist without a terminal, and reports that itself. */
  static boolean onTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  void start() {
    number++;
  }

  void update(String name, double done) {
    if (terminal) {
      moving.show(
          String.format(Locale.ROOT, "[%d/%d] %s %3.0f%%", number, total, name, 100 * done));
    }
  }

  /** Replaces the moving line with one that stays. */
  void line(String text) {
    clear();
    out.printf(Locale.ROOT, "[%d/%d] %s%n", number, total, Printable.text(text));
    out.flush();
  }

  void clear() {
    moving.clear();
  }
}

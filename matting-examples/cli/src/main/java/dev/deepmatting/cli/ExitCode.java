package dev.deepmatting.cli;

/** The exit codes of commands. */
final class ExitCode {
  /** Everything was done. */
  static final int DONE = 0;

  /** Some of several inputs failed. */
  static final int SOME_FAILED = 1;

  /** Bad usage, or the one input was bad. */
  static final int BAD_USAGE = 2;

  private ExitCode() {}
}

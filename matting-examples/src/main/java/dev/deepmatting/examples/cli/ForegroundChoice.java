package dev.deepmatting.examples.cli;

/** Which colours a cut-out has. */
enum ForegroundChoice {
  /** The object's own, as they are estimated. */
  ESTIMATED,
  /** The photograph's. */
  NAIVE
}

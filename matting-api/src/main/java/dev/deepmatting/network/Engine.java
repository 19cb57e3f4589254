package dev.deepmatting.network;

/**
 * The engine that runs the network.
 *
 * @since 0.1
 */
public enum Engine {
  /** The engine of highest priority on the class path that works on this machine. */
  AUTO,
  /** A compiled plan of oneDNN's operations, on the CPU. */
  ONEDNN,
  /** ND4J's SameDiff with the backend on the class path. */
  SAMEDIFF
}

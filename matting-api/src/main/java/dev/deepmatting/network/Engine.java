package dev.deepmatting.network;

/**
 * Which engine runs the network.
 *
 * @since 0.1
 */
public enum Engine {
  /** The engine of the highest priority on the class path that works on this machine. */
  AUTO,
  /** A compiled plan of oneDNN's operations, on the CPU. */
  ONEDNN,
  /** ND4J's SameDiff with the backend on the class path. */
  SAMEDIFF
}

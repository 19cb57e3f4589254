package dev.deepmatting.network;

/** Which engine runs the network. */
public enum Engine {
  /** The engine of the highest priority on the class path. */
  AUTO,
  /** ND4J's SameDiff with the backend on the class path. */
  SAMEDIFF
}

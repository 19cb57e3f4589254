package dev.deepmatting.network;

/** Which engine runs the network. */
public enum Engine {
  /** The fastest engine that works on this machine. */
  AUTO,
  /** ND4J's SameDiff with the backend on the class path. */
  SAMEDIFF
}

package dev.deepmatting.internal.check;

/**
 * Knows which threads are in a caller's progress listener, so that its calls of what waits for it
 * are refused. Safe to share between threads.
 */
public final class ListenerGuard {
  /** Set on a thread while it is in a listener. */
  private final ThreadLocal<Boolean> listening = new ThreadLocal<>();

  /**
   * Tells a listener.
   *
   * @param telling calls it, on this thread
   */
  public void tell(Runnable telling) {
    listening.set(true);
    try {
      telling.run();
    } finally {
      listening.remove();
    }
  }

  /**
   * Refuses what a listener may not do.
   *
   * @throws IllegalStateException if this thread is in a listener
   */
  public void refuse() {
    if (listening.get() != null) {
      throw Calls.inListener("close or predict with its own Matting");
    }
  }
}

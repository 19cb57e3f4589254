package dev.deepmatting.internal.check;

/**
 * Tracks which threads are in a caller's progress listener, to reject calls from it that would wait
 * for it. Safe to share between threads.
 */
public final class ListenerGuard {
  /** Set on a thread while it is in a listener. */
  private final ThreadLocal<Boolean> listening = new ThreadLocal<>();

  /** Creates a guard with no running call. */
  public ListenerGuard() {}

  /**
   * Notifies a listener.
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
   * Rejects a call that a listener must not make.
   *
   * @throws IllegalStateException if this thread is in a listener
   */
  public void refuse() {
    if (listening.get() != null) {
      throw Calls.inListener("close or predict with its own Matting");
    }
  }
}

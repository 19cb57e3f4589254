package dev.deepmatting.dl4j.internal.onednn;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import dev.deepmatting.internal.thread.DeepStack;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The number of threads that oneDNN uses for operations that the calling thread creates and runs:
 * OpenMP's setting, which is per thread. With one, several Java threads each compute a piece
 * without waiting for OpenMP's threads.
 */
public final class ThreadCount {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadCount.class);

  private ThreadCount() {}

  /** OpenMP's functions as oneDNN's library finds them; looked up once, on first use. */
  private static final class OpenMp {
    /**
     * Omits RTLD_GLOBAL, JNA's default: with it, ND4J's library would find this oneDNN's functions
     * instead of its own, older ones.
     */
    private static final int RTLD_LAZY = 1;

    private static final Optional<OpenMp> FOUND = find();

    private final Function get;
    private final Function set;

    private OpenMp(NativeLibrary library) {
      get = library.getFunction("omp_get_max_threads");
      set = library.getFunction("omp_set_num_threads");
      if (library.getFunction("omp_get_proc_bind").invokeInt(new Object[0]) != 0) {
        // Workers would inherit the processor of the thread that starts them.
        throw new IllegalStateException("threads are bound to processors");
      }
    }

    private static Optional<OpenMp> find() {
      if (!Natives.available()) {
        return Optional.empty();
      }
      try {
        Map<String, Integer> options = Map.of(Library.OPTION_OPEN_FLAGS, RTLD_LAZY);
        return Optional.of(new OpenMp(NativeLibrary.getInstance(Loader.load(dnnl.class), options)));
      } catch (RuntimeException | LinkageError e) {
        LOG.info("oneDNN's number of threads cannot be set here: {}", e.toString());
        return Optional.empty();
      }
    }
  }

  /**
   * Starts looking up OpenMP's functions on another thread, which takes some hundredths of a
   * second; callers that need them earlier wait.
   */
  public static void lookAhead() {
    DeepStack.daemon(ThreadCount::isSettable, "matting-openmp").start();
  }

  /**
   * Returns whether it can be set here.
   *
   * @return false if oneDNN or JNA do not load, OpenMP's functions are not found, or its threads
   *     are bound to processors
   */
  public static boolean isSettable() {
    return OpenMp.FOUND.isPresent();
  }

  /**
   * Returns the calling thread's setting.
   *
   * @return the number of threads
   * @throws java.util.NoSuchElementException if it cannot be set
   */
  public static int get() {
    return OpenMp.FOUND.orElseThrow().get.invokeInt(new Object[0]);
  }

  /**
   * Sets it for the calling thread.
   *
   * @param count the number of threads
   * @throws java.util.NoSuchElementException if it cannot be set
   */
  public static void set(int count) {
    OpenMp.FOUND.orElseThrow().set.invokeVoid(new Object[] {count});
  }

  /**
   * Runs work with one thread and restores the setting; if it cannot be set, runs with the setting
   * unchanged.
   *
   * @param <T> the result type
   * @param work creates operations, or runs them
   * @return the work's result
   */
  public static <T> T withOne(Supplier<T> work) {
    if (!isSettable()) {
      return work.get();
    }
    int before = get();
    set(1);
    try {
      return work.get();
    } finally {
      set(before);
    }
  }
}

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
 * How many threads oneDNN takes for the operations that a thread makes and runs: OpenMP's setting,
 * which each thread has its own of. With one, threads of Java compute beside each other, each its
 * own piece, without waiting for OpenMP's.
 */
public final class ThreadCount {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadCount.class);

  private ThreadCount() {}

  /** OpenMP's functions as oneDNN's library finds them; looked for once, when they are wanted. */
  private static final class OpenMp {
    /**
     * Without RTLD_GLOBAL, which is JNA's habit: ND4J's library would then find this oneDNN's
     * functions in the place of its own, older ones.
     */
    private static final int RTLD_LAZY = 1;

    private static final Optional<OpenMp> FOUND = find();

    private final Function get;
    private final Function set;

    private OpenMp(NativeLibrary library) {
      get = library.getFunction("omp_get_max_threads");
      set = library.getFunction("omp_set_num_threads");
      if (library.getFunction("omp_get_proc_bind").invokeInt(new Object[0]) != 0) {
        // They would inherit the place of the thread that starts them.
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
   * Looks for OpenMP's functions in a thread of its own, which takes some hundredths of a second;
   * whoever needs them before that is done waits for it.
   */
  public static void lookAhead() {
    DeepStack.daemon(ThreadCount::isSettable, "matting-openmp").start();
  }

  /**
   * Whether it can be set here.
   *
   * @return false where oneDNN or JNA do not load, where OpenMP's functions are not found, and
   *     where its threads are bound to processors
   */
  public static boolean isSettable() {
    return OpenMp.FOUND.isPresent();
  }

  /**
   * The calling thread's setting.
   *
   * @return how many threads
   * @throws java.util.NoSuchElementException if it cannot be set
   */
  public static int get() {
    return OpenMp.FOUND.orElseThrow().get.invokeInt(new Object[0]);
  }

  /**
   * Sets it for the calling thread.
   *
   * @param count how many threads
   * @throws java.util.NoSuchElementException if it cannot be set
   */
  public static void set(int count) {
    OpenMp.FOUND.orElseThrow().set.invokeVoid(new Object[] {count});
  }

  /**
   * Works with one thread, and sets back what was; as it is where it cannot be set.
   *
   * @param <T> what it gives
   * @param work makes operations, or runs them
   * @return what it gives
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

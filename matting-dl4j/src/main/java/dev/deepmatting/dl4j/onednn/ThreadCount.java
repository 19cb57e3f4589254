package dev.deepmatting.dl4j.onednn;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
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
    }

    private static Optional<OpenMp> find() {
      if (!Natives.available()) {
        return Optional.empty();
      }
      try {
        Map<String, Integer> options = Map.of(Library.OPTION_OPEN_FLAGS, RTLD_LAZY);
        return Optional.of(new OpenMp(NativeLibrary.getInstance(Loader.load(dnnl.class), options)));
      } catch (RuntimeException | LinkageError e) {
        LOG.debug("OpenMP's functions are not found here: {}", e.toString());
        return Optional.empty();
      }
    }
  }

  /**
   * Whether it can be set here.
   *
   * @return false where oneDNN does not load, or does not compute with OpenMP
   */
  public static boolean isSettable() {
    return OpenMp.FOUND.isPresent();
  }

  /**
   * The calling thread's setting.
   *
   * @return how many threads
   */
  public static int get() {
    return OpenMp.FOUND.orElseThrow().get.invokeInt(new Object[0]);
  }

  /**
   * Sets it for the calling thread.
   *
   * @param count how many threads
   */
  public static void set(int count) {
    OpenMp.FOUND.orElseThrow().set.invokeVoid(new Object[] {count});
  }

  /**
   * Works with one thread, and sets back what was.
   *
   * @param <T> what it gives
   * @param work makes operations, or runs them
   * @return what it gives
   */
  public static <T> T withOne(Supplier<T> work) {
    int before = get();
    set(1);
    try {
      return work.get();
    } finally {
      set(before);
    }
  }
}

package dev.deepmatting.dl4j.benchmark.methods;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.function.Function;

/**
 * Watches the heap during some work: a thread collects garbage again and again and looks at what is
 * left. That slows the work down, which has to be timed apart from it; and it keeps the garbage
 * small, so that the pools' peaks are not far above what is in use.
 */
final class HeapWatch implements Runnable {
  private static final long SHORTEST_REST = 5;
  private static final List<MemoryPoolMXBean> POOLS =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .toList();

  private volatile boolean done;
  private volatile long live;

  private HeapWatch() {}

  static HeapPeak during(Runnable work) {
    System.gc();
    long before = afterCollection();
    POOLS.forEach(MemoryPoolMXBean::resetPeakUsage);
    HeapWatch watch = new HeapWatch();
    Thread thread = new Thread(watch, "heap-watch");
    thread.start();
    try {
      work.run();
    } finally {
      watch.done = true;
    }
    long most = sum(MemoryPoolMXBean::getPeakUsage);
    join(thread);
    return new HeapPeak(Math.max(0, watch.live - before), Math.max(0, most - before));
  }

  @Override
  public void run() {
    while (!done) {
      long start = System.currentTimeMillis();
      System.gc();
      live = Math.max(live, afterCollection());
      try {
        Thread.sleep(Math.max(SHORTEST_REST, System.currentTimeMillis() - start));
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static long afterCollection() {
    return sum(MemoryPoolMXBean::getCollectionUsage);
  }

  private static long sum(Function<MemoryPoolMXBean, MemoryUsage> usage) {
    return POOLS.stream()
        .map(usage)
        .filter(found -> found != null)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

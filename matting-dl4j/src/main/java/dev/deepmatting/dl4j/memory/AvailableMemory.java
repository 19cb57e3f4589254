package dev.deepmatting.dl4j.memory;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory the machine can give without swapping. */
public final class AvailableMemory {
  /** Linux counts there what its caches would give back, which "free" leaves out. */
  private static final Path LINUX = Path.of("/proc/meminfo");

  private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d{1,15}) kB");

  private AvailableMemory() {}

  /**
   * What is available now.
   *
   * @return bytes
   */
  public static long bytes() {
    long free =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
            .getFreeMemorySize();
    return Math.max(free, linux());
  }

  private static long linux() {
    try {
      Matcher matcher = AVAILABLE.matcher(Files.readString(LINUX));
      return matcher.find() ? 1024 * Long.parseLong(matcher.group(1)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}

package dev.deepmatting.dl4j.internal.memory;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory that is available without swapping or, in a container, without being killed. Includes
 * file caches that the system would release, which its "free" figure leaves out.
 */
public final class AvailableMemory {
  private final Path root;

  /**
   * Reads the memory of the system whose files are in a folder.
   *
   * @param root the system's root
   */
  AvailableMemory(Path root) {
    this.root = root;
  }

  /**
   * Returns the memory available now.
   *
   * @return bytes
   */
  public static long bytes() {
    return new AvailableMemory(Path.of("/"))
        .linux()
        .orElseGet(
            () ->
                ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                    .getFreeMemorySize());
  }

  /** Reads Linux's files, including those of control groups version 2 and 1; empty elsewhere. */
  OptionalLong linux() {
    OptionalLong machine = number("proc/meminfo", "MemAvailable:\\s+(\\d{1,15}) kB");
    if (machine.isEmpty()) {
      return machine;
    }
    long two = group("memory.max", "memory.current", "inactive_file", "sys/fs/cgroup");
    long one =
        group(
            "memory.limit_in_bytes",
            "memory.usage_in_bytes",
            "total_inactive_file",
            "sys/fs/cgroup/memory");
    return OptionalLong.of(Math.min(1024 * machine.getAsLong(), Math.min(one, two)));
  }

  private long group(String limit, String used, String cache, String folder) {
    OptionalLong most = number(folder + "/" + limit, "^(\\d{1,18})$");
    OptionalLong now = number(folder + "/" + used, "^(\\d{1,18})$");
    if (most.isEmpty() || now.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long back = number(folder + "/memory.stat", "(?m)^" + cache + " (\\d{1,18})$").orElse(0);
    return Math.max(0, most.getAsLong() - now.getAsLong() + back);
  }

  private OptionalLong number(String file, String pattern) {
    try {
      Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(root.resolve(file)));
      return matcher.find()
          ? OptionalLong.of(Long.parseLong(matcher.group(1)))
          : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}

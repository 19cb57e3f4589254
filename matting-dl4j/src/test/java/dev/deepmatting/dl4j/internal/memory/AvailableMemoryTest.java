package dev.deepmatting.dl4j.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvailableMemoryTest {
  private static final String MACHINE =
      "MemTotal:       16000000 kB\nMemFree:  100 kB\nMemAvailable:    8000000 kB\n";

  @TempDir private Path root;

  private void write(String file, String content) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), content);
  }

  private AvailableMemory memory() {
    return new AvailableMemory(root);
  }

  @Test
  void thisMachineHasSome() {
    assertThat(AvailableMemory.bytes()).isGreaterThan(1 << 20);
  }

  @Test
  void otherSystemsHaveNoSuchFiles() {
    assertThat(memory().linux()).isEmpty();
  }

  @Test
  void cachesOfFilesAreAvailable() throws IOException {
    write("proc/meminfo", MACHINE);
    assertThat(memory().linux()).hasValue(8_000_000L * 1024);
  }

  @Test
  void aContainerGivesWhatItsLimitLeaves() throws IOException {
    write("proc/meminfo", MACHINE);
    write("sys/fs/cgroup/memory.max", "2000000000\n");
    write("sys/fs/cgroup/memory.current", "1500000000\n");
    write("sys/fs/cgroup/memory.stat", "anon 1\nfile 7\ninactive_file 300000000\nslab 2\n");
    assertThat(memory().linux()).hasValue(800_000_000L);
  }

  @Test
  void aContainerWithoutALimitGivesWhatTheMachineHas() throws IOException {
    write("proc/meminfo", MACHINE);
    write("sys/fs/cgroup/memory.max", "max\n");
    write("sys/fs/cgroup/memory.current", "1500000000\n");
    assertThat(memory().linux()).hasValue(8_000_000L * 1024);
  }

  @Test
  void olderControlGroupsCount() throws IOException {
    write("proc/meminfo", MACHINE);
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "1000000000\n");
    write("sys/fs/cgroup/memory/memory.usage_in_bytes", "1200000000\n");
    write("sys/fs/cgroup/memory/memory.stat", "total_inactive_file 50\n");
    assertThat(memory().linux()).hasValue(0);
  }
}

package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(60)
class GracefulStopTest {
  /** Windows has no signal that a process could send. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aRunThatDoesNotStartIsNotWaitedFor() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Stuck.class.getName())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("stuck");
      process.toHandle().destroy();

      assertThat(out.readLine()).isEqualTo("matting: stopping before the run starts");
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Waits for what never comes, whoever interrupts it. */
  static final class Stuck {
    private Stuck() {}

    public static void main(String[] args) {
      GracefulStop.onShutdown(new PrintWriter(System.err, true));
      System.out.println("stuck");
      while (true) {
        LockSupport.parkNanos(10_000_000);
      }
    }
  }
}

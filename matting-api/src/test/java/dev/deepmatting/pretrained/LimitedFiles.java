package dev.deepmatting.pretrained;

import dev.deepmatting.error.DownloadException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Fetches a file in a process whose files may have some kilobytes only, as on a full disk. */
final class LimitedFiles {
  private LimitedFiles() {}

  /** Returns what the process says. */
  static String fetch(Path folder, URI address) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "sh",
            "-c",
            "ulimit -f 2; exec \"$@\"",
            "sh",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path")
                + File.pathSeparator
                + System.getProperty("jdk.module.path", ""),
            LimitedFiles.class.getName(),
            folder.toString(),
            address.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    return said;
  }

  public static void main(String[] args) {
    try {
      Caches.in(Path.of(args[0]), 3).build().fetch(PretrainedFile.of(URI.create(args[1])));
    } catch (DownloadException e) {
      System.out.println(e.getMessage());
    }
  }
}

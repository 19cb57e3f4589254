package dev.deepmatting.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Inputs that are pipes, such as {@code <(curl ...)} or those of mkfifo: each is read once, into a
 * file of the same name, because pictures are read several times.
 */
final class PipedFiles {
  /** The values of these options are outputs, or not files. */
  private static final Set<String> OUTPUTS = Set.of("--out", "--sheet", "--html", "--cache");

  /** The users' names, by the names of the files that replace them. */
  private static final Map<String, String> NAMES = new ConcurrentHashMap<>();

  private PipedFiles() {}

  /**
   * Receives the inputs from pipes.
   *
   * @param args as given by the user
   * @return the arguments with the files' names instead of pipes
   */
  static String[] received(String... args) throws IOException {
    String[] all = args.clone();
    String option = "";
    for (int i = 0; i < all.length; i++) {
      boolean named = all[i].startsWith("--");
      int equals = named ? all[i].indexOf('=') : -1;
      String owner = equals > 0 ? all[i].substring(0, equals) : option;
      String value = equals > 0 ? all[i].substring(equals + 1) : all[i];
      if (!OUTPUTS.contains(owner) && isPipe(value)) {
        all[i] = all[i].substring(0, equals + 1) + received(Path.of(value));
      }
      option = named ? all[i] : "";
    }
    return all;
  }

  private static boolean isPipe(String text) {
    try {
      Path file = Path.of(text);
      return !text.isEmpty()
          && Files.exists(file)
          && !Files.isRegularFile(file)
          && !Files.isDirectory(file);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Path received(Path pipe) throws IOException {
    Path folder = Files.createTempDirectory("matting-");
    folder.toFile().deleteOnExit();
    Path file = folder.resolve(String.valueOf(pipe.getFileName()));
    file.toFile().deleteOnExit();
    try (var bytes = Files.newInputStream(pipe)) {
      Files.copy(bytes, file);
    }
    NAMES.put(file.toString(), pipe.toString());
    return file;
  }

  /** Returns a text with the users' names instead of the files'. */
  static String named(String text) {
    String told = text;
    for (Map.Entry<String, String> each : NAMES.entrySet()) {
      told = told.replace(each.getKey(), each.getValue());
    }
    return told;
  }
}

package dev.deepmatting.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Inputs that are pipes, such as {@code <(curl ...)} or what mkfifo makes: each is read once, into
 * a file of the same name, for pictures are looked into before they are decoded.
 */
final class PipedFiles {
  /** What follows these is written, or is none of a file's name. */
  private static final Set<String> OUTPUTS = Set.of("--out", "--sheet", "--html", "--cache");

  /** The names that users gave, by those of the files that took their place. */
  private static final Map<String, String> NAMES = new ConcurrentHashMap<>();

  private PipedFiles() {}

  /**
   * Receives what comes through pipes.
   *
   * @param args as the user gave them
   * @return the same with the files' names in the place of pipes
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

  /** A text for the user, who does not know the files. */
  static String named(String text) {
    String told = text;
    for (Map.Entry<String, String> each : NAMES.entrySet()) {
      told = told.replace(each.getKey(), each.getValue());
    }
    return told;
  }
}

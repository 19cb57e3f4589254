package dev.deepmatting.pretrained;

import dev.deepmatting.error.InvalidInputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Where files are kept unless the program says otherwise. */
final class CacheFolder {
  static final String PROPERTY = "dev.deepmatting.cache";

  private static final String NAME = "deep-matting";

  private CacheFolder() {}

  static Path standard(Map<String, String> environment, Properties properties) {
    String chosen = properties.getProperty(PROPERTY, "");
    if (!chosen.isEmpty()) {
      return path("the system property " + PROPERTY, chosen).toAbsolutePath();
    }
    boolean windows = properties.getProperty("os.name", "").startsWith("Windows");
    String variable = windows ? "LOCALAPPDATA" : "XDG_CACHE_HOME";
    String folder = environment.getOrDefault(variable, "");
    // The XDG Base Directory Specification has relative paths ignored.
    if (!folder.isEmpty() && path(variable, folder).isAbsolute()) {
      return Path.of(folder, NAME);
    }
    return Path.of(properties.getProperty("user.home", ""), ".cache", NAME).toAbsolutePath();
  }

  private static Path path(String source, String value) {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new InvalidInputException(source + " is '" + value + "', wanted a folder", e);
    }
  }
}

package dev.deepmatting.spark;

import dev.deepmatting.Matting;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;

/** The models that this JVM has loaded: one for all tasks of an executor. */
final class Models {
  private static final String CACHE = "org.bytedeco.javacpp.cachedir";
  private static final Map<String, Matting> LOADED = new HashMap<>();

  private Models() {}

  /** Loads the model, or returns it if it is loaded. */
  static synchronized Matting get(SparkMattingSettings settings) {
    return LOADED.computeIfAbsent(settings.modelKey(), key -> load(settings));
  }

  private static Matting load(SparkMattingSettings settings) {
    setCache();
    if (settings.modelSha256() == null) {
      return settings.matting().model(settings.model()).build();
    }
    Path file = file(settings.model());
    String found = Hashes.sha256(ImageInput.of(file));
    if (!found.equals(settings.modelSha256())) {
      throw new InvalidInputException(
          "model " + file + " has SHA-256 " + found + ", wanted " + settings.modelSha256());
    }
    return settings.matting().model(file).build();
  }

  private static Path file(String name) {
    Path distributed = Path.of(SparkFiles.get(name));
    return Files.exists(distributed) ? distributed : Path.of(name);
  }

  /** Executors of one host that unpack natives into one folder would race (javacpp issue 608). */
  private static void setCache() {
    SparkEnv spark = SparkEnv.get();
    if (System.getProperty(CACHE) != null || spark == null || spark.executorId().equals("driver")) {
      return;
    }
    try {
      Path own = Path.of(SparkFiles.getRootDirectory()).resolve("natives");
      System.setProperty(CACHE, Files.createDirectories(own).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes all, when the executor ends. */
  static synchronized void close() {
    LOADED.values().forEach(Matting::close);
    LOADED.clear();
  }
}

package dev.deepmatting.pretrained;

import dev.deepmatting.error.DownloadException;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A folder of fetched files. A file is downloaded once, verified by its SHA-256, and from then on
 * taken from the folder without any network. An interrupted download resumes where it ended.
 *
 * <p>Immutable and safe to share between threads. Processes can share the folder: only one fetches
 * a given file at a time.
 *
 * @since 0.1
 */
public final class PretrainedCache {
  private final Path folder;
  private final boolean offline;
  private final Download.DownloadSettings settings;

  private PretrainedCache(Builder builder) {
    folder =
        builder.folder != null
            ? builder.folder.toAbsolutePath().normalize()
            : CacheFolder.standard(builder.environment, System.getProperties());
    offline = builder.offline;
    settings =
        new Download.DownloadSettings(
            builder.connectTimeout,
            builder.stallTimeout,
            builder.tries,
            builder.pause,
            builder.maxBytes,
            Optional.ofNullable(builder.proxy),
            builder.environment,
            Optional.ofNullable(builder.sslContext));
  }

  /**
   * Returns a cache in the default folder with the default settings.
   *
   * @return the cache
   * @throws InvalidInputException if the environment names a folder that is not one
   */
  public static PretrainedCache standard() {
    return builder().build();
  }

  /**
   * Returns a builder with the default settings.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the folder of the files; it need not exist yet.
   *
   * @return an absolute path
   */
  public Path folder() {
    return folder;
  }

  /**
   * Returns the path of a file in this cache, whether it exists or not; you can put a file fetched
   * by hand there.
   *
   * @param file the file
   * @return an absolute path
   */
  public Path path(PretrainedFile file) {
    return new CachedFile(folder, file).path();
  }

  /**
   * Fetches a file without a listener; see {@link #fetch(PretrainedFile, DownloadListener)}.
   *
   * @param file the file
   * @return the path of the file
   * @throws DownloadException if it could not be fetched
   */
  public Path fetch(PretrainedFile file) {
    return fetch(file, DownloadListener.NONE);
  }

  /**
   * Returns a file from the folder, and downloads it first if necessary. A file in the folder is
   * hashed once, and again only if its size or time has changed. A file with a wrong hash is
   * replaced.
   *
   * <p>Interrupting the thread ends a download soon; the bytes received so far are kept for the
   * next time.
   *
   * @param file the file
   * @param listener is notified of a download; never called if the file is already there
   * @return the absolute path of the file
   * @throws DownloadException if the server or the network fails, the file has another hash, the
   *     folder cannot be used, or the thread was interrupted (its flag is set again). If fetching
   *     by hand might help, the message says what to fetch and where to put it
   * @throws InvalidInputException if a proxy variable of the environment cannot be parsed
   */
  public Path fetch(PretrainedFile file, DownloadListener listener) {
    Objects.requireNonNull(listener, "listener");
    CachedFile cached = new CachedFile(folder, Objects.requireNonNull(file, "file"));
    try {
      if (!cached.isVerified()) {
        if (offline) {
          throw Failures.offline(file, cached);
        }
        download(file, cached, listener);
      }
      return cached.path();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.interrupted(file, cached, e);
    }
  }

  private void download(PretrainedFile file, CachedFile cached, DownloadListener listener)
      throws InterruptedException {
    CacheLock lock = lock(file, cached);
    try {
      // Another thread or process might have been quicker.
      if (!cached.isVerified()) {
        new Download(file, cached, settings, listener).run();
      }
    } finally {
      lock.release();
    }
  }

  private CacheLock lock(PretrainedFile file, CachedFile cached) throws InterruptedException {
    try {
      Files.createDirectories(folder);
      return CacheLock.acquire(cached.beside(".lock"));
    } catch (IOException e) {
      throw Failures.unusableCache(file, cached.path(), e);
    }
  }

  /**
   * Collects and validates the settings of a {@link PretrainedCache}. Not safe to share between
   * threads.
   */
  public static final class Builder {
    private static final int MOST_TRIES = 100;
    private static final Duration LONGEST = Duration.ofDays(1);

    private @Nullable Path folder;
    private boolean offline;
    private Duration connectTimeout = Duration.ofSeconds(20);
    private Duration stallTimeout = Duration.ofSeconds(60);
    private Duration pause = Duration.ofSeconds(1);
    private int tries = 5;
    private long maxBytes = 4L << 30;
    private @Nullable ProxySelector proxy;
    private Map<String, String> environment = System.getenv();
    private @Nullable SSLContext sslContext;

    private Builder() {}

    /**
     * Sets the folder. Without it the folder is the system property {@code dev.deepmatting.cache},
     * or else {@code deep-matting} in {@code $XDG_CACHE_HOME} ({@code %LOCALAPPDATA%} on Windows),
     * or else {@code ~/.cache/deep-matting}.
     *
     * @param cacheFolder a folder, created when something is fetched
     * @return this builder
     */
    public Builder folder(Path cacheFolder) {
      folder = Objects.requireNonNull(cacheFolder, "cacheFolder");
      return this;
    }

    /**
     * Sets whether to forbid all use of the network.
     *
     * @param only true to take files only from the folder
     * @return this builder
     */
    public Builder offline(boolean only) {
      offline = only;
      return this;
    }

    /**
     * Sets the longest time to connect; 20 seconds by default.
     *
     * @param timeout more than zero, at most a day
     * @return this builder
     * @throws InvalidInputException if it is out of range
     */
    public Builder connectTimeout(Duration timeout) {
      connectTimeout = positive("connectTimeout", timeout);
      return this;
    }

    /**
     * Sets the longest wait without a byte; 60 seconds by default. The whole download can take any
     * time.
     *
     * @param timeout more than zero, at most a day
     * @return this builder
     * @throws InvalidInputException if it is out of range
     */
    public Builder stallTimeout(Duration timeout) {
      stallTimeout = positive("stallTimeout", timeout);
      return this;
    }

    /**
     * Sets the number of tries if the connection breaks or the server answers with status 408, 429
     * or 500 and above; 5 by default. Each try resumes where the last one ended.
     *
     * @param number 1 to 100
     * @return this builder
     * @throws InvalidInputException if it is out of range
     */
    public Builder tries(int number) {
      Ranges.within("tries", number, 1, MOST_TRIES);
      tries = number;
      return this;
    }

    /**
     * Sets the pause before the second try, which doubles before each further one up to 32 times
     * its length; 1 second by default.
     *
     * @param length more than zero, at most a day
     * @return this builder
     * @throws InvalidInputException if it is out of range
     */
    public Builder pause(Duration length) {
      pause = positive("pause", length);
      return this;
    }

    /**
     * Sets the largest file size; 4 GiB by default. Larger files are rejected, whatever the server
     * says.
     *
     * @param bytes at least 1
     * @return this builder
     * @throws InvalidInputException if it is less than 1
     */
    public Builder maxBytes(long bytes) {
      Ranges.atLeast("maxBytes", bytes, 1);
      maxBytes = bytes;
      return this;
    }

    /**
     * Sets the proxies. The default is those of the JVM ({@code https.proxyHost} and so on) or, if
     * it has none, those of the environment variables {@code https_proxy}, {@code http_proxy} and
     * {@code no_proxy}.
     *
     * @param selector returns the proxies of an address
     * @return this builder
     */
    public Builder proxy(ProxySelector selector) {
      proxy = Objects.requireNonNull(selector, "selector");
      return this;
    }

    Builder environment(Map<String, String> variables) {
      environment = Map.copyOf(variables);
      return this;
    }

    Builder sslContext(SSLContext context) {
      sslContext = context;
      return this;
    }

    /**
     * Returns the cache; touches neither the folder nor the network.
     *
     * @return an immutable cache
     * @throws InvalidInputException if the environment names a folder that is not one
     */
    public PretrainedCache build() {
      return new PretrainedCache(this);
    }

    private static Duration positive(String name, Duration value) {
      Objects.requireNonNull(value, name);
      Ranges.require(
          value.compareTo(Duration.ZERO) > 0 && value.compareTo(LONGEST) <= 0,
          name,
          value,
          "more than zero and at most a day");
      return value;
    }
  }

  /** The default folder of the cache. */
  static final class CacheFolder {
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
      // The XDG Base Directory Specification says to ignore relative paths.
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
}

package dev.deepmatting.pretrained;

import dev.deepmatting.error.DownloadException;
import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Describes failures in words that say what to do. */
final class Failures {
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;
  private static final int PROXY_LOGIN = 407;

  /** This package writes their texts itself. */
  private static final Set<Class<?>> SELF_EXPLAINING =
      Set.of(IOException.class, EOFException.class, HttpTimeoutException.class);

  private Failures() {}

  static DownloadException offline(PretrainedFile file, CachedFile cached) {
    String state = cached.exists() ? "has another SHA-256 than wanted" : "is not there";
    return new DownloadException(
        String.format(
            Locale.ROOT,
            "%s: %s %s, and downloads are switched off. %s",
            file.name(),
            cached.path(),
            state,
            cached.byHand()));
  }

  static DownloadException unreachable(
      PretrainedFile file, CachedFile cached, int tries, IOException cause) {
    return new DownloadException(
        String.format(
            Locale.ROOT,
            "%s: cannot fetch %s in %d %s: %s. %s",
            file.name(),
            PretrainedFile.Address.shown(file.uri()),
            tries,
            tries == 1 ? "try" : "tries",
            reason(cause),
            cached.byHand()),
        cause);
  }

  static DownloadException refused(PretrainedFile file, CachedFile cached, int status) {
    boolean missing = status == NOT_FOUND || status == GONE;
    return new DownloadException(
        String.format(
            Locale.ROOT,
            "%s: the %s answers %s with status %d, wanted 200. %s",
            file.name(),
            status == PROXY_LOGIN ? "proxy" : "server",
            PretrainedFile.Address.shown(file.uri()),
            status,
            missing ? "The file is not there (any more)" : cached.byHand()));
  }

  static DownloadException badRedirect(PretrainedFile file, CachedFile cached, int status) {
    return new DownloadException(
        String.format(
            Locale.ROOT,
            "%s: the server answers %s with status %d and leads to an address that is not"
                + " followed: from https to http, not an address, or too many in a row. %s",
            file.name(),
            PretrainedFile.Address.shown(file.uri()),
            status,
            cached.byHand()));
  }

  static DownloadException wrongHash(PretrainedFile file, String hash) {
    return new DownloadException(
        String.format(
            Locale.ROOT,
            "%s: what came from %s has the SHA-256 %s, wanted one that begins with %s;"
                + " it was deleted",
            file.name(),
            PretrainedFile.Address.shown(file.uri()),
            hash,
            file.sha256Prefix()));
  }

  static DownloadException tooLarge(PretrainedFile file, String size, long limit) {
    return new DownloadException(
        String.format(
            Locale.ROOT,
            "%s: %s sends %s bytes, wanted at most %d",
            file.name(),
            PretrainedFile.Address.shown(file.uri()),
            size,
            limit));
  }

  static DownloadException unusableCache(PretrainedFile file, Path path, IOException cause) {
    return new DownloadException(
        String.format(
            Locale.ROOT,
            "%s: cannot write %s: %s; wanted a folder with room that can be written to"
                + " (another one: system property %s)",
            file.name(),
            path,
            reason(cause),
            PretrainedCache.CacheFolder.PROPERTY),
        cause);
  }

  static DownloadException interrupted(
      PretrainedFile file, CachedFile cached, InterruptedException cause) {
    return new DownloadException(
        String.format(
            Locale.ROOT,
            "%s: the thread was interrupted before %s was there; what has come is kept",
            file.name(),
            cached.path()),
        cause);
  }

  /**
   * Returns the kind of error, unless it says too little, and the first message among it and its
   * causes.
   */
  static String reason(Throwable error) {
    String kind = error.getClass().getSimpleName();
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) {
        return SELF_EXPLAINING.contains(error.getClass())
            ? cause.getMessage()
            : kind + ": " + cause.getMessage();
      }
    }
    return error.getCause() == null
        ? kind
        : kind + " (" + error.getCause().getClass().getSimpleName() + ")";
  }
}

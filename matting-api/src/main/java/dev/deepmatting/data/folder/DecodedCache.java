package dev.deepmatting.data.folder;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.image.ImageFiles;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Caches decoded pictures within a budget of bytes; drops the least recently used first. Safe to
 * share between threads: files that several threads request at the same time are decoded once.
 *
 * <p>Pictures that threads use, or are decoding, come on top of the budget.
 */
final class DecodedCache {
  private final ImageFiles reader;
  private final long budget;

  // Guarded by this, like all fields below.
  private final Map<Decodable<?>, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Decodable<?>, CompletableFuture<?>> decoding = new HashMap<>();
  private long bytes;
  private long hits;
  private long misses;

  DecodedCache(ImageFiles reader, long budget) {
    this.reader = reader;
    this.budget = budget;
  }

  private record Kept(Object value, long bytes) {}

  /**
   * Counts so far.
   *
   * @param hits how often a value was cached, or another thread was decoding it
   * @param misses how often files were decoded, or could not be
   * @param bytes the size of the cache
   */
  record Statistics(long hits, long misses, long bytes) {}

  synchronized Statistics statistics() {
    return new Statistics(hits, misses, bytes);
  }

  /**
   * Returns the value of files, decoded now or before. Failures are not cached: the next caller
   * tries again.
   *
   * @throws InvalidInputException with a file's name if one cannot be used
   * @throws MattingInterruptedException if the thread is interrupted
   */
  @SuppressWarnings("unchecked") // What is kept under a key is what the key decoded.
  <T> T get(Decodable<T> files) {
    CompletableFuture<T> own = new CompletableFuture<>();
    while (true) {
      CompletableFuture<T> other;
      synchronized (this) {
        Kept found = kept.get(files);
        if (found != null) {
          hits++;
          return (T) found.value();
        }
        other = (CompletableFuture<T>) decoding.putIfAbsent(files, own);
      }
      if (other == null) {
        return decode(files, own);
      }
      Optional<T> value = await(files, other);
      if (value.isPresent()) {
        return value.get();
      }
      // The other thread failed, perhaps for its own reason, such as an interrupt.
    }
  }

  private <T> T decode(Decodable<T> files, CompletableFuture<T> own) {
    @Nullable T value = null;
    try {
      value = files.decode(reader);
      return value;
    } catch (InvalidInputException e) {
      // An interrupted read looks like a damaged file.
      if (Thread.currentThread().isInterrupted()) {
        throw new MattingInterruptedException("reading " + files + " was interrupted", e);
      }
      throw e;
    } finally {
      finish(files, value, own);
    }
  }

  /**
   * Moves the value to the cache in one step, so that every thread finds it either pending or
   * cached.
   */
  private synchronized <T> void finish(
      Decodable<T> files, @Nullable T value, CompletableFuture<T> own) {
    misses++;
    decoding.remove(files);
    if (value != null) {
      keep(files, value, files.bytes(value));
    }
    own.complete(value);
  }

  private void keep(Decodable<?> files, Object value, long size) {
    if (size > budget) {
      return;
    }
    kept.put(files, new Kept(value, size));
    bytes += size;
    Iterator<Kept> eldest = kept.values().iterator();
    while (bytes > budget) {
      bytes -= eldest.next().bytes();
      eldest.remove();
    }
  }

  /** Returns the value that another thread decodes; empty if it fails. */
  private <T> Optional<T> await(Decodable<T> files, CompletableFuture<T> other) {
    try {
      Optional<T> value = Optional.ofNullable(other.get());
      if (value.isPresent()) {
        synchronized (this) {
          hits++;
        }
      }
      return value;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MattingInterruptedException("waiting for " + files + " was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}

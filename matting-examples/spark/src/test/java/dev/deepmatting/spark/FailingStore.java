package dev.deepmatting.spark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.apache.spark.sql.SparkSession;

/**
 * An object store in a folder: no rename, an object appears when its stream is closed unless it was
 * aborted, a put without overwriting is refused if the object is there, and chosen first puts fail.
 */
public final class FailingStore extends RawLocalFileSystem {
  static final String SCHEME = "objects";

  private static final Set<String> FAILING = ConcurrentHashMap.newKeySet();
  private static final Map<String, Integer> PUTS = new ConcurrentHashMap<>();
  private static final AtomicInteger FAILED = new AtomicInteger();

  static void register(SparkSession spark) {
    spark
        .sparkContext()
        .hadoopConfiguration()
        .set("fs." + SCHEME + ".impl", FailingStore.class.getName());
  }

  static void failFirst(String... names) {
    FAILING.addAll(Arrays.asList(names));
  }

  static Map<String, Integer> puts() {
    return PUTS;
  }

  static int failed() {
    return FAILED.get();
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public boolean rename(Path from, Path to) {
    throw new UnsupportedOperationException("an object store does not rename");
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      FsPermission permission,
      boolean overwrite,
      int buffer,
      short copies,
      long block,
      Progressable progress)
      throws IOException {
    return new FSDataOutputStream(new Upload(pathToFile(file).toPath(), overwrite), null);
  }

  private static final class Upload extends ByteArrayOutputStream
      implements StreamCapabilities, Abortable {
    private final java.nio.file.Path file;
    private final boolean overwrite;
    private boolean aborted;

    Upload(java.nio.file.Path file, boolean overwrite) {
      this.file = file;
      this.overwrite = overwrite;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      write(bytes, 0, bytes.length);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) {
      super.write(bytes, from, count);
    }

    @Override
    public void close() throws IOException {
      String name = file.getFileName().toString();
      if (aborted) {
        return;
      }
      if (FAILING.remove(name)) {
        FAILED.incrementAndGet();
        throw new IOException("503 Slow Down: " + name);
      }
      Files.createDirectories(file.getParent());
      if (!overwrite && Files.exists(file)) {
        throw new FileAlreadyExistsException(file.toString());
      }
      java.nio.file.Path part = Files.createTempFile("upload", null);
      Files.write(part, toByteArray());
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      PUTS.merge(name, 1, Integer::sum);
    }

    @Override
    public boolean hasCapability(String capability) {
      return capability.equals(ABORTABLE_STREAM);
    }

    @Override
    public AbortableResult abort() {
      aborted = true;
      return new AbortableResult() {
        @Override
        public boolean alreadyClosed() {
          return false;
        }

        @Override
        public IOException anyCleanupException() {
          return null;
        }
      };
    }
  }
}

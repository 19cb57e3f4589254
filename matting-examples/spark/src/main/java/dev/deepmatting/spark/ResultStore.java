package dev.deepmatting.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.deepmatting.image.ImageInput;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.jspecify.annotations.Nullable;

/**
 * The results folder. A file has its name only once it is complete, and attempts of one task that
 * write at once write the same bytes. A note for each picture says by which work its results were
 * made; it is written last and deleted first. Safe to share between threads.
 */
final class ResultStore {
  /** Where the notes are; tables skip folders whose names begin like this. */
  static final String NOTES = "_done";

  /** Where attempts write that rename; whatever is left there after a run can be deleted. */
  static final String ATTEMPTS = "_attempts";

  private static final Set<String> OBJECT_STORES = Set.of("s3a", "s3", "gs", "oss", "cosn", "obs");

  /** Hadoop's option for If-None-Match, which other file systems ignore. */
  private static final String IF_NONE_MATCH = "fs.option.create.conditional.overwrite";

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final Path folder;
  private final FileSystem files;
  private final boolean renames;

  private ResultStore(Path folder, FileSystem files, boolean renames) {
    this.folder = folder;
    this.files = files;
    this.renames = renames;
  }

  /**
   * Thrown for what is the store's fault and not a picture's, so that Spark tries the task again.
   */
  static final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreException(Path file, IOException cause) {
      super("result " + file + " cannot be written or read: " + cause, cause);
    }
  }

  static ResultStore open(
      String address, SparkMattingSettings.Placement placement, Configuration configuration) {
    Path given = new Path(address);
    try {
      FileSystem files = given.getFileSystem(configuration);
      // Not through the file system that keeps a second file of checksums, which is renamed later.
      FileSystem plain = files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
      Path folder = plain.makeQualified(given);
      boolean renames =
          switch (placement) {
            case RENAME -> true;
            case PUT -> false;
            case AUTO -> !OBJECT_STORES.contains(folder.toUri().getScheme());
          };
      return new ResultStore(folder, plain, renames);
    } catch (IOException e) {
      throw new StoreException(given, e);
    }
  }

  /**
   * Returns the note of a picture, whatever the work was; empty if its results are not all there.
   */
  Optional<PictureRecord> find(String id) {
    Path note = note(id);
    try (InputStream in = files.open(note)) {
      PictureRecord record = JSON.readValue(in.readAllBytes(), PictureRecord.class);
      boolean whole =
          isThere(record.alpha()) && (record.cutOut() == null || isThere(record.cutOut()));
      return whole ? Optional.of(record) : Optional.empty();
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreException(note, e);
    }
  }

  private boolean isThere(PictureRecord.@Nullable Result result) throws IOException {
    if (result == null) {
      return false;
    }
    try {
      FileStatus status = files.getFileStatus(new Path(result.address()));
      return status.getLen() == result.bytes();
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  /** Forgets a picture before its results are replaced. */
  void forget(String id) {
    try {
      files.delete(note(id), false);
    } catch (IOException e) {
      throw new StoreException(note(id), e);
    }
  }

  /** Writes a result. */
  PictureRecord.Result write(String name, byte[] content) {
    Path file = new Path(folder, name);
    put(file, content);
    return new PictureRecord.Result(
        file.toString(), content.length, Hashes.sha256(ImageInput.of(content)));
  }

  /** Notes that all results of a picture are in place. */
  void note(PictureRecord record) {
    try {
      put(note(record.id()), JSON.writeValueAsBytes(record));
    } catch (IOException e) {
      throw new StoreException(note(record.id()), e);
    }
  }

  private Path note(String id) {
    return new Path(new Path(folder, NOTES), id + ".json");
  }

  private void put(Path file, byte[] content) {
    try {
      if (renames) {
        Path attempt = new Path(new Path(folder, ATTEMPTS), UUID.randomUUID().toString());
        send(files.createFile(attempt).recursive(), content, true);
        rename(attempt, file);
      } else {
        putOnce(file, content);
      }
    } catch (IOException e) {
      throw new StoreException(file, e);
    }
  }

  private void rename(Path attempt, Path file) throws IOException {
    files.mkdirs(file.getParent());
    if (files instanceof RawLocalFileSystem) {
      // The system's own rename, which replaces.
      if (!files.rename(attempt, file)) {
        throw new IOException(attempt + " cannot be renamed");
      }
    } else {
      FileContext.getFileContext(file.toUri(), files.getConf())
          .rename(attempt, file, Options.Rename.OVERWRITE);
    }
  }

  /** Leaves an object that another attempt has put; replaces what earlier work has left. */
  private void putOnce(Path file, byte[] content) throws IOException {
    try {
      FSDataOutputStreamBuilder<?, ?> builder = files.createFile(file).recursive().overwrite(false);
      builder.opt(IF_NONE_MATCH, true);
      send(builder, content, false);
    } catch (FileAlreadyExistsException e) {
      if (!Arrays.equals(content, read(file))) {
        send(files.createFile(file).recursive().overwrite(true), content, false);
      }
    }
  }

  private byte[] read(Path file) throws IOException {
    try (InputStream in = files.open(file)) {
      return in.readAllBytes();
    }
  }

  /** Closing an object store's stream publishes what was written: after an error it must not. */
  private static void send(FSDataOutputStreamBuilder<?, ?> builder, byte[] content, boolean sync)
      throws IOException {
    FSDataOutputStream out = builder.build();
    try {
      out.write(content);
      if (sync) {
        out.hsync();
      }
    } catch (IOException e) {
      if (out.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
        out.abort();
      }
      out.close();
      throw e;
    }
    out.close();
  }

  /** Deletes what killed attempts have left, after a run. */
  void clean() {
    Path attempts = new Path(folder, ATTEMPTS);
    try {
      files.delete(attempts, true);
    } catch (IOException e) {
      throw new StoreException(attempts, e);
    }
  }
}

package dev.deepmatting.internal.events;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.internal.file.ProtobufMessage;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/**
 * A file of events (TensorFlow's event.proto) that grows. Each event reaches the system as soon as
 * it is written, so a reader sees it at once and a kill truncates at most the last one.
 */
final class EventFile {
  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;
  private static final int SESSION_STATUS = 1;
  private static final int SESSION_START = 1;

  private final Path path;
  private final FileOutputStream stream;

  private EventFile(Path path, FileOutputStream stream) {
    this.path = path;
    this.stream = stream;
  }

  /**
   * Creates a new file.
   *
   * @param folder its folder; created if missing
   * @return the file, still empty
   * @throws InvalidInputException if the folder's path is not a folder
   * @throws MattingException if the file cannot be written
   */
  static EventFile create(Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new InvalidInputException(
          "folder " + folder + " is a file, wanted a folder for event files");
    }
    try {
      Files.createDirectories(folder);
      Path path = Files.createFile(folder.resolve(name(Instant.now())));
      // Does not use a channel: an interrupt, by which a listener can stop a run, would close it.
      return new EventFile(path, new FileOutputStream(path.toFile()));
    } catch (IOException e) {
      throw new MattingException(
          "folder " + folder + " cannot be written, wanted a folder for event files: " + e, e);
    }
  }

  /** Returns the name; TensorBoard reads a folder's files in the order of their names. */
  private static String name(Instant now) {
    return String.format(
        Locale.ROOT,
        "events.out.tfevents.%010d.%s.%09d.%d",
        now.getEpochSecond(),
        host(),
        now.getNano(),
        ProcessHandle.current().pid());
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "-");
    } catch (UnknownHostException e) {
      return "host";
    }
  }

  /** Writes the start of the file, which tells TensorBoard its format. */
  void version() {
    write(0, new ProtobufMessage().text(FILE_VERSION, "brain.Event:2"));
  }

  /** Makes TensorBoard forget everything it has read of this step and later ones. */
  void restart(long step) {
    write(
        step,
        new ProtobufMessage()
            .message(SESSION_LOG, new ProtobufMessage().number(SESSION_STATUS, SESSION_START)));
  }

  void show(long step, Summary summary) {
    write(step, new ProtobufMessage().message(SUMMARY, summary.message()));
  }

  private void write(long step, ProtobufMessage what) {
    Instant now = Instant.now();
    ProtobufMessage event =
        new ProtobufMessage()
            .number(WALL_TIME, now.getEpochSecond() + now.getNano() / 1e9)
            .number(STEP, step)
            .append(what);
    try {
      stream.write(TfRecord.frame(event.toBytes()));
    } catch (IOException e) {
      throw new MattingException("file " + path + " could not be written: " + e, e);
    }
  }

  void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw new MattingException("file " + path + " could not be written: " + e, e);
    }
  }
}

package dev.deepmatting.internal.report;

import dev.deepmatting.internal.file.AtomicFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Consumer;

/** The file of a history. It only grows, one line at a time, except when a run resumes. */
final class HistoryFile {
  private static final System.Logger LOG = System.getLogger(HistoryFile.class.getName());
  private static final int FLUSH_FROM = 1 << 16;

  private final Path file;

  HistoryFile(Path file) {
    this.file = file;
  }

  void clear() {
    Disk.attempt(file, () -> Disk.write(file, channel -> {}));
  }

  /** Appends a line, and forces it to disk as far as the program can. */
  void append(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
    Disk.attempt(
        file, () -> Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  /**
   * Forgets everything after a step, and the partial line that a killed run leaves.
   *
   * @param lastStep the last step that counts
   * @param consumer receives each line that stays
   */
  void restore(long lastStep, Consumer<HistoryEntry> consumer) {
    if (!Files.exists(file)) {
      clear();
      return;
    }
    Disk.attempt(
        file,
        () -> {
          BitSet kept = read(lastStep, consumer);
          Disk.write(file, channel -> copy(kept, channel));
        });
  }

  /** Returns which lines stay. Separate from the copy, which an interrupt can restart. */
  private BitSet read(long lastStep, Consumer<HistoryEntry> consumer) throws IOException {
    BitSet kept = new BitSet();
    try (BufferedReader reader = open()) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine(), number++) {
        Optional<HistoryEntry> entry =
            HistoryReader.entry(line).filter(each -> each.totalStep() <= lastStep);
        kept.set(number, entry.isPresent());
        entry.ifPresent(consumer);
      }
      LOG.log(
          System.Logger.Level.DEBUG,
          "{0}: dropped {1} lines that came after step {2} or are incomplete",
          file,
          number - kept.cardinality(),
          lastStep);
    }
    return kept;
  }

  private void copy(BitSet kept, FileChannel target) throws IOException {
    StringBuilder text = new StringBuilder();
    try (BufferedReader reader = open()) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine(), number++) {
        if (kept.get(number)) {
          text.append(line).append('\n');
        }
        if (text.length() >= FLUSH_FROM) {
          flush(text, target);
        }
      }
    }
    flush(text, target);
  }

  private static void flush(StringBuilder text, FileChannel target) throws IOException {
    AtomicFile.writeFully(
        target, ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
    text.setLength(0);
  }

  /**
   * Opens the file. A crash can leave bytes that are not text: they are replaced, and the line is
   * then dropped.
   */
  private BufferedReader open() throws IOException {
    return new BufferedReader(
        new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
  }
}

package dev.deepmatting.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Makes the class-data archive of a packaged command line, from which the JVM loads classes already
 * parsed and verified. The launcher calls it when the archive is missing.
 *
 * <p>It is a static archive: on Java 17, one written at a program's exit helps little. It appears
 * completely or not at all, and only one of several processes that start at once makes it.
 */
final class QuickStart {
  /** The most archives to keep, including those of other versions of Java and of this program. */
  private static final int KEPT = 4;

  private static final String ENDING = ".jsa";
  private static final int SIDE = 64;

  private QuickStart() {}

  /**
   * Makes an archive, or runs the work whose classes it lists.
   *
   * @param args the archive's file, or none for the run whose classes are listed
   * @throws IOException if a file cannot be written or a process cannot be started
   * @throws InterruptedException if this thread is interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length == 0) {
      run();
    } else {
      archive(Path.of(args[0]).toAbsolutePath());
    }
  }

  private static void archive(Path archive) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Objects.requireNonNull(archive.getParent()));
    Path lock = archive.resolveSibling(archive.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.tryLock()) {
      if (held != null && !Files.exists(archive)) {
        make(archive);
        deleteOldest(folder);
      }
      if (held != null) {
        Files.deleteIfExists(lock);
      }
    }
  }

  private static void make(Path archive) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(archive.getParent(), "archive");
    try {
      Path list = folder.resolve("classes.txt");
      Path made = folder.resolve("made" + ENDING);
      java("-XX:DumpLoadedClassList=" + list, "-XX:TieredStopAtLevel=1");
      java("-Xshare:dump", "-XX:SharedClassListFile=" + list, "-XX:SharedArchiveFile=" + made);
      move(made, archive);
    } finally {
      delete(folder);
    }
  }

  private static void java(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Collections.addAll(command, options);
    command.add("-Djava.awt.headless=true");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(QuickStart.class.getName());
    int exitCode =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (exitCode != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + exitCode);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to);
    }
  }

  private static void deleteOldest(Path folder) throws IOException {
    List<Path> archives;
    try (Stream<Path> files = Files.list(folder)) {
      archives = files.filter(file -> file.getFileName().toString().endsWith(ENDING)).toList();
    }
    List<Path> newestFirst =
        archives.stream().sorted(Comparator.comparing(QuickStart::time).reversed()).toList();
    for (Path old : newestFirst.subList(Math.min(KEPT, newestFirst.size()), newestFirst.size())) {
      Files.deleteIfExists(old);
    }
  }

  private static FileTime time(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  /** Runs typical work: a matte with a network and one without, from a JPEG and a PNG file. */
  private static void run() throws IOException {
    Path folder = Files.createTempDirectory("matting");
    try {
      String photo = draw(folder.resolve("photo.jpg"), BufferedImage.TYPE_INT_RGB);
      String trimap = draw(folder.resolve("trimap.png"), BufferedImage.TYPE_BYTE_GRAY);
      String out = folder.toString();
      for (String model : List.of("builtin:dim-small", "builtin:graph")) {
        for (String command : List.of("predict", "cutout")) {
          MattingCommand.run(
              command, "--image", photo, "--trimap", trimap, "--out", out, "--model", model);
        }
      }
    } finally {
      delete(folder);
    }
  }

  /** Draws black, gray and white from outside to inside. */
  private static String draw(Path file, int type) throws IOException {
    BufferedImage image = new BufferedImage(SIDE, SIDE, type);
    Graphics2D graphics = image.createGraphics();
    for (int ring = 1; ring <= 2; ring++) {
      int margin = ring * SIDE / 5;
      graphics.setColor(ring == 1 ? new Color(0x808080) : Color.WHITE);
      graphics.fillRect(margin, margin, SIDE - 2 * margin, SIDE - 2 * margin);
    }
    graphics.dispose();
    String name = file.getFileName().toString();
    ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
    return file.toString();
  }

  private static void delete(Path folder) {
    File[] files = folder.toFile().listFiles();
    for (File file : files == null ? new File[0] : files) {
      // A remaining file is in a folder for temporary files, or in a cache.
      file.delete();
    }
    folder.toFile().delete();
  }
}

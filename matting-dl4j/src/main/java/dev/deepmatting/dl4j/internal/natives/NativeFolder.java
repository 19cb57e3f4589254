package dev.deepmatting.dl4j.internal.natives;

import dev.deepmatting.error.EngineException;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * The folder that JavaCPP and JNA unpack native libraries into. Both take the first of several
 * writable places without checking who else can write there; anyone who can is able to inject code
 * into this process. A user without a home gets the libraries in the working folder. So this class
 * chooses the place before either of them looks:
 *
 * <ol>
 *   <li>the folder of the property {@value #PROPERTY}, whoever owns it;
 *   <li>JavaCPP's own {@code .javacpp/cache} in the user's home, if no one else can write there;
 *   <li>a folder for this user alone under {@code java.io.tmpdir};
 *   <li>a new one there, deleted when the JVM ends, if someone else owns that name.
 * </ol>
 */
public final class NativeFolder {
  static final String PROPERTY = "org.bytedeco.javacpp.cachedir";

  /** JavaCPP's older spelling, which it still reads. */
  private static final String OLD_PROPERTY = "org.bytedeco.javacpp.cacheDir";

  private static final String JNA_PROPERTY = "jna.tmpdir";
  private static final String UNIX = "unix";
  private static final int OTHERS_WRITE = 0002;
  private static final int GROUP_WRITES = 0020;
  private static final int STICKY = 01000;

  private final Properties properties;
  private final List<String> refusals = new ArrayList<>();

  NativeFolder(Properties properties) {
    this.properties = properties;
  }

  /** Decided once, when a library is first needed. */
  private static final class Settled {
    private static final String FAILURE = settle();

    private static String settle() {
      try {
        Path folder = new NativeFolder(System.getProperties()).choose();
        System.setProperty(PROPERTY, folder.toString());
        if (System.getProperty(JNA_PROPERTY) == null) {
          System.setProperty(JNA_PROPERTY, folder.resolve("jna").toString());
        }
        return "";
      } catch (EngineException e) {
        return String.valueOf(e.getMessage());
      }
    }
  }

  /**
   * Sets where JavaCPP and JNA unpack.
   *
   * @throws EngineException if no folder is writable; the message lists what was tried
   */
  public static void require() {
    if (!Settled.FAILURE.isEmpty()) {
      throw new EngineException(Settled.FAILURE);
    }
  }

  /**
   * Explains a failed load if the folder is the cause.
   *
   * @param error from loading
   * @return the fault and its remedy; empty if the folder is not the cause
   */
  public static Optional<String> fault(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains("failed to map segment")) {
        return Optional.of(
            "no code may run in the folder of native libraries, "
                + System.getProperty(PROPERTY)
                + " (mounted noexec?); set "
                + PROPERTY
                + " to one where it may");
      }
      if (cause instanceof IOException) {
        return Optional.of(
            "native libraries cannot be unpacked into "
                + System.getProperty(PROPERTY)
                + ": "
                + cause
                + "; set "
                + PROPERTY
                + " to a folder with room");
      }
    }
    return Optional.empty();
  }

  Path choose() {
    String given = properties.getProperty(PROPERTY, properties.getProperty(OLD_PROPERTY));
    if (given != null) {
      return given(given);
    }
    String home = properties.getProperty("user.home", "");
    Path inHome = path(home).resolve(".javacpp").resolve("cache");
    if (inHome.isAbsolute() && isFit(inHome, Files.isDirectory(path(home)))) {
      return inHome;
    }
    Path temporary = path(properties.getProperty("java.io.tmpdir", ""));
    try {
      Path own = temporary.resolve("deep-matting-" + user(temporary));
      return isFit(own, true) ? own : disposable(temporary);
    } catch (IOException e) {
      refusals.add(temporary + " (" + e + ")");
    }
    throw new EngineException(
        "no folder for native libraries can be written: tried "
            + String.join(", ", refusals)
            + "; set "
            + PROPERTY
            + " to one that can, such as -D"
            + PROPERTY
            + "=FOLDER");
  }

  private static Path given(String text) {
    try {
      Path folder = Files.createDirectories(Path.of(text).toAbsolutePath());
      Files.delete(probe(folder));
      return folder;
    } catch (IOException | InvalidPathException e) {
      throw new EngineException(
          PROPERTY + " is '" + text + "', wanted a folder that can be written: " + e, e);
    }
  }

  /** A new file; its name need not be secret, and random numbers would delay a start. */
  private static Path probe(Path folder) throws IOException {
    int any = System.identityHashCode(new Object());
    return Files.createFile(folder.resolve("probe" + System.nanoTime() + "-" + any));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      return Path.of("");
    }
  }

  /** Returns whether only this user can write to the folder, which is created if needed. */
  private boolean isFit(Path folder, boolean mayBeMade) {
    try {
      if (!mayBeMade) {
        refusals.add(folder + " (no such home)");
        return false;
      }
      Files.createDirectories(folder, ownerOnly(folder));
      Path probe = probe(folder);
      try {
        return isOwn(folder, probe);
      } finally {
        Files.delete(probe);
      }
    } catch (FileAlreadyExistsException e) {
      refusals.add(folder + " (no folder)");
    } catch (IOException e) {
      refusals.add(folder + " (" + e + ")");
    }
    return false;
  }

  private boolean isOwn(Path folder, Path probe) throws IOException {
    if (!hasUnixModes(folder)) {
      return true;
    }
    int me = UnixFile.of(probe).owner();
    for (Path each : List.of(folder, folder.toAbsolutePath().getParent())) {
      UnixFile file = UnixFile.of(each);
      boolean own = file.owner() == me && !file.isShared();
      // In a sticky folder such as /tmp, others cannot replace files that are not theirs.
      boolean safeParent = !each.equals(folder) && (file.isSticky() || !file.isShared());
      if (!own && !safeParent) {
        refusals.add(each + " (others can write there)");
        return false;
      }
    }
    return true;
  }

  /** The owner and permissions of a file; for a link, of the link itself. */
  private record UnixFile(int owner, int group, int mode) {
    static UnixFile of(Path path) throws IOException {
      return new UnixFile(number(path, "uid"), number(path, "gid"), number(path, "mode"));
    }

    private static int number(Path path, String attribute) throws IOException {
      Object value = Files.getAttribute(path, UNIX + ":" + attribute, LinkOption.NOFOLLOW_LINKS);
      return (int) Objects.requireNonNull(value, attribute);
    }

    /**
     * Returns whether others can write. Many systems give each user a group of the same number,
     * which can write too.
     */
    boolean isShared() {
      boolean groupWrites = (mode & GROUP_WRITES) != 0 && group != owner;
      return (mode & OTHERS_WRITE) != 0 || groupWrites;
    }

    boolean isSticky() {
      return (mode & STICKY) != 0;
    }
  }

  private static boolean hasUnixModes(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains(UNIX);
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) {
    return hasUnixModes(folder)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Returns the user's number, since names can be missing, or else the JVM's user name. */
  private String user(Path temporary) throws IOException {
    if (!hasUnixModes(temporary)) {
      return properties.getProperty("user.name", "user").replaceAll("\\W", "_");
    }
    Path probe = Files.createTempFile(temporary, "deep-matting-", "");
    try {
      return String.valueOf(UnixFile.of(probe).owner());
    } finally {
      Files.delete(probe);
    }
  }

  private static Path disposable(Path temporary) throws IOException {
    Path folder = Files.createTempDirectory(temporary, "deep-matting-");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder.toFile())));
    return folder;
  }

  private static void delete(File file) {
    File[] inside = file.listFiles();
    if (inside != null && !Files.isSymbolicLink(file.toPath())) {
      for (File each : inside) {
        delete(each);
      }
    }
    if (!file.delete()) {
      file.deleteOnExit();
    }
  }
}

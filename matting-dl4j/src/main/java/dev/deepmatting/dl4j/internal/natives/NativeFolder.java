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
 * places that can be written, without a look at who else can write there, and whoever can puts code
 * into this process; a user without a home gets the libraries into the working folder. So the place
 * is chosen here, before either of them looks:
 *
 * <ol>
 *   <li>what the property {@value #PROPERTY} names, whoever owns it;
 *   <li>JavaCPP's own {@code .javacpp/cache} in the user's home, if nobody else can write there;
 *   <li>a folder for this user alone under {@code java.io.tmpdir};
 *   <li>a new one there, deleted when the JVM ends, if somebody else holds that name.
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

  /** Settled once, when a library is first wanted. */
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
   * Tells JavaCPP and JNA where to unpack.
   *
   * @throws EngineException if no folder can be written; it names what was tried
   */
  public static void require() {
    if (!Settled.FAILURE.isEmpty()) {
      throw new EngineException(Settled.FAILURE);
    }
  }

  /**
   * The folder's fault in that a library did not load.
   *
   * @param error what loading threw
   * @return the fault and how to mend it; nothing if it is not the folder's
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

  /** Whether it can be written, by this user alone; it is made if need be. */
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
      // In a sticky folder, such as /tmp, others cannot replace what is not theirs.
      boolean safeParent = !each.equals(folder) && (file.isSticky() || !file.isShared());
      if (!own && !safeParent) {
        refusals.add(each + " (others can write there)");
        return false;
      }
    }
    return true;
  }

  /** Who owns a file and who can write it. Of a link it is the link's own, not its target's. */
  private record UnixFile(int owner, int group, int mode) {
    static UnixFile of(Path path) throws IOException {
      return new UnixFile(number(path, "uid"), number(path, "gid"), number(path, "mode"));
    }

    private static int number(Path path, String attribute) throws IOException {
      Object value = Files.getAttribute(path, UNIX + ":" + attribute, LinkOption.NOFOLLOW_LINKS);
      return (int) Objects.requireNonNull(value, attribute);
    }

    /** Many systems give each user a group of the same number, and let it write. */
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

  /** The user's number, since names may be missing, or what the JVM calls the user. */
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

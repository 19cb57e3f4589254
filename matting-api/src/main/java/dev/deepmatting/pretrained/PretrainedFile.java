package dev.deepmatting.pretrained;

import dev.deepmatting.error.InvalidInputException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A public weight file: its address and its hash, or the start of it. By PyTorch's convention, the
 * file name can contain the first digits of the SHA-256, as in {@code vgg16_bn-6c64b313.pth}.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @since 0.1
 */
public final class PretrainedFile {
  private static final int MOST_CHARACTERS = 200;
  private static final int HIGHEST_PORT = 65535;

  /** Names that every file system accepts and that cannot lead out of a folder. */
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

  private static final Pattern HASH = Pattern.compile("-([0-9A-Fa-f]{8,64})\\.");

  private final String name;
  private final URI uri;
  private final String fileName;
  private final String sha256Prefix;
  private final long size;
  private final Facts facts;

  /**
   * Takes a file's description.
   *
   * @param sha256 its hash, or empty if the file name contains the start of it
   * @param size its bytes, or -1 if they are not known
   */
  PretrainedFile(String name, URI uri, String sha256, long size, Facts facts) {
    this.uri = uri;
    this.size = size;
    this.facts = facts;
    requireAddress(uri);
    String path = Objects.requireNonNullElse(uri.getPath(), "");
    fileName = path.substring(path.lastIndexOf('/') + 1);
    require(
        FILE_NAME.matcher(fileName).matches() && fileName.length() <= MOST_CHARACTERS,
        "names the file '%s', wanted at most %d of: letters, digits, '.', '_', '-'",
        fileName,
        MOST_CHARACTERS);
    sha256Prefix = sha256.isEmpty() ? prefix(fileName) : sha256;
    this.name = name.isEmpty() ? fileName : name;
  }

  /**
   * What users want to know before they fetch.
   *
   * @param licence under which it is published; empty if not known
   * @param purpose what it is good at; empty if not known
   */
  record Facts(String licence, String purpose) {
    static final Facts UNKNOWN = new Facts("", "");
  }

  /**
   * Returns torchvision's VGG16 with batch normalisation, trained on ImageNet: about 554 MB.
   *
   * @return the file {@code vgg16_bn-6c64b313.pth}
   */
  public static PretrainedFile vgg16Bn() {
    return KnownFiles.VGG16_BN;
  }

  /**
   * Returns torchvision's VGG16 without batch normalisation, trained on ImageNet: about 553 MB.
   *
   * @return the file {@code vgg16-397923af.pth}
   */
  public static PretrainedFile vgg16() {
    return KnownFiles.VGG16;
  }

  /**
   * Returns the files that this class knows by name.
   *
   * @return {@link #vgg16Bn()}, {@link #vgg16()} and the networks of {@link
   *     dev.deepmatting.segmentation.SegmentationModel#pretrained(String)}
   */
  public static List<PretrainedFile> known() {
    return KnownFiles.ALL;
  }

  /**
   * Returns the file of a name.
   *
   * @param name such as {@code u2netp}
   * @return the file; empty if {@link #known()} has none of that name
   */
  public static Optional<PretrainedFile> named(String name) {
    Objects.requireNonNull(name, "name");
    return known().stream().filter(file -> file.name.equals(name)).findFirst();
  }

  /**
   * Returns another file whose name contains the start of its SHA-256: {@code NAME-XXXXXXXX.ENDING}
   * with at least 8 hexadecimal digits. If there are several such parts, the last one counts.
   *
   * @param uri an absolute http or https address, without user name; plain http does not hide the
   *     transfer, but the hash is still checked
   * @return the file; its name is the file name
   * @throws InvalidInputException if the address has another form or contains no hash
   */
  public static PretrainedFile of(URI uri) {
    return new PretrainedFile("", Objects.requireNonNull(uri, "uri"), "", -1, Facts.UNKNOWN);
  }

  private static void requireAddress(URI uri) {
    String scheme = Objects.requireNonNullElse(uri.getScheme(), "").toLowerCase(Locale.ROOT);
    require(
        scheme.equals("https") || scheme.equals("http"),
        "has the scheme '%s', wanted https or http",
        scheme);
    require(
        uri.getHost() != null && uri.getPort() <= HIGHEST_PORT,
        "has no usable host and port, wanted https://HOST/PATH");
    require(uri.getRawUserInfo() == null, "has a user name, wanted an address without one");
  }

  private static String prefix(String fileName) {
    Matcher matcher = HASH.matcher(fileName);
    String last = "";
    // Starts the next search left of the dot, so "-XXXXXXXX-YYYYYYYY." works too.
    for (int from = 0; matcher.find(from); from = matcher.end(1)) {
      last = matcher.group(1).toLowerCase(Locale.ROOT);
    }
    require(
        !last.isEmpty(),
        "names the file '%s', wanted a name with the beginning of its SHA-256: NAME-XXXXXXXX.ENDING",
        fileName);
    return last;
  }

  /** Checks a condition. The message never contains the address, which could contain a password. */
  private static void require(boolean condition, String message, Object... arguments) {
    if (!condition) {
      throw new InvalidInputException(
          "the address of a file " + String.format(Locale.ROOT, message, arguments));
    }
  }

  /**
   * Returns a short name for messages.
   *
   * @return a name such as {@code vgg16_bn}
   */
  public String name() {
    return name;
  }

  /**
   * Returns the address of the file.
   *
   * @return an absolute http or https address
   */
  public URI uri() {
    return uri;
  }

  /**
   * Returns the file's name in the cache, the last part of its address.
   *
   * @return letters, digits, dots, underscores and hyphens
   */
  public String fileName() {
    return fileName;
  }

  /**
   * Returns the first digits of the SHA-256 of the whole file.
   *
   * @return 8 to 64 hexadecimal digits in lower case
   */
  public String sha256Prefix() {
    return sha256Prefix;
  }

  /**
   * Returns the published size of the file. It is for information only; the hash decides.
   *
   * @return bytes, empty if not known
   */
  public OptionalLong size() {
    return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
  }

  /**
   * Returns the licence under which the file is published. The terms of the pictures it was trained
   * on can restrict its use further.
   *
   * @return such as {@code Apache-2.0}; empty if not known
   */
  public String licence() {
    return facts.licence;
  }

  /**
   * Returns what the file is good at.
   *
   * @return a few words; empty if not known
   */
  public String purpose() {
    return facts.purpose;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PretrainedFile that && name.equals(that.name) && uri.equals(that.uri);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, uri);
  }

  /** Returns the name and the address without its query, which could contain a key. */
  @Override
  public String toString() {
    return name + " (" + Address.shown(uri) + ")";
  }

  /** Addresses as messages show them. */
  static final class Address {
    private Address() {}

    /** Leaves out the parts that could be secret: user name, query and fragment. */
    static String shown(URI uri) {
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      String query = uri.getRawQuery() == null ? "" : "?...";
      return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath() + query;
    }
  }
}

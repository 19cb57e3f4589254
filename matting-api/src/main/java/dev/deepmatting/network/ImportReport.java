package dev.deepmatting.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reports which tensors of a file a network could use. Names are the network's, or the classifier's
 * if the file contains a classifier; a prefix that wraps the network, such as {@code module.}, is
 * omitted. Immutable.
 *
 * @param loaded the network's tensors that the file contains in the right shape
 * @param skipped tensors of the file that are known but not needed, such as a classifier's
 * @param missing the network's tensors that the file lacks
 * @param extra tensors of the file that the network does not know
 * @param wrongShape the network's tensors that the file contains in another shape
 * @since 0.1
 */
public record ImportReport(
    List<String> loaded,
    List<String> skipped,
    List<String> missing,
    List<String> extra,
    List<WrongShape> wrongShape) {
  private static final int MOST_NAMED = 5;

  /** Names in untrusted files can be long. */
  private static final int LONGEST_NAME = 200;

  /**
   * Makes the lists immutable.
   *
   * @param loaded tensors that the file contains in the right shape
   * @param skipped tensors that are known but not needed
   * @param missing tensors that the file lacks
   * @param extra tensors that the network does not know
   * @param wrongShape tensors of another shape
   */
  public ImportReport {
    loaded = List.copyOf(loaded);
    skipped = List.copyOf(skipped);
    missing = List.copyOf(missing);
    extra = List.copyOf(extra);
    wrongShape = List.copyOf(wrongShape);
  }

  /**
   * A tensor of another shape than the network's.
   *
   * @param name its name
   * @param shape its shape in the file
   * @param wanted the network's shape
   */
  public record WrongShape(String name, List<Integer> shape, List<Integer> wanted) {
    /**
     * Makes the shapes immutable.
     *
     * @param name its name
     * @param shape its shape in the file
     * @param wanted the network's shape
     */
    public WrongShape {
      shape = List.copyOf(shape);
      wanted = List.copyOf(wanted);
    }

    @Override
    public String toString() {
      return name + " is " + shape + ", wanted " + wanted;
    }
  }

  /**
   * Returns whether the network has all the tensors it needs.
   *
   * @return true if no tensor is missing or has another shape
   */
  public boolean isComplete() {
    return missing.isEmpty() && wrongShape.isEmpty();
  }

  /**
   * Returns whether the file contains the whole network and nothing unknown.
   *
   * @return true if the network is complete and no tensor is extra
   */
  public boolean isExact() {
    return isComplete() && extra.isEmpty();
  }

  /**
   * Returns a summary in one line, with the first names of each kind of problem; long names are
   * shortened.
   *
   * @return a text such as {@code 30 loaded, 0 skipped, 1 missing (deconv1.bias)}
   */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    parts.add(loaded.size() + " loaded");
    parts.add(skipped.size() + " skipped");
    parts.add(named("missing", missing));
    parts.add(named("extra", extra));
    parts.add(named("of another shape", wrongShape));
    return String.join(", ", parts);
  }

  private static String shortened(Object entry) {
    String text = entry.toString();
    return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "...";
  }

  private static String named(String what, List<?> entries) {
    if (entries.isEmpty()) {
      return "0 " + what;
    }
    String rest = entries.size() > MOST_NAMED ? ", ..." : "";
    Stream<String> first = entries.stream().limit(MOST_NAMED).map(ImportReport::shortened);
    return entries.size()
        + " "
        + what
        + " ("
        + String.join(entries.get(0) instanceof WrongShape ? "; " : ", ", first.toList())
        + rest
        + ")";
  }
}

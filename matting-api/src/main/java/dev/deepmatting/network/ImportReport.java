package dev.deepmatting.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What became of the tensors of a file that was to fill a network. Names are the network's, or the
 * classifier's if it was one; a prefix that wraps the network, such as {@code module.}, is left
 * out. Immutable.
 *
 * @param loaded the network's tensors that the file holds in the right shape
 * @param skipped tensors of the file that are known and not needed, such as a classifier's
 * @param missing the network's tensors that the file does not hold
 * @param extra tensors of the file that the network does not know
 * @param wrongShape the network's tensors that the file holds in another shape
 * @since 0.1
 */
public record ImportReport(
    List<String> loaded,
    List<String> skipped,
    List<String> missing,
    List<String> extra,
    List<WrongShape> wrongShape) {
  private static final int MOST_NAMED = 5;

  /**
   * Makes the lists immutable.
   *
   * @param loaded tensors that the file holds in the right shape
   * @param skipped tensors that are known and not needed
   * @param missing tensors that the file does not hold
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
   * Whether the network has all it needs.
   *
   * @return true if nothing is missing or of another shape
   */
  public boolean isComplete() {
    return missing.isEmpty() && wrongShape.isEmpty();
  }

  /**
   * Whether the file holds the network and nothing unknown.
   *
   * @return true if the network is complete and nothing is extra
   */
  public boolean isExact() {
    return isComplete() && extra.isEmpty();
  }

  /**
   * All of it in one line, with the first names of each kind that went wrong.
   *
   * @return such as {@code 30 loaded, 0 skipped, 1 missing (deconv1.bias)}
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

  private static String named(String what, List<?> entries) {
    if (entries.isEmpty()) {
      return "0 " + what;
    }
    String rest = entries.size() > MOST_NAMED ? ", ..." : "";
    Stream<String> first = entries.stream().limit(MOST_NAMED).map(Object::toString);
    return entries.size()
        + " "
        + what
        + " ("
        + String.join(entries.get(0) instanceof WrongShape ? "; " : ", ", first.toList())
        + rest
        + ")";
  }
}

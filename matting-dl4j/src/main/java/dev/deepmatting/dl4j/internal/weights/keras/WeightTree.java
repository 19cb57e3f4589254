package dev.deepmatting.dl4j.internal.weights.keras;

import dev.deepmatting.dl4j.internal.weights.Shown;
import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The groups and arrays of a file, all checked. In a whole model, only the group of its weights is
 * read, not the optimiser's state. Arrays that are not weights are left out, see {@link KerasFile}.
 */
final class WeightTree {
  /** An array and its position. */
  record Weight(TensorInfo info, ArrayLayout.StoredArray array) {}

  private static final String WHOLE_MODEL = "model_weights";
  private static final Set<String> STATE =
      Set.of("optimizer", "optimizer_weights", "seed_generator");
  private static final int DEEPEST = 16;
  private static final int LONGEST_PATH = 1024;

  private final Hdf5Bytes file;
  private final Attributes attributes;
  private final Map<String, Weight> byPath = new LinkedHashMap<>();

  /** Why an array was left out, for files with no other. */
  private String firstLeftOut = "";

  private WeightTree(Hdf5Bytes file) {
    this.file = file;
    this.attributes = new Attributes(file);
  }

  static WeightTree read(Hdf5Bytes file) {
    WeightTree tree = new WeightTree(file);
    ObjectHeader root = ObjectHeader.read(file, Superblock.rootAddress(file));
    List<GroupMembers.Link> members = tree.members(root, "the root");
    Optional<GroupMembers.Link> weights =
        members.stream().filter(link -> link.name().equals(WHOLE_MODEL)).findFirst();
    tree.attributes.add(root);
    if (weights.isPresent()) {
      ObjectHeader group = ObjectHeader.read(file, weights.get().address());
      tree.attributes.add(group);
      tree.walk(tree.members(group, WHOLE_MODEL), "", 1);
    } else {
      tree.walk(members, "", 1);
    }
    if (tree.byPath.isEmpty()) {
      throw file.refused(
          tree.firstLeftOut.isEmpty()
              ? "there is no array in it"
              : "there are no weights in it: " + tree.firstLeftOut);
    }
    return tree;
  }

  /** Returns the arrays under their uniform names, in the file's order. */
  Map<String, Weight> weights() {
    List<String> names = KerasNames.of(List.copyOf(byPath.keySet()));
    Map<String, Weight> named = new LinkedHashMap<>();
    int next = 0;
    for (Weight weight : byPath.values()) {
      String name = names.get(next++);
      TensorInfo info = weight.info();
      named.put(
          name, new Weight(new TensorInfo(name, info.dataType(), info.shape()), weight.array()));
    }
    return Collections.unmodifiableMap(named);
  }

  Map<String, String> texts() {
    return Collections.unmodifiableMap(attributes.texts());
  }

  private List<GroupMembers.Link> members(ObjectHeader header, String path) {
    return GroupMembers.of(file, header).orElseThrow(() -> file.refused(path + " is not a group"));
  }

  private void walk(List<GroupMembers.Link> links, String prefix, int depth) {
    if (depth > DEEPEST) {
      throw file.refused("groups are nested deeper than " + DEEPEST + " at " + Shown.text(prefix));
    }
    for (GroupMembers.Link link : links) {
      if (prefix.length() + link.name().length() > LONGEST_PATH) {
        throw file.refused(
            "a path is longer than " + LONGEST_PATH + " characters at " + Shown.text(prefix));
      }
      String path = prefix + link.name();
      ObjectHeader header = ObjectHeader.read(file, link.address());
      Optional<List<GroupMembers.Link>> members = GroupMembers.of(file, header);
      if (members.isPresent()) {
        walk(members.get(), path + "/", depth + 1);
      } else {
        addArray(path, header);
      }
    }
  }

  private void addArray(String path, ObjectHeader header) {
    String shown = Shown.text(path);
    Fields layout =
        header
            .single(ObjectHeader.LAYOUT)
            .orElseThrow(() -> file.refused(shown + " is neither a group nor an array"));
    Optional<List<Integer>> shape =
        Shape.read(file, shown, message(header, ObjectHeader.DATASPACE, shown));
    NumberFormat format =
        new NumberFormat(file, shown, message(header, ObjectHeader.DATATYPE, shown));
    if (format.isInteger() || !format.isFloat() && isState(path)) {
      leaveOut(format.notFloats());
      return;
    }
    // The name is only for messages here; the full name is set later, with all others.
    shape
        .map(sides -> new TensorInfo(shown, format.dataType(), sides))
        .flatMap(info -> weight(info, header, layout))
        .ifPresentOrElse(
            weight -> byPath.put(path, weight), () -> leaveOut(shown + " has no numbers"));
  }

  /** Returns whether an array is training state, which prediction does not need. */
  private static boolean isState(String path) {
    return STATE.contains(path.split("/", 2)[0]);
  }

  private void leaveOut(String reason) {
    if (firstLeftOut.isEmpty()) {
      firstLeftOut = reason;
    }
  }

  private Optional<Weight> weight(TensorInfo info, ObjectHeader header, Fields layout) {
    if (info.byteLength() > Integer.MAX_VALUE - 8) {
      throw file.refused(info.name() + " of shape " + info.shape() + " takes more than 2 GiB");
    }
    Filters filters =
        header
            .single(ObjectHeader.FILTERS)
            .map(message -> Filters.read(file, info.name(), message))
            .orElse(Filters.NONE);
    return ArrayLayout.read(file, info, filters, layout).map(array -> new Weight(info, array));
  }

  private Fields message(ObjectHeader header, int type, String path) {
    return header
        .single(type)
        .orElseThrow(() -> file.refused(path + " lacks message " + type + " of its description"));
  }

  /**
   * Uniform tensor names for all versions of Keras: the layer, a slash, and {@code kernel}, {@code
   * bias}, {@code gamma}, {@code beta}, {@code moving_mean} or {@code moving_variance}. So {@code
   * conv/conv_W_1:0} of Keras 1 and {@code conv/conv/kernel:0} of Keras 2 are both {@code
   * conv/kernel}. Other tensors keep their path.
   */
  static final class KerasNames {
    private static final Map<String, String> PARAMETERS =
        Map.ofEntries(
            Map.entry("w", "kernel"),
            Map.entry("kernel", "kernel"),
            Map.entry("b", "bias"),
            Map.entry("bias", "bias"),
            Map.entry("gamma", "gamma"),
            Map.entry("beta", "beta"),
            Map.entry("moving_mean", "moving_mean"),
            Map.entry("running_mean", "moving_mean"),
            Map.entry("moving_variance", "moving_variance"),
            Map.entry("running_var", "moving_variance"),
            // Keras 1's name, under which it stored the variance.
            Map.entry("running_std", "moving_variance"));

    private KerasNames() {}

    /**
     * Returns the names for paths, in order. Paths that would get the same name all keep their
     * path, so that names are unique and do not depend on the order.
     */
    static List<String> of(List<String> paths) {
      List<String> names = new ArrayList<>();
      Map<String, Integer> uses = new HashMap<>();
      for (String path : paths) {
        String name = normalise(path);
        names.add(name);
        uses.merge(name, 1, Integer::sum);
      }
      for (int i = 0; i < names.size(); i++) {
        if (uses.getOrDefault(names.get(i), 0) > 1) {
          names.set(i, paths.get(i));
        }
      }
      return names;
    }

    static String normalise(String path) {
      String[] parts = path.split("/");
      if (parts.length < 2) {
        return path;
      }
      String group = parts[0];
      String scope = parts[parts.length - 2];
      // A nested model is one group, in which the scope names the layer. TensorFlow numbers the
      // scope of a layer that was built again.
      String layer = scope.replaceFirst("_\\d+$", "").equals(group) ? group : scope;
      String last = parts[parts.length - 1].replaceFirst(":\\d+$", "");
      String parameter = last.startsWith(layer + "_") ? last.substring(layer.length() + 1) : last;
      String known = PARAMETERS.get(parameter.replaceFirst("_\\d+$", "").toLowerCase(Locale.ROOT));
      return known == null ? path : layer + "/" + known;
    }
  }

  /** HDF5's description of an array's sides. */
  static final class Shape {
    private static final int MOST_SIDES = 8;
    private static final int SIMPLE = 1;
    private static final int NULL = 2;

    private Shape() {}

    /**
     * Reads the sides, slowest first, none for a single number; their product fits a Java array.
     * Returns empty if the array has no numbers.
     */
    static Optional<List<Integer>> read(Hdf5Bytes file, String name, Fields fields) {
      int version = fields.expect("version", 1, 2);
      int rank = fields.u8();
      if (rank > MOST_SIDES) {
        throw file.refused(name + " has " + rank + " sides, wanted at most " + MOST_SIDES);
      }
      int kind = fields.skip(1).u8();
      if (version == 2 && (kind > NULL || kind != SIMPLE && rank > 0)) {
        throw file.refused(name + " has " + rank + " sides and a shape of kind " + kind);
      }
      if (version == 2 && kind == NULL) {
        return Optional.empty();
      }
      fields.skip(version == 1 ? 4 : 0);
      List<Long> sides = new ArrayList<>();
      for (int i = 0; i < rank; i++) {
        sides.add(fields.u64());
      }
      long elements = TensorInfo.elements(sides);
      if (elements < 0) {
        throw file.refused(
            name
                + " has the shape "
                + sides.stream().map(Long::toUnsignedString).toList()
                + ", which no array can have here");
      }
      return elements == 0
          ? Optional.empty()
          : Optional.of(sides.stream().map(Long::intValue).toList());
    }
  }
}

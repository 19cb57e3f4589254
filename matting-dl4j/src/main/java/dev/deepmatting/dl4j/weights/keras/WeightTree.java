package dev.deepmatting.dl4j.weights.keras;

import dev.deepmatting.dl4j.weights.DataType;
import dev.deepmatting.dl4j.weights.TensorInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The groups and arrays of a file, all checked. Of a whole model only the group of its weights is
 * walked; the state of an optimiser beside it is never looked at.
 */
final class WeightTree {
  /** An array and where it lies. */
  record Weight(TensorInfo info, StoredArray array) {}

  private static final String WHOLE_MODEL = "model_weights";
  private static final int DEEPEST = 16;

  private final Hdf5Bytes file;
  private final Attributes attributes;
  private final Map<String, Weight> byPath = new LinkedHashMap<>();

  private WeightTree(Hdf5Bytes file) {
    this.file = file;
    this.attributes = new Attributes(file);
  }

  static WeightTree read(Hdf5Bytes file) {
    WeightTree tree = new WeightTree(file);
    ObjectHeader root = ObjectHeader.read(file, Superblock.rootAddress(file));
    List<Link> members = tree.members(root, "the root");
    Optional<Link> weights =
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
      throw file.refused("there is no array in it");
    }
    return tree;
  }

  /** The arrays under the names that they get here, in the file's order. */
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

  private List<Link> members(ObjectHeader header, String path) {
    return GroupMembers.of(file, header).orElseThrow(() -> file.refused(path + " is not a group"));
  }

  private void walk(List<Link> links, String prefix, int depth) {
    if (depth > DEEPEST) {
      throw file.refused("groups are nested deeper than " + DEEPEST + " at " + prefix);
    }
    for (Link link : new ArrayList<>(links)) {
      String path = prefix + link.name();
      ObjectHeader header = ObjectHeader.read(file, link.address());
      Optional<List<Link>> members = GroupMembers.of(file, header);
      if (members.isPresent()) {
        walk(members.get(), path + "/", depth + 1);
      } else {
        byPath.put(path, weight(path, header));
      }
    }
  }

  private Weight weight(String path, ObjectHeader header) {
    Fields layout =
        header
            .single(ObjectHeader.LAYOUT)
            .orElseThrow(() -> file.refused(path + " is neither a group nor an array"));
    List<Integer> shape = Shape.read(file, path, message(header, ObjectHeader.DATASPACE, path));
    DataType type = NumberFormat.read(file, path, message(header, ObjectHeader.DATATYPE, path));
    TensorInfo info = new TensorInfo(path, type, shape);
    if (info.byteLength() > Integer.MAX_VALUE - 8) {
      throw file.refused(path + " of shape " + shape + " takes more than 2 GiB");
    }
    Filters filters =
        header
            .single(ObjectHeader.FILTERS)
            .map(message -> Filters.read(file, path, message))
            .orElse(Filters.NONE);
    return new Weight(info, ArrayLayout.read(file, info, filters, layout));
  }

  private Fields message(ObjectHeader header, int type, String path) {
    return header
        .single(type)
        .orElseThrow(() -> file.refused(path + " lacks message " + type + " of its description"));
  }
}

package dev.deepmatting.dl4j.internal.weights.torch;

import dev.deepmatting.dl4j.internal.weights.Shown;
import dev.deepmatting.dl4j.internal.weights.torch.PickleValue.Dict;
import dev.deepmatting.error.ModelFormatException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the dict of tensors in a checkpoint. In the outermost dict it is the first of: a dict of
 * tensors under one of the usual names; the dict itself, if it contains tensors; the same inside a
 * dict under one of those names; the only dict of tensors under another name; the same inside the
 * other dicts. The states of optimizers and schedulers do not count; tensors without dimensions,
 * such as an epoch, only count if there are no others.
 *
 * <p>Dicts can contain each other and themselves. Each is searched once per level, and only as many
 * results are kept as a message shows.
 */
final class StateDictFinder {
  private static final List<String> USUAL_NAMES =
      List.of(
          "state_dict",
          "model_state_dict",
          "model",
          "net",
          "network",
          "params",
          "params_ema",
          "weights");
  private static final int SHOWN_NAMES = 8;
  private static final int LONGEST_KEY = 100;
  private static final int LONGEST_NAME = 1024;
  private static final int DEEPEST = 4;

  /** The length of all metadata together: a small file can refer to one long text many times. */
  private static final int LONGEST_METADATA = 1 << 16;

  private final String origin;
  private final Object root;

  StateDictFinder(String origin, Object root) {
    this.origin = origin;
    this.root = root;
  }

  /** Returns the tensors by name, in the file's order. */
  Map<String, StridedTensor> tensors() {
    Dict dict = stateDict();
    Map<String, StridedTensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < dict.size(); i++) {
      if (dict.value(i) instanceof StridedTensor tensor
          && tensors.put(name(dict.key(i)), tensor) != null) {
        throw refused("has the tensor " + Shown.text(name(dict.key(i))) + " twice");
      }
    }
    return tensors;
  }

  private String name(Object key) {
    if (!(key instanceof String name)) {
      throw refused("has a tensor under " + PickleValue.describe(key) + ", wanted a name");
    }
    if (name.length() > LONGEST_NAME) {
      throw refused(
          ("has a tensor whose name '%s' has %d characters, wanted at most %d")
              .formatted(Shown.text(name), name.length(), LONGEST_NAME));
    }
    return name;
  }

  /** Returns the single numbers and texts next to the dict of tensors, up to a total length. */
  Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    int room = LONGEST_METADATA;
    Dict dict = (Dict) root;
    for (int i = 0; i < dict.size(); i++) {
      Object value = dict.value(i);
      boolean single =
          value instanceof Number || value instanceof String || value instanceof Boolean;
      if (single && dict.key(i) instanceof String name) {
        String text = value.toString();
        long needed = (long) name.length() + text.length();
        if (needed <= room) {
          room -= (int) needed;
          metadata.put(name, text);
        }
      }
    }
    return metadata;
  }

  private Dict stateDict() {
    if (!(root instanceof Dict outer)) {
      boolean tensor = root instanceof StridedTensor;
      throw refused(
          "holds "
              + (tensor ? "a single tensor" : PickleValue.describe(root))
              + ", wanted a dict of tensors such as a state_dict()");
    }
    List<Found> found = new Search(tensor -> !tensor.shape().isEmpty()).in(outer, DEEPEST);
    if (found.isEmpty()) {
      found = new Search(tensor -> true).in(outer, DEEPEST);
    }
    if (found.isEmpty()) {
      throw refused(
          "has no dict of tensors within " + DEEPEST + " levels, only " + some(keys(outer)));
    }
    if (found.size() > 1) {
      String names = some(found.stream().map(Found::path).toList());
      throw refused("has several dicts of tensors: " + names + "; wanted one of them alone");
    }
    return found.get(0).tensors();
  }

  /**
   * A dict of tensors, seen from a dict that contains it.
   *
   * @param name the name of the first dict on the path
   * @param inside the rest of the path, or null at its end
   * @param tensors the dict of tensors
   */
  private record Found(String name, @Nullable Found inside, Dict tensors) {
    String path() {
      return Shown.text(name) + (inside == null ? "" : "." + inside.path());
    }
  }

  /** A search for dicts of tensors of some kind. */
  private static final class Search {
    private final Predicate<StridedTensor> wanted;

    /** Whether a dict contains tensors; cached, since another can contain it again and again. */
    private final IdentityHashMap<Dict, Boolean> looked = new IdentityHashMap<>();

    /** Results in a dict, by remaining levels. */
    private final List<Map<Dict, List<Found>>> known =
        Stream.generate(() -> (Map<Dict, List<Found>>) new IdentityHashMap<Dict, List<Found>>())
            .limit(DEEPEST + 1L)
            .toList();

    Search(Predicate<StridedTensor> wanted) {
      this.wanted = wanted;
    }

    /**
     * Finds the dicts of tensors in a dict, none twice and at most one more than a message shows.
     */
    List<Found> in(Dict outer, int levels) {
      if (outer.size() == 0) {
        return List.of();
      }
      List<Found> found = known.get(levels).get(outer);
      if (found == null) {
        found = look(outer, levels);
        known.get(levels).put(outer, found);
      }
      return found;
    }

    private List<Found> look(Dict outer, int levels) {
      List<Named> usual = levels == 0 ? List.of() : usual(outer);
      for (Named named : usual) {
        if (holdsTensors(named.dict())) {
          return List.of(new Found(named.name(), null, named.dict()));
        }
      }
      if (holdsTensors(outer)) {
        return List.of(new Found("", null, outer));
      }
      for (Named named : usual) {
        List<Found> inside = among(List.of(named), levels - 1);
        if (!inside.isEmpty()) {
          return inside;
        }
      }
      if (levels == 0) {
        return List.of();
      }
      // Lazily, since lists would add up on the way down.
      List<Found> nearest = among(() -> others(outer).iterator(), 0);
      return nearest.isEmpty() && levels > 1
          ? among(() -> others(outer).iterator(), levels - 1)
          : nearest;
    }

    private List<Found> among(Iterable<Named> dicts, int levels) {
      List<Found> found = new ArrayList<>();
      for (Named named : dicts) {
        for (Found inside : in(named.dict(), levels)) {
          boolean end = inside.tensors() == named.dict();
          if (found.stream().noneMatch(other -> other.tensors() == inside.tensors())) {
            found.add(new Found(named.name(), end ? null : inside, inside.tensors()));
          }
          if (found.size() > SHOWN_NAMES) {
            return found;
          }
        }
      }
      return found;
    }

    private boolean holdsTensors(Dict dict) {
      return looked.computeIfAbsent(dict, this::looksForTensors);
    }

    private boolean looksForTensors(Dict dict) {
      for (int i = 0; i < dict.size(); i++) {
        if (dict.value(i) instanceof StridedTensor tensor && wanted.test(tensor)) {
          return true;
        }
      }
      return false;
    }
  }

  /** A dict and its name in the outer dict. */
  private record Named(String name, Dict dict) {}

  private static List<Named> usual(Dict outer) {
    List<Named> usual = new ArrayList<>();
    for (String name : USUAL_NAMES) {
      if (outer.get(name) instanceof Dict dict) {
        usual.add(new Named(name, dict));
      }
    }
    return usual;
  }

  /** Returns the named dicts in a dict, without those of optimizers and schedulers. */
  private static Stream<Named> others(Dict outer) {
    return IntStream.range(0, outer.size())
        .filter(i -> outer.value(i) instanceof Dict)
        .filter(i -> outer.key(i) instanceof String name && !isTrainingState(name))
        .mapToObj(i -> new Named((String) outer.key(i), (Dict) outer.value(i)));
  }

  private static boolean isTrainingState(String name) {
    String start = name.substring(0, Math.min(LONGEST_KEY, name.length())).toLowerCase(Locale.ROOT);
    return start.contains("optim") || start.contains("sched");
  }

  private static List<String> keys(Dict dict) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < Math.min(dict.size(), SHOWN_NAMES + 1); i++) {
      Object key = dict.key(i);
      keys.add(key instanceof String name ? Shown.text(name) : PickleValue.describe(key));
    }
    return keys.isEmpty() ? List.of("nothing") : keys;
  }

  private static String some(List<String> names) {
    boolean all = names.size() <= SHOWN_NAMES;
    return String.join(", ", all ? names : names.subList(0, SHOWN_NAMES)) + (all ? "" : ", ...");
  }

  private ModelFormatException refused(String what) {
    return new ModelFormatException(origin + " " + what);
  }
}

package dev.deepmatting.dl4j.weights.torch;

import dev.deepmatting.dl4j.weights.Shown;
import dev.deepmatting.dl4j.weights.torch.PickleValue.Dict;
import dev.deepmatting.error.ModelFormatException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds the dict of tensors in what a checkpoint holds: under one of the names that are in use for
 * it, else the outermost dict if it holds tensors itself, else the only other dict of tensors in
 * it; else the same one level deeper, up to a limit. The states of optimizers and schedulers do not
 * count.
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
  private static final int SHOWN_KEYS = 8;

  private static final int LONGEST_KEY = 100;
  private static final int DEEPEST = 4;

  private final String origin;
  private final Object root;

  /** Whether a dict holds tensors: the outermost may hold the same one again and again. */
  private final Map<Dict, Boolean> looked = new IdentityHashMap<>();

  private final Map<Dict, Boolean> seen = new IdentityHashMap<>();

  StateDictFinder(String origin, Object root) {
    this.origin = origin;
    this.root = root;
  }

  /** The tensors by name, in the file's order. */
  Map<String, StridedTensor> tensors() {
    Dict dict = stateDict();
    Map<String, StridedTensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < dict.size(); i++) {
      if (dict.value(i) instanceof StridedTensor tensor) {
        if (!(dict.key(i) instanceof String name)) {
          throw refused(
              "has a tensor under " + PickleValue.describe(dict.key(i)) + ", wanted a name");
        }
        if (tensors.put(name, tensor) != null) {
          throw refused("has the tensor " + Shown.text(name) + " twice");
        }
      }
    }
    return tensors;
  }

  /** The single numbers and texts beside the dict of tensors. */
  Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    Dict dict = (Dict) root;
    for (int i = 0; i < dict.size(); i++) {
      Object value = dict.value(i);
      boolean single =
          value instanceof Number || value instanceof String || value instanceof Boolean;
      if (single && dict.key(i) instanceof String name) {
        metadata.put(name, value.toString());
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
    List<Dict> level = List.of(outer);
    for (int depth = 0; depth < DEEPEST; depth++) {
      Dict found = among(level);
      if (found != null) {
        return found;
      }
      level = inside(level);
    }
    throw refused(
        "has no dict of tensors in its first " + DEEPEST + " levels, only " + some(keys(outer)));
  }

  /** The only dict of tensors that the dicts of one level are or hold; null if there is none. */
  private Dict among(List<Dict> level) {
    Map<Dict, String> found = new IdentityHashMap<>();
    List<String> names = new ArrayList<>();
    for (Dict dict : level) {
      for (Named inner : candidates(dict)) {
        if (found.put(inner.dict, inner.name) == null) {
          names.add(Shown.text(inner.name));
        }
      }
    }
    if (names.size() > 1) {
      throw refused("has several dicts of tensors: " + some(names) + "; wanted one of them alone");
    }
    return names.isEmpty() ? null : found.keySet().iterator().next();
  }

  /** A dict and the name under which it stands. */
  private record Named(String name, Dict dict) {}

  private List<Named> candidates(Dict outer) {
    for (String name : USUAL_NAMES) {
      if (outer.get(name) instanceof Dict inner && holdsTensors(inner)) {
        return List.of(new Named(name, inner));
      }
    }
    if (holdsTensors(outer)) {
      return List.of(new Named("", outer));
    }
    return inner(outer).stream().filter(inner -> holdsTensors(inner.dict)).toList();
  }

  /** The dicts that stand under names in a dict, without those of optimizers and schedulers. */
  private static List<Named> inner(Dict outer) {
    List<Named> inner = new ArrayList<>();
    for (int i = 0; i < outer.size(); i++) {
      if (outer.key(i) instanceof String name
          && outer.value(i) instanceof Dict dict
          && !isTrainingState(name)) {
        inner.add(new Named(name, dict));
      }
    }
    return inner;
  }

  /** The next level: each dict once, however often it is shared. */
  private List<Dict> inside(List<Dict> level) {
    List<Dict> next = new ArrayList<>();
    for (Dict dict : level) {
      for (Named inner : inner(dict)) {
        if (seen.put(inner.dict, true) == null) {
          next.add(inner.dict);
        }
      }
    }
    return next;
  }

  private static boolean isTrainingState(String name) {
    String start = name.substring(0, Math.min(LONGEST_KEY, name.length())).toLowerCase(Locale.ROOT);
    return start.contains("optim") || start.contains("sched");
  }

  private boolean holdsTensors(Dict dict) {
    return looked.computeIfAbsent(dict, StateDictFinder::looksForTensors);
  }

  private static boolean looksForTensors(Dict dict) {
    for (int i = 0; i < dict.size(); i++) {
      if (dict.value(i) instanceof StridedTensor) {
        return true;
      }
    }
    return false;
  }

  private static List<String> keys(Dict dict) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < Math.min(dict.size(), SHOWN_KEYS + 1); i++) {
      Object key = dict.key(i);
      keys.add(key instanceof String name ? Shown.text(name) : PickleValue.describe(key));
    }
    return keys.isEmpty() ? List.of("nothing") : keys;
  }

  private static String some(List<String> names) {
    boolean all = names.size() <= SHOWN_KEYS;
    return String.join(", ", all ? names : names.subList(0, SHOWN_KEYS)) + (all ? "" : ", ...");
  }

  private ModelFormatException refused(String what) {
    return new ModelFormatException(origin + " " + what);
  }
}

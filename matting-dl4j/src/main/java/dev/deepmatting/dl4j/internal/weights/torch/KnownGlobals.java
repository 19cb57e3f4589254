package dev.deepmatting.dl4j.internal.weights.torch;

import dev.deepmatting.dl4j.internal.weights.DataType;
import dev.deepmatting.dl4j.internal.weights.Shown;
import dev.deepmatting.dl4j.internal.weights.torch.PickleValue.Bytes;
import dev.deepmatting.dl4j.internal.weights.torch.PickleValue.Dict;
import dev.deepmatting.dl4j.internal.weights.torch.PickleValue.Named;
import dev.deepmatting.dl4j.internal.weights.torch.PickleValue.None;
import dev.deepmatting.dl4j.internal.weights.torch.PickleValue.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Python names that a checkpoint can use, and the data that each stands for. */
final class KnownGlobals {
  /** Creates data from a pickle's function call. */
  @FunctionalInterface
  interface Constructor {
    Object construct(Sequence arguments, PickleInput input);
  }

  /** The type of a storage's numbers. */
  record StorageType(DataType dataType) {}

  /** The prefix of PyTorch's own modules. */
  private static final String MODULES = "torch.nn.";

  /** Enough for the name of any device. */
  private static final int LONGEST_DEVICE = 32;

  private static final Map<String, Object> KNOWN = known();

  private KnownGlobals() {}

  /** Looks up a name; throws an error with the name if it is unknown. */
  static Object named(String module, String name, PickleInput input) {
    String path = module + "." + name;
    Object known = KNOWN.get(path);
    if (known == null) {
      throw input.refused(
          "asks for the Python object "
              + Shown.text(path)
              + ", which is refused: wanted tensors, dicts, numbers and text only. "
              + (path.startsWith(MODULES)
                  ? "Of a whole module, save its state_dict() instead"
                  : "Save the state_dict() alone"));
    }
    return known;
  }

  private static Map<String, Object> known() {
    Map<String, Object> known = new HashMap<>();
    storageTypes()
        .forEach((name, type) -> known.put("torch." + name + "Storage", new StorageType(type)));
    known.put("torch.UntypedStorage", new StorageType(DataType.U8));
    known.put("torch.storage.UntypedStorage", new StorageType(DataType.U8));
    for (String type :
        List.of("float16", "bfloat16", "float32", "float64", "int8", "int16", "int32", "int64")) {
      known.put("torch." + type, new Named(type));
    }
    known.put("torch.uint8", new Named("uint8"));
    known.put("torch.bool", new Named("bool"));
    // Python 3 uses this module name in protocol 2, for Python 2.
    for (String module : List.of("builtins.", "__builtin__.")) {
      for (String type : List.of("bool", "dict", "float", "int", "list", "str", "tuple")) {
        known.put(module + type, new Named(type));
      }
      builtins().forEach((name, constructor) -> known.put(module + name, constructor));
    }
    constructors().forEach(known::put);
    return Map.copyOf(known);
  }

  private static Map<String, DataType> storageTypes() {
    return Map.of(
        "Double", DataType.F64,
        "Float", DataType.F32,
        "Half", DataType.F16,
        "BFloat16", DataType.BF16,
        "Long", DataType.I64,
        "Int", DataType.I32,
        "Short", DataType.I16,
        "Char", DataType.I8,
        "Byte", DataType.U8,
        "Bool", DataType.BOOL);
  }

  private static Map<String, Constructor> builtins() {
    return Map.of(
        "set", KnownGlobals::set, "frozenset", KnownGlobals::set, "bytes", KnownGlobals::noBytes);
  }

  private static Map<String, Constructor> constructors() {
    return Map.ofEntries(
        Map.entry("collections.OrderedDict", KnownGlobals::orderedDict),
        Map.entry("collections.Counter", KnownGlobals::counter),
        Map.entry("collections.defaultdict", KnownGlobals::defaultDict),
        Map.entry("argparse.Namespace", KnownGlobals::namespace),
        Map.entry("torch.device", KnownGlobals::device),
        Map.entry("torch.Size", KnownGlobals::first),
        Map.entry("torch._utils._rebuild_tensor", KnownGlobals::tensor),
        Map.entry("torch._utils._rebuild_tensor_v2", KnownGlobals::tensor),
        Map.entry("torch._utils._rebuild_parameter", KnownGlobals::parameter),
        Map.entry("torch._utils._rebuild_parameter_with_state", KnownGlobals::parameter),
        Map.entry("numpy.dtype", NumpyType::of),
        Map.entry("numpy.core.multiarray.scalar", NumpyType::scalar),
        Map.entry("numpy._core.multiarray.scalar", NumpyType::scalar),
        Map.entry("_codecs.encode", KnownGlobals::encoded));
  }

  /**
   * Creates an ordered dict: Python 3 passes nothing and sets the items afterwards, Python 2 passes
   * a list of pairs.
   */
  private static Dict orderedDict(Sequence arguments, PickleInput input) {
    Dict dict = new Dict();
    if (arguments.size() > 0) {
      Sequence pairs = arguments.item(0, Sequence.class, "a list of pairs", input);
      // A list can be passed again and again.
      input.charge(pairs.size());
      for (int i = 0; i < pairs.size(); i++) {
        Sequence pair = pairs.item(i, Sequence.class, "a key with a value", input);
        dict.put(
            pair.item(0, Object.class, "a key", input),
            pair.item(1, Object.class, "a value", input));
      }
    }
    return dict;
  }

  /** Creates a counter; schedulers store their milestones in one. */
  private static Dict counter(Sequence arguments, PickleInput input) {
    return arguments.item(0, Dict.class, "a dict", input);
  }

  /**
   * Creates a default dict; the type of its missing values does not matter, and the items follow.
   */
  private static Dict defaultDict(Sequence arguments, PickleInput input) {
    return new Dict();
  }

  /**
   * Creates a namespace; research code stores its command line in one. The attributes follow as the
   * state.
   */
  private static Dict namespace(Sequence arguments, PickleInput input) {
    return Dict.ofState();
  }

  /** Creates a device: a kind such as {@code cuda}, and its number if it has one. */
  private static String device(Sequence arguments, PickleInput input) {
    String kind = arguments.text(0, input);
    // A long text could be requested again and again, each time with another number.
    if (kind.length() > LONGEST_DEVICE) {
      throw input.damaged("has the device " + Shown.text(kind));
    }
    return arguments.size() > 1 ? kind + ":" + arguments.number(1, input) : kind;
  }

  /** Returns the given list, not copied. */
  private static Sequence set(Sequence arguments, PickleInput input) {
    return arguments.size() == 0
        ? new Sequence(new ArrayList<>(0))
        : arguments.item(0, Sequence.class, "a list", input);
  }

  /** Decodes empty bytes as Python 3 writes them for Python 2; see {@link #encoded} for others. */
  private static Bytes noBytes(Sequence arguments, PickleInput input) {
    if (arguments.size() > 0) {
      throw input.damaged("makes bytes of " + PickleValue.describe(arguments.get(0)));
    }
    return new Bytes("");
  }

  private static Sequence first(Sequence arguments, PickleInput input) {
    return arguments.item(0, Sequence.class, "a list of sizes", input);
  }

  /**
   * Creates a tensor from (storage, offset, size, stride), then whether it has a gradient, hooks
   * and flags.
   */
  private static StridedTensor tensor(Sequence arguments, PickleInput input) {
    if (arguments.size() > 6 && !isEmpty(arguments.get(6))) {
      throw input.damaged("has a tensor with flags such as a conjugate's, which is not known");
    }
    return StridedTensor.of(
        arguments.item(0, Storages.StorageView.class, "a storage", input),
        arguments.number(1, input),
        arguments.item(2, Sequence.class, "a list of sizes", input),
        arguments.item(3, Sequence.class, "a list of strides", input),
        input);
  }

  private static boolean isEmpty(Object flags) {
    return flags == None.NONE || flags instanceof Dict dict && dict.size() == 0;
  }

  private static StridedTensor parameter(Sequence arguments, PickleInput input) {
    return arguments.item(0, StridedTensor.class, "a tensor", input);
  }

  /** Decodes bytes as Python 3 writes them for Python 2: text whose characters are the bytes. */
  private static Bytes encoded(Sequence arguments, PickleInput input) {
    String encoding = arguments.text(1, input);
    if (!encoding.equals("latin1")) {
      throw input.damaged("has bytes encoded as " + Shown.text(encoding));
    }
    return new Bytes(arguments.text(0, input));
  }
}

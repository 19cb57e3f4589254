package dev.deepmatting.dl4j.internal.weights.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One name for a tensor, whichever Keras wrote it: the layer, a slash, and {@code kernel}, {@code
 * bias}, {@code gamma}, {@code beta}, {@code moving_mean} or {@code moving_variance}. So {@code
 * conv/conv_W_1:0} of Keras 1 and {@code conv/conv/kernel:0} of Keras 2 are both {@code
 * conv/kernel}. Other tensors keep their path.
 */
final class KerasNames {
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
          // Keras 1 called it so, and kept the variance in it.
          Map.entry("running_std", "moving_variance"));

  private KerasNames() {}

  /**
   * The names for paths, in their order. Paths that would get the same name keep their path, all of
   * them, so that names are unique and do not depend on the order.
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
      if (uses.get(names.get(i)) > 1) {
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
    // A model inside of a model is one group, in which the scope tells the layer.
    // TensorFlow numbers the scope of a layer that was built again.
    String layer = scope.replaceFirst("_\\d+$", "").equals(group) ? group : scope;
    String last = parts[parts.length - 1].replaceFirst(":\\d+$", "");
    String parameter = last.startsWith(layer + "_") ? last.substring(layer.length() + 1) : last;
    String known = PARAMETERS.get(parameter.replaceFirst("_\\d+$", "").toLowerCase(Locale.ROOT));
    return known == null ? path : layer + "/" + known;
  }
}

package dev.deepmatting.dl4j.internal.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deepmatting.dl4j.internal.tensor.ImageNet;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.internal.file.JsonTree;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.TrimapEncoding;
import dev.deepmatting.network.Upsampling;
import dev.deepmatting.network.Variant;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The network configuration in a model file's metadata. A file without {@code format_version} is of
 * version 0, in which the head is a boolean and the trimap's encoding a formula. Version 2 has
 * guides; networks without guides are written as version 1, which older releases also read.
 */
final class NetworkMetadata {
  static final String VERSION = "format_version";
  static final String NETWORK = "network";
  static final String PREPROCESSING = "preprocessing";
  static final String PROVENANCE = "provenance";
  static final int CURRENT_VERSION = 2;

  private static final Map<String, TrimapEncoding> FORMULAS =
      Map.of("(t/255-0.5)/0.5", TrimapEncoding.SIGNED, "t/255", TrimapEncoding.UNIT);

  private static final int UNGUIDED_VERSION = 1;
  private static final String GUIDES = "guides";

  private NetworkMetadata() {}

  static NetworkConfig read(String origin, Map<String, String> metadata) {
    String network = metadata.get(NETWORK);
    if (network == null) {
      throw new ModelFormatException(
          origin + " has no metadata '" + NETWORK + "', so the network's shape is unknown");
    }
    int version = version(origin, metadata);
    try {
      JsonTree node = JsonTree.read(network);
      if (!node.isObject()) {
        throw new ModelFormatException(
            origin + " has metadata 'network' that is not a JSON object");
      }
      return config(node, version);
    } catch (IOException | InvalidInputException | IllegalArgumentException e) {
      throw new ModelFormatException(
          origin + " has metadata 'network' that cannot be used: " + e.getMessage(), e);
    }
  }

  static int version(String origin, Map<String, String> metadata) {
    String text = metadata.getOrDefault(VERSION, "0");
    for (int known = 0; known <= CURRENT_VERSION; known++) {
      if (text.equals(Integer.toString(known))) {
        return known;
      }
    }
    throw new ModelFormatException(
        origin + " has format version " + text + ", this library reads 0 to " + CURRENT_VERSION);
  }

  private static NetworkConfig config(JsonTree node, int version) {
    NetworkConfig.Builder builder =
        NetworkConfig.builder(choice(node, "variant", Variant.values(), Variant::id))
            .baseChannels(node.integer("baseChannels"))
            .decoderChannels(node.integers("decoderChannels"))
            .skip(node.flag("skip"))
            .upsampling(choice(node, "upsampling", Upsampling.values(), Upsampling::id))
            .batchNormEpsilon(node.number("batchNormEpsilon"));
    if (version == 0) {
      boolean head = node.flag("refinementHead");
      TrimapEncoding encoding = FORMULAS.get(node.text("trimap"));
      if (head || encoding == null) {
        throw new IllegalArgumentException("version 0 has no such head or trimap: " + node);
      }
      return builder.trimapEncoding(encoding).guides(firstGuides(node)).build();
    }
    if (version >= 2) {
      builder.guides(node.texts(GUIDES));
    }
    return builder
        .bridgeKernel(node.integer("bridgeKernel"))
        .refinementHead(choice(node, "refinementHead", RefinementHead.values(), RefinementHead::id))
        .refinementChannels(node.integer("refinementChannels"))
        .trimapEncoding(choice(node, "trimapEncoding", TrimapEncoding.values(), TrimapEncoding::id))
        .build();
  }

  /** Returns the guides of version 0, which supports only one graph: the published one. */
  private static List<String> firstGuides(JsonTree node) {
    return node.has(GUIDES)
        ? node.texts(GUIDES).stream()
            .map(name -> name.equals("graph") ? "three-layer-graph" : name)
            .toList()
        : List.of();
  }

  private static <T> T choice(JsonTree node, String key, T[] values, Function<T, String> id) {
    String text = node.text(key);
    return Arrays.stream(values)
        .filter(value -> id.apply(value).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    key
                        + " is '"
                        + text
                        + "', wanted one of "
                        + Arrays.stream(values).map(id).toList()));
  }

  /** Returns the oldest version that can describe a network. */
  static int version(NetworkConfig config) {
    return config.guides().isEmpty() ? UNGUIDED_VERSION : CURRENT_VERSION;
  }

  static String network(NetworkConfig config) {
    return new ObjectMapper().valueToTree(config.asMap()).toString();
  }

  static String preprocessing(NetworkConfig config) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("channels", "red, green, blue, trimap");
    node.put("image", "values 0..1, minus mean, divided by standard deviation");
    ImageNet.MEAN.forEach(node.putArray("mean")::add);
    ImageNet.STANDARD_DEVIATION.forEach(node.putArray("standardDeviation")::add);
    node.put(
        "trimap", config.trimapEncoding() == TrimapEncoding.SIGNED ? "(t/255-0.5)/0.5" : "t/255");
    if (!config.guides().isEmpty()) {
      node.put("channels", "red, green, blue, trimap, one for each guide");
      node.put("guides", "2g-1, g the guide's matte in 0..1");
    }
    node.put("padding", "right and bottom to a multiple of 32, reflect");
    return node.toString();
  }
}

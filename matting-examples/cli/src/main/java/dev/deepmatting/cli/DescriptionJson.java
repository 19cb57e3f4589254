package dev.deepmatting.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.ModelDescription;
import dev.deepmatting.network.TensorDescription;
import dev.deepmatting.network.WeightSource;
import dev.deepmatting.propagation.PropagationMethod;
import java.util.List;

/**
 * Describes a weight file or a method for programs; the keys of {@code network} are a model file's.
 */
final class DescriptionJson {
  // ASCII only: nothing in a foreign file can control a terminal, in any character set.
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private DescriptionJson() {}

  static String of(ModelDescription description) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("file", description.source());
    root.put("format", description.format());
    root.put("bytes", description.bytes());
    root.put("sha256", description.sha256());
    root.put("contents", description.contents());
    description
        .network()
        .ifPresent(network -> root.set("network", MAPPER.valueToTree(network.asMap())));
    root.put("problem", description.problem());
    root.put("provenance", description.provenance());
    ObjectNode metadata = root.putObject("metadata");
    description.metadata().forEach(metadata::put);
    description.report().ifPresent(report -> put(root.putObject("import"), report));
    ArrayNode tensors = root.putArray("tensors");
    description.tensors().forEach(tensor -> put(tensors.addObject(), tensor));
    return text(root);
  }

  static String of(WeightSource source, PropagationMethod method) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("model", source.toString());
    root.put("contents", "method without a network");
    root.putObject("method").put("name", method.name()).put("description", method.toString());
    return text(root);
  }

  private static String text(ObjectNode root) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers can be written", e);
    }
  }

  private static void put(ObjectNode node, ImportReport report) {
    put(node, "loaded", report.loaded());
    put(node, "skipped", report.skipped());
    put(node, "missing", report.missing());
    put(node, "extra", report.extra());
    ArrayNode wrong = node.putArray("wrongShape");
    for (ImportReport.WrongShape tensor : report.wrongShape()) {
      ObjectNode entry = wrong.addObject().put("name", tensor.name());
      tensor.shape().forEach(entry.putArray("shape")::add);
      tensor.wanted().forEach(entry.putArray("wanted")::add);
    }
  }

  private static void put(ObjectNode node, String key, List<String> values) {
    values.forEach(node.putArray(key)::add);
  }

  private static void put(ObjectNode node, TensorDescription tensor) {
    node.put("name", tensor.name());
    node.put("dataType", tensor.dataType());
    tensor.shape().forEach(node.putArray("shape")::add);
    node.put("bytes", tensor.bytes());
  }
}

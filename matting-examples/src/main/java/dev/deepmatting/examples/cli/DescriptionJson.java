package dev.deepmatting.examples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.ModelDescription;
import dev.deepmatting.network.TensorDescription;
import java.util.List;

/** A file of weights, described for programs; the keys of {@code network} are a model file's. */
final class DescriptionJson {
  private DescriptionJson() {}

  static String of(ModelDescription description) {
    // ASCII alone: nothing of a stranger's file commands a terminal, in any character set.
    ObjectMapper mapper = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    ObjectNode root = mapper.createObjectNode();
    root.put("file", description.source());
    root.put("format", description.format());
    root.put("bytes", description.bytes());
    root.put("sha256", description.sha256());
    root.put("contents", description.contents());
    description
        .network()
        .ifPresent(network -> root.set("network", mapper.valueToTree(network.asMap())));
    root.put("problem", description.problem());
    root.put("provenance", description.provenance());
    ObjectNode metadata = root.putObject("metadata");
    description.metadata().forEach(metadata::put);
    description.report().ifPresent(report -> put(root.putObject("import"), report));
    ArrayNode tensors = root.putArray("tensors");
    description.tensors().forEach(tensor -> put(tensors.addObject(), tensor));
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
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

package dev.deepmatting.dl4j.internal.model;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.internal.weights.TensorFile;
import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.ModelDescription;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.TensorDescription;
import dev.deepmatting.network.WeightSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Describes the contents of a weights file, without reading the numbers of its tensors. */
public final class ModelInspector {
  private static final int BYTES_AT_ONCE = 1 << 18;

  /** No network comes near; a sparse file of many times that takes hours to read. */
  private static final long MOST_HASHED_BYTES = 1L << 36;

  private ModelInspector() {}

  /**
   * Describes a file.
   *
   * @param source a file or a model of this artifact, with the user's options
   * @return its description, even if the file is not a matting network
   * @throws ModelFormatException if it is of no known format or damaged
   */
  public static ModelDescription inspect(WeightSource source) {
    try (TensorFile file = TensorFiles.open(source);
        FileBytes bytes = TensorFiles.bytes(source)) {
      Finding finding = finding(file, source);
      return new ModelDescription(
          source.toString(),
          bytes.length(),
          bytes.length() > MOST_HASHED_BYTES ? "" : sha256(bytes),
          file.format(),
          finding.contents(),
          finding.network(),
          finding.problem(),
          Provenance.of(source, StateDict.unprefixed(origin(source), file)),
          file.metadata(),
          file.tensors().stream().map(ModelInspector::description).toList(),
          finding.report());
    }
  }

  /** What the tensors turned out to be. */
  private record Finding(
      String contents,
      Optional<NetworkConfig> network,
      String problem,
      Optional<ImportReport> report) {}

  private static String origin(WeightSource source) {
    return "model " + source;
  }

  private static Finding finding(TensorFile file, WeightSource source) {
    StateDict tensors;
    try {
      tensors = new StateDict(origin(source), file);
    } catch (ModelFormatException e) {
      return new Finding("several networks", Optional.empty(), e.getMessage(), Optional.empty());
    }
    return finding(tensors, source);
  }

  private static Finding finding(StateDict tensors, WeightSource source) {
    Optional<Vgg16Form> vgg = Vgg16Form.of(tensors);
    try {
      return vgg.isPresent() ? classifier(tensors, vgg.get()) : network(tensors, source);
    } catch (ModelFormatException e) {
      boolean known = NetworkRecognition.variant(tensors).isPresent();
      String contents = known ? "matting network" : "unknown";
      return new Finding(contents, Optional.empty(), e.getMessage(), Optional.empty());
    }
  }

  private static Finding network(StateDict tensors, WeightSource source) {
    NetworkConfig config = ModelReader.config(tensors, source);
    ImportReport report = ModelReader.imported(tensors, config).report();
    boolean usable = source.strict() ? report.isExact() : report.isComplete();
    return new Finding(
        "matting network",
        usable ? Optional.of(config) : Optional.empty(),
        usable ? "" : "it is not all of the network " + config + ": " + report,
        Optional.of(report));
  }

  private static Finding classifier(StateDict tensors, Vgg16Form form) {
    ImportReport report = form.imported(tensors).report();
    String problem =
        report.isExact()
            ? "it is a classifier, whose convolutions can start the encoder of the "
                + form.variant().id()
                + " variant before training"
            : "it begins like a classifier, " + form.words() + ", but is not all of it: " + report;
    String contents = report.isExact() ? form.words() : "unknown";
    return new Finding(contents, Optional.empty(), problem, Optional.of(report));
  }

  private static TensorDescription description(TensorInfo info) {
    return new TensorDescription(
        info.name(), info.dataType().name(), info.shape(), info.byteLength());
  }

  private static String sha256(FileBytes bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (long offset = 0; offset < bytes.length(); offset += BYTES_AT_ONCE) {
        int count = (int) Math.min(BYTES_AT_ONCE, bytes.length() - offset);
        digest.update(bytes.read(offset, count));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

package dev.deepmatting.dl4j.fuzz;

import dev.deepmatting.dl4j.internal.train.DamagedRun;
import dev.deepmatting.dl4j.internal.weights.keras.KerasFile;
import dev.deepmatting.dl4j.internal.weights.onnx.OnnxFile;
import dev.deepmatting.dl4j.internal.weights.safetensors.SafeTensorsFile;
import dev.deepmatting.dl4j.internal.weights.torch.TorchFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What is fuzzed. Each has a folder of inputs beside this class and a dictionary. */
enum FuzzTarget {
  /** {@link SafeTensorsFile}. */
  SAFETENSORS(
      "safetensors",
      content -> Promise.check(content, SafeTensorsFile::new, SafeTensorsFile::recognises)),
  /** {@link OnnxFile}, and the check of a network before native code gets it. */
  ONNX(
      "onnx",
      content -> {
        Promise.check(content, OnnxFile::new, OnnxFile::recognises);
        Promise.checkGraph(content);
      }),
  /** {@link TorchFile} in both containers. */
  TORCH("torch", content -> Promise.check(content, TorchFile::new, TorchFile::recognises)),
  /** The pickle inside of the zip container alone, see {@link TorchZip}. */
  TORCH_PICKLE("torch-pickle", content -> TORCH.run(TorchZip.around(content))),
  /** {@link KerasFile}. */
  KERAS("keras", 1 << 14, content -> Promise.check(content, KerasFile::new, KerasFile::recognises)),
  /** What a sound file may say of a network, see {@link ModelText}. */
  MODEL("model", ModelText::check),
  /** Photographs: TIFF, WebP and GIF, and what else fuzzing comes upon. */
  PICTURE("picture", PicturePromise::photograph),
  /** Trimaps and mattes from any picture. */
  VALUES("values", PicturePromise::values),
  /** The folder of a training, see {@link DamagedRun}. */
  RUN("run", RunFiles::check);

  private final String folder;
  private final int longest;
  private final Consumer<byte[]> run;

  FuzzTarget(String folder, Consumer<byte[]> run) {
    this(folder, 1 << 12, run);
  }

  FuzzTarget(String folder, int longest, Consumer<byte[]> run) {
    this.folder = folder;
    this.longest = longest;
    this.run = run;
  }

  /** Runs one input; throws anything where the reader breaks its promise. */
  void run(byte[] content) {
    run.accept(content);
  }

  String folder() {
    return folder;
  }

  /** How many bytes the inputs that are tried have at most. */
  int longest() {
    return longest;
  }

  /** The folder of committed inputs: small sound files, what fuzzing kept of them, old crashes. */
  Path corpus() {
    return resource(folder);
  }

  /** The committed inputs, in the order of their names. */
  List<Path> inputs() throws IOException {
    try (Stream<Path> files = Files.list(corpus())) {
      return files.sorted().toList();
    }
  }

  /** Words of the format, in libFuzzer's notation. */
  Path dictionary() {
    return resource(folder + ".dict");
  }

  /** Kept from one input to the next, since a sound run takes longer to make than to damage. */
  private static final class RunFiles {
    private static final DamagedRun RUN = DamagedRun.in(temporaryFolder());

    private RunFiles() {}

    static void check(byte[] content) {
      RUN.check(content);
    }

    private static Path temporaryFolder() {
      try {
        return Files.createTempDirectory("fuzz-run");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Path resource(String name) {
    try {
      return Path.of(FuzzTarget.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}

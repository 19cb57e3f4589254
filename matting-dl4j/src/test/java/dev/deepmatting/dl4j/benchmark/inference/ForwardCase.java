package dev.deepmatting.dl4j.benchmark.inference;

import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.tensor.TensorCodec;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import java.io.IOException;
import java.nio.file.Path;

/** One network at one size, with the files that the processes share. */
record ForwardCase(Network network, Size size, Path folder) {
  /** Writes the input, of the generated picture. */
  void writeInput() throws IOException {
    FloatTensor tensor =
        new TensorCodec(network.config().trimapEncoding())
            .encode(
                Generated.image(size.width(), size.height()),
                Generated.trimap(size.width(), size.height()));
    FloatFiles.write(input(), tensor.values());
  }

  Path input() {
    return folder.resolve(network.id() + "-" + size + ".input");
  }

  Path alpha(ForwardEngine engine) {
    return folder.resolve(network.id() + "-" + size + "-" + engine.id() + ".alpha");
  }
}

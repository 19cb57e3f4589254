package dev.deepmatting.dl4j.benchmark.inference;

import dev.deepmatting.Matting;
import dev.deepmatting.network.Precision;
import java.nio.file.Path;

/** A program that cuts out one picture, as torch_start.py with PyTorch. */
final class StartChild {
  private StartChild() {}

  /** {@code MODEL PRECISION IMAGE TRIMAP ALPHA}. */
  public static void main(String[] arguments) {
    try (Matting matting =
        Matting.builder()
            .model(Path.of(arguments[0]))
            .precision(Precision.valueOf(arguments[1]))
            .build()) {
      matting
          .predict(Path.of(arguments[2]), Path.of(arguments[3]))
          .writePng16(Path.of(arguments[4]));
    }
  }
}

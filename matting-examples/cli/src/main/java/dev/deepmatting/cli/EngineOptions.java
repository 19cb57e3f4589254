package dev.deepmatting.cli;

import dev.deepmatting.Matting;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.network.Engine;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.Tiling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for running a network; the memory limit applies to methods too. */
final class EngineOptions {
  @Option(
      names = "--engine",
      defaultValue = "auto",
      converter = EnumConverter.OfEngine.class,
      completionCandidates = EnumConverter.OfEngine.class,
      paramLabel = "auto|samediff|onednn",
      description = "The engine that runs a network. Default: ${DEFAULT-VALUE}")
  private Engine engine;

  @Option(
      names = "--precision",
      defaultValue = "fp32",
      converter = EnumConverter.OfPrecision.class,
      completionCandidates = EnumConverter.OfPrecision.class,
      paramLabel = "auto|fp32|bf16",
      description = {
        "The precision of a network; auto uses bf16 if the processor supports",
        "it. Default: ${DEFAULT-VALUE}"
      })
  private Precision precision;

  @Option(
      names = "--tile",
      defaultValue = "auto",
      converter = TileConverter.class,
      paramLabel = "auto|off|PIXELS",
      description = {
        "The longest side of the tiles that a network computes at once; off",
        "computes whole pictures. Default: ${DEFAULT-VALUE}, as large as",
        "memory allows"
      })
  private Tiling tiling;

  @Option(
      names = "--memory",
      converter = MemoryConverter.class,
      paramLabel = "SIZE",
      description = {
        "The most memory for weights, buffers and a picture together, such as 2GB,",
        "without the JVM's own. Default: the machine's memory"
      })
  private @Nullable MemorySize memory;

  Matting.Builder apply(Matting.Builder builder) {
    builder.engine(engine).precision(precision).tiling(tiling);
    return memory == null ? builder : builder.memoryBudget(memory);
  }

  /** Returns a reader that refuses pictures which alone would exceed the memory. */
  ImageFiles limited(ImageFiles files) {
    return memory == null ? files : files.withMemoryBudget(memory);
  }
}

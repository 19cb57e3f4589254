package dev.deepmatting.cli;

import dev.deepmatting.Matting;
import dev.deepmatting.network.Engine;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.Tiling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What runs a network, and how; the memory is for methods too. */
final class EngineOptions {
  @Option(
      names = "--engine",
      defaultValue = "auto",
      converter = EnumConverter.OfEngine.class,
      completionCandidates = EnumConverter.OfEngine.class,
      paramLabel = "auto|samediff|onednn",
      description = "What runs a network. Default: ${DEFAULT-VALUE}")
  private Engine engine;

  @Option(
      names = "--precision",
      defaultValue = "fp32",
      converter = EnumConverter.OfPrecision.class,
      completionCandidates = EnumConverter.OfPrecision.class,
      paramLabel = "auto|fp32|bf16",
      description = {
        "How exactly a network computes; auto takes bf16 where the processor has",
        "it. Default: ${DEFAULT-VALUE}"
      })
  private Precision precision;

  @Option(
      names = "--tile",
      defaultValue = "auto",
      converter = TileConverter.class,
      paramLabel = "auto|off|PIXELS",
      description = {
        "The longest side of the pieces that a network computes at once; off",
        "computes whole pictures. Default: ${DEFAULT-VALUE}, as large as the",
        "memory allows"
      })
  private Tiling tiling;

  @Option(
      names = "--memory",
      converter = MemoryConverter.class,
      paramLabel = "SIZE",
      description = {
        "What weights, buffers and a picture may take together, such as 2GB;",
        "the JVM's own is beside that. Default: what the machine has"
      })
  private @Nullable MemorySize memory;

  Matting.Builder apply(Matting.Builder builder) {
    builder.engine(engine).precision(precision).tiling(tiling);
    return memory == null ? builder : builder.memoryBudget(memory);
  }
}

package dev.deepmatting.cli;

import dev.deepmatting.ModelFiles;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.StorageType;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Converts a weight file. */
@Command(
    name = "convert",
    description = {
      "Converts a model file, a PyTorch checkpoint, a Keras or an ONNX file.",
      "The extension of --out decides: .safetensors (a model file), .onnx, .fb (SameDiff).",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the file was written",
      "1:the run was interrupted",
      "2:bad usage, or the input was bad"
    },
    footer = {
      "",
      "Examples:",
      "  matting convert --in checkpoint.pth --skip true --out model.safetensors",
      "  matting convert --in builtin:dim-small --out dim-small.onnx"
    })
final class ConvertCommand implements Callable<Integer> {
  @Option(
      names = "--in",
      required = true,
      paramLabel = "FILE|builtin:NAME",
      description = "The file to read; its content decides the format.")
  private String in;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file to write; an older one is replaced.")
  private Path out;

  @Option(
      names = "--dtype",
      defaultValue = "f32",
      converter = EnumConverter.OfStorageType.class,
      completionCandidates = EnumConverter.OfStorageType.class,
      paramLabel = "f32|f16|bf16",
      description = "How .safetensors stores numbers. Default: ${DEFAULT-VALUE}")
  private StorageType storage;

  @Mixin private SourceOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    EmptyValues.refuse(spec);
    ImportReport report =
        UnfinishedFiles.deletedOnExit(() -> ModelFiles.convert(options.source(in), out, storage));
    spec.commandLine().getOut().println(Printable.text(out + ": " + report));
    return ExitCode.DONE;
  }
}

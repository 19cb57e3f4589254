package dev.deepmatting.cli;

import dev.deepmatting.ModelFiles;
import dev.deepmatting.network.ModelDescription;
import dev.deepmatting.network.WeightSource;
import dev.deepmatting.propagation.PropagationMethod;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Describes a weight file or a method. */
@Command(
    name = "inspect",
    description = {
      "Describes a model file, a PyTorch checkpoint, a Keras or an ONNX file:",
      "the network, its origin, tensors, sizes, SHA-256. For a method without",
      "a network it shows its paper and parameters.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the file could be read", "2:bad usage, or the file was bad"},
    footer = {
      "",
      "Examples:",
      "  matting inspect builtin:graph",
      "  matting inspect builtin:dim-small",
      "  matting inspect --json checkpoint.pth"
    })
final class InspectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The file, or builtin:NAME.")
  private String file;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private SourceOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    EmptyValues.refuse(spec);
    WeightSource source = options.source(file);
    String text =
        ModelFiles.method(source).map(method -> text(source, method)).orElseGet(() -> text(source));
    spec.commandLine().getOut().println(text);
    return ExitCode.DONE;
  }

  private String text(WeightSource source) {
    ModelDescription description = ModelFiles.inspect(source);
    return json ? DescriptionJson.of(description) : DescriptionText.of(description);
  }

  private String text(WeightSource source, PropagationMethod method) {
    return json ? DescriptionJson.of(source, method) : DescriptionText.of(source, method);
  }
}

package dev.deepmatting.cli;

import dev.deepmatting.pretrained.PretrainedCache;
import dev.deepmatting.pretrained.PretrainedFile;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches public weights and prints their path. */
@Command(
    name = "fetch",
    description = {
      "Fetches public weights into a folder, verifies their SHA-256 and prints the path.",
      "An existing file is not fetched again; an interrupted download resumes.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the file is there", "2:bad usage, or the file could not be fetched"},
    footer = {
      "",
      "Examples:",
      "  matting fetch vgg16_bn",
      "  matting fetch vgg16_bn --cache weights --offline"
    })
final class FetchCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "vgg16_bn|vgg16|URL",
      description = {
        "Weights of torchvision by name, or an https or http address whose file name",
        "contains the start of its SHA-256: NAME-XXXXXXXX.ENDING"
      })
  private String file;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "Folder of the files; created if needed. Default: deep-matting in the user's cache")
  private @Nullable Path cache;

  @Option(names = "--offline", description = "Use no network: say what to fetch by hand.")
  private boolean offline;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    EmptyValues.refuse(spec);
    PretrainedFile wanted = wanted();
    PretrainedCache.Builder builder = PretrainedCache.builder().offline(offline);
    if (cache != null) {
      builder.folder(cache);
    }
    // Uses the error stream, so that the output is only the path.
    Progress progress = new Progress(spec.commandLine().getErr(), Progress.onTerminal(), 1);
    progress.start();
    try {
      Path path =
          builder
              .build()
              .fetch(wanted, (bytes, total) -> show(progress, wanted.name(), bytes, total));
      progress.clear();
      spec.commandLine().getOut().println(path);
      return ExitCode.DONE;
    } finally {
      progress.clear();
    }
  }

  private static void show(Progress progress, String name, long bytes, long total) {
    if (total > 0) {
      progress.update(name, (double) bytes / total);
    }
  }

  private PretrainedFile wanted() {
    for (PretrainedFile known : PretrainedFile.known()) {
      if (known.name().equals(file)) {
        return known;
      }
    }
    try {
      if (file.contains(":")) {
        return PretrainedFile.of(new URI(file));
      }
    } catch (URISyntaxException e) {
      // Rejected below; the address is not repeated because it could contain a key.
      throw unknown("an address that cannot be read");
    }
    throw unknown("'" + file + "'");
  }

  private ParameterException unknown(String what) {
    return new ParameterException(
        spec.commandLine(), "the file is " + what + ", wanted vgg16_bn, vgg16 or an address");
  }
}

package dev.deepmatting.cli;

import dev.deepmatting.pretrained.PretrainedCache;
import dev.deepmatting.pretrained.PretrainedFile;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
      "  matting fetch u2netp",
      "  matting fetch vgg16_bn",
      "  matting fetch vgg16_bn --cache weights --offline"
    })
final class FetchCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "NAME|URL",
      description = {
        "A name that matting models lists, or an https or http address whose file name",
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
    PretrainedCache files = builder.build();
    sayBefore(files, wanted);
    // Uses the error stream, so that the output is only the path.
    Progress progress = new Progress(spec.commandLine().getErr(), Progress.onTerminal(), 1);
    progress.start();
    try {
      Path path =
          files.fetch(wanted, (bytes, total) -> show(progress, wanted.name(), bytes, total));
      progress.clear();
      spec.commandLine().getOut().println(path);
      return ExitCode.DONE;
    } finally {
      progress.clear();
    }
  }

  /** Says what will come, if it is known and has to come. */
  private void sayBefore(PretrainedCache files, PretrainedFile wanted) {
    if (!offline && !wanted.licence().isEmpty() && !Files.exists(files.path(wanted))) {
      spec.commandLine()
          .getErr()
          .printf(
              "%s: %s, %s; %s%n",
              wanted.name(), ModelsCommand.size(wanted), wanted.licence(), wanted.purpose());
      spec.commandLine().getErr().flush();
    }
  }

  private static void show(Progress progress, String name, long bytes, long total) {
    if (total > 0) {
      progress.update(name, (double) bytes / total);
    }
  }

  private PretrainedFile wanted() {
    Optional<PretrainedFile> known = PretrainedFile.named(file);
    if (known.isPresent()) {
      return known.get();
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
        spec.commandLine(),
        "the file is "
            + what
            + ", wanted an address or one of "
            + PretrainedFile.known().stream()
                .map(PretrainedFile::name)
                .collect(Collectors.joining(", ")));
  }
}

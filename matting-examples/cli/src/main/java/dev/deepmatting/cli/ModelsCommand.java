package dev.deepmatting.cli;

import dev.deepmatting.pretrained.PretrainedCache;
import dev.deepmatting.pretrained.PretrainedFile;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the public files that can be fetched. */
@Command(
    name = "models",
    description = {
      "Lists the networks that matting fetch fetches: name, size, licence, what they are good",
      "at, and which are fetched already. The terms of the pictures that a network was trained",
      "on can restrict its use beyond its licence.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footer = {"", "Example:", "  matting models"})
final class ModelsCommand implements Callable<Integer> {
  private static final double MEGA = 1e6;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Folder of the files. Default: deep-matting in the user's cache")
  private @Nullable Path cache;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    EmptyValues.refuse(spec);
    PretrainedCache.Builder builder = PretrainedCache.builder().offline(true);
    PretrainedCache files = (cache == null ? builder : builder.folder(cache)).build();
    PrintWriter out = spec.commandLine().getOut();
    for (PretrainedFile file : PretrainedFile.known()) {
      out.printf(
          "%-22s %12s  %-8s %s; %s%n",
          file.name(),
          size(file),
          Files.exists(files.path(file)) ? "fetched" : "",
          file.purpose(),
          file.licence());
    }
    return ExitCode.DONE;
  }

  /** Returns a file's size, such as {@code 4.6 MB}. */
  static String size(PretrainedFile file) {
    return file.size().isEmpty()
        ? "size unknown"
        : String.format(Locale.ROOT, "%.1f MB", file.size().getAsLong() / MEGA);
  }
}

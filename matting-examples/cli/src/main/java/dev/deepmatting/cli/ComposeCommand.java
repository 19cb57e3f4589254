package dev.deepmatting.cli;

import dev.deepmatting.OutputFiles;
import dev.deepmatting.data.LayerSource;
import dev.deepmatting.data.MattingSample;
import dev.deepmatting.data.OnUnusable;
import dev.deepmatting.data.Recipe;
import dev.deepmatting.data.SampleStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes training samples with all their layers. */
@Command(
    name = "compose",
    description = {
      "Composes training samples: writes 00000-merged.png, -foreground, -background, -alpha and",
      "-trimap for each, and -image if the image differs from the exact composite.",
      "The same seed gives the same samples, with any number of workers.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every sample was written",
      "1:pictures that cannot be used were left out (--skip-unusable), or the run was interrupted",
      "2:bad usage or input"
    },
    footer = {
      "",
      "Examples:",
      "  matting compose --recipe gca --count 16 --seed 1 --out samples --sheet sheet.png",
      "  matting compose --recipe paper --foreground fg --alpha alpha --background bg --count 100"
          + " --seed 7 --out samples"
    })
final class ComposeCommand implements Callable<Integer> {
  @Option(
      names = "--recipe",
      required = true,
      paramLabel = "online|paper|gca|photo",
      description = "The recipe for making samples.")
  private String recipe;

  @Mixin private LayerOptions layers;

  @Option(
      names = "--count",
      required = true,
      paramLabel = "N",
      description = "Number of samples, at least 1.")
  private int count;

  @Option(
      names = "--seed",
      required = true,
      paramLabel = "S",
      description = "An integer that decides all random draws.")
  private long seed;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description =
          "The side of a sample. Default: the recipe's, 320 for online and paper, otherwise 512")
  private @Nullable Integer size;

  @Mixin private PhotometricOptions photometric;

  @Option(
      names = "--workers",
      paramLabel = "W",
      description = "Samples at once. Default: one for each core")
  private @Nullable Integer workers;

  @Option(
      names = "--skip-unusable",
      description = "Skips pictures that cannot be used, and counts them.")
  private boolean skipUnusable;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the samples; created if needed.")
  private Path out;

  @Option(
      names = "--sheet",
      paramLabel = "FILE",
      description = "Also writes a sheet of the first samples, all layers side by side.")
  private @Nullable Path sheet;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    EmptyValues.refuse(spec);
    if (count < 1) {
      throw new ParameterException(
          spec.commandLine(), "--count is " + count + ", wanted at least 1");
    }
    layers.requireApart(out, spec.commandLine());
    if (sheet != null) {
      OutputFiles.requireTarget(sheet);
    }
    return UnfinishedFiles.deletedOnExit(this::write);
  }

  private int write() throws IOException {
    SampleFiles files = SampleFiles.in(out);
    LayerSource source = layers.source(seed, spec.commandLine());
    ContactSheet contacts = new ContactSheet();
    long skipped = 0;
    try (SampleStream samples = stream(source)) {
      Progress progress = new Progress(spec.commandLine().getOut(), Progress.onTerminal(), count);
      for (int number = 0; number < count && samples.hasNext(); number++) {
        MattingSample sample = samples.next();
        progress.start();
        progress.line(files.write(number, sample) + "  " + sample.name());
        contacts.add(sample);
      }
      skipped = samples.skipped();
    }
    if (sheet != null) {
      contacts.writePng(sheet);
    }
    return skipped == 0 ? ExitCode.DONE : ExitCode.SOME_FAILED;
  }

  private SampleStream stream(LayerSource source) {
    Recipe.Builder chosen = photometric.addTo(Recipe.named(recipe).toBuilder());
    if (size != null) {
      chosen.size(size);
    }
    SampleStream.Builder stream =
        SampleStream.builder(chosen.build().of(source, seed))
            .onUnusable(skipUnusable ? OnUnusable.SKIP : OnUnusable.FAIL)
            .unusableListener(
                (index, reason) ->
                    ErrorReport.print(spec.commandLine().getErr(), reason.getMessage()));
    return (workers == null ? stream : stream.workers(workers)).open();
  }
}

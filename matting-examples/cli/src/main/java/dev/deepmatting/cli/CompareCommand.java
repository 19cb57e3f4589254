package dev.deepmatting.cli;

import dev.deepmatting.image.ImageFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares several models: scores, times and pictures. */
@Command(
    name = "compare",
    description = {
      "Compares models on the same pictures: writes comparison.md with tables of SAD, MSE,",
      "gradient, connectivity and seconds, and sheets with all mattes side by side.",
      "Pictures are photographs with their truth, drawn scenes, and samples without a truth;",
      "give at least one of --image, --drawn and --samples.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every picture was compared; one that a model refused counts in no mean",
      "1:some pictures could not be used, or have no trimap or truth",
      "2:bad usage, or no picture could be compared"
    },
    footer = {
      "",
      "Examples:",
      "  matting compare --drawn --out comparison",
      "  matting compare --model builtin:graph,model.safetensors --image photos --trimap trimaps"
          + " --truth truth --out comparison"
    })
final class CompareCommand implements Callable<Integer> {
  private static final List<String> SETS = List.of("--image", "--drawn", "--samples");

  @Mixin private ComparedModels models;

  @Mixin private PhotographSet photographs;

  @Mixin private DrawnSet drawn;

  @Mixin private SampleSet samples;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the results; created if needed. Older results there are replaced.")
  private Path out;

  @Mixin private PixelLimit pixelLimit;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    EmptyValues.refuse(spec);
    models.requireDistinct(spec.commandLine());
    photographs.requireUsable(spec.commandLine());
    drawn.requireUsable(spec.commandLine());
    requireASet();
    requireApart();
    List<ComparedSet> sets = sets();
    List<ComparedModel> opened = models.open();
    try {
      Files.createDirectories(out);
      return UnfinishedFiles.deletedOnExit(() -> compare(sets, opened));
    } finally {
      ComparedModels.close(opened);
    }
  }

  private void requireASet() {
    if (SETS.stream().noneMatch(spec.commandLine().getParseResult()::hasMatchedOption)) {
      throw new ParameterException(
          spec.commandLine(),
          "none of " + String.join(", ", SETS) + " is given, wanted at least one of them");
    }
  }

  /** Rejects sheets that would replace an input; their names are simple enough to coincide. */
  private void requireApart() throws IOException {
    PictureTarget.requireWritableFolder(out);
    List<Path> inputs = Stream.concat(photographs.folders(), samples.folders()).toList();
    for (Path input : inputs) {
      if (Files.exists(out) && Files.exists(input) && Files.isSameFile(out, input)) {
        throw new ParameterException(
            spec.commandLine(), "--out is '" + out + "', a folder of inputs, wanted another one");
      }
    }
  }

  private List<ComparedSet> sets() {
    ImageFiles files = pixelLimit.files();
    return Stream.of(photographs.find(files), drawn.find(), samples.find(files))
        .flatMap(Optional::stream)
        .toList();
  }

  private int compare(List<ComparedSet> sets, List<ComparedModel> opened) {
    int total = sets.stream().mapToInt(set -> set.entries().size()).sum();
    Comparison comparison = new Comparison(opened, spec.commandLine(), total);
    ComparisonTables tables = new ComparisonTables(opened, models.threads());
    List<Path> written = new ArrayList<>();
    comparison.warmUp();
    for (ComparedSet set : sets) {
      ComparisonSheets sheets = new ComparisonSheets(out, set.stem());
      List<ComparedRow> rows = comparison.run(set, sheets);
      if (!rows.isEmpty()) {
        List<Path> pictures = sheets.finish();
        tables.add(set, rows, pictures);
        written.addAll(pictures);
      }
    }
    if (written.isEmpty()) {
      return ExitCode.BAD_USAGE;
    }
    written.add(0, write(tables));
    tell(written);
    return comparison.failures() == 0 ? ExitCode.DONE : ExitCode.SOME_FAILED;
  }

  private Path write(ComparisonTables tables) {
    Path file = out.resolve("comparison.md");
    byte[] bytes = tables.toString().getBytes(StandardCharsets.UTF_8);
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("file " + file + " cannot be written", e);
    }
    return file;
  }

  private void tell(List<Path> written) {
    String names = String.join(", ", written.stream().map(Path::toString).toList());
    spec.commandLine().getOut().println(Printable.text(names));
    spec.commandLine().getOut().flush();
  }
}

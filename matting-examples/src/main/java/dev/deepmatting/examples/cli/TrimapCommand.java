package dev.deepmatting.examples.cli;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.file.AtomicFile;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.trimap.Band;
import dev.deepmatting.trimap.TrimapGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a trimap of a mask or of a matte. */
@Command(
    name = "trimap",
    description = {
      "Makes a trimap of a mask or of an alpha matte: black background, gray unknown, white"
          + " foreground.",
      "Unknown is what is soft in the input, and a band around that and along hard edges.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the trimap was written", "2:bad usage, or the input was bad"},
    footer = {
      "",
      "Examples:",
      "  matting trimap --mask person-mask.png --band 10 --out person-trimap.png",
      "  matting trimap --alpha photo-alpha.png --band 2%% --inward 5 --out photo-trimap.png"
    })
final class TrimapCommand implements Callable<Integer> {
  @Option(
      names = "--mask",
      paramLabel = "FILE",
      description = "A rough mask, white on black: its edge is only nearly right.")
  private Path mask;

  @Option(
      names = "--alpha",
      paramLabel = "FILE",
      description = "A true alpha matte, which the trimap will not contradict.")
  private Path alpha;

  @Option(
      names = "--band",
      required = true,
      converter = BandConverter.class,
      paramLabel = "PIXELS|PERCENT%",
      description = {
        "How far the unknown reaches beyond soft pixels and edges, on both sides;",
        "in pixels, or in percent of the picture's shorter side."
      })
  private Band band;

  @Option(
      names = "--inward",
      converter = BandConverter.class,
      paramLabel = "PIXELS|PERCENT%",
      description = "How far it reaches into the foreground. Default: as --band")
  private Band inward;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The PNG file to write; an older one is replaced.")
  private Path out;

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      description = "The largest picture to read, width times height.")
  private Long maxPixels;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    EmptyValues.refuse(spec);
    requireOneInput();
    requireTarget(mask == null ? alpha : mask);
    Trimap trimap = trimap(files());
    ImageFiles.writePng(trimap.toBufferedImage(), out);
    spec.commandLine().getOut().println(summary(trimap));
    return ExitCode.DONE;
  }

  private void requireOneInput() {
    if ((mask == null) == (alpha == null)) {
      throw new ParameterException(
          spec.commandLine(),
          "--mask and --alpha are both "
              + (mask == null ? "missing" : "given")
              + ", wanted one of them");
    }
  }

  /** Refuses before any work is done. */
  private void requireTarget(Path input) throws IOException {
    if (!out.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw new InvalidInputException("--out is '" + out + "', wanted a name that ends in .png");
    }
    naming(
        "--out",
        () -> {
          AtomicFile.requireTarget(out);
          return out;
        });
    if (Files.exists(out) && Files.exists(input) && Files.isSameFile(out, input)) {
      throw new InvalidInputException(
          "--out is '" + out + "', the input itself, wanted another file");
    }
  }

  private ImageFiles files() {
    ImageFiles files = ImageFiles.standard();
    return maxPixels == null ? files : files.withMaxPixels(maxPixels);
  }

  private Trimap trimap(ImageFiles files) {
    TrimapGenerator generator = TrimapGenerator.byDistance(band, inward == null ? band : inward);
    if (mask == null) {
      return generator.fromAlpha(naming("--alpha", () -> files.readAlpha(alpha)));
    }
    AlphaMatte matte = naming("--mask", () -> files.readAlpha(mask));
    String options =
        "--mask " + mask + " with --band " + spec.findOption("--band").stringValues().get(0);
    return naming(options, () -> generator.fromMask(matte));
  }

  private static <T> T naming(String option, Supplier<T> work) {
    try {
      return work.get();
    } catch (InvalidInputException e) {
      throw new InvalidInputException(option + ": " + e.getMessage(), e);
    }
  }

  private String summary(Trimap trimap) {
    double percent = 100.0 / ((double) trimap.width() * trimap.height());
    return String.format(
        Locale.ROOT,
        "%s: %dx%d, unknown %.1f %%, foreground %.1f %%, background %.1f %%",
        out,
        trimap.width(),
        trimap.height(),
        percent * trimap.unknownCount(),
        percent * trimap.foregroundCount(),
        percent * trimap.backgroundCount());
  }
}

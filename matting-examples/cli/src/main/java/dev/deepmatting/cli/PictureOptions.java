package dev.deepmatting.cli;

import dev.deepmatting.batch.BatchInputs;
import dev.deepmatting.batch.BatchPicture;
import dev.deepmatting.batch.MattingBatch;
import dev.deepmatting.compose.Colour;
import dev.deepmatting.compose.CutOut;
import dev.deepmatting.compose.ForegroundEstimation;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.network.MemorySize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The common options of commands that make a picture from each photograph and its matte. */
@Command(
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything was done",
      "1:some of several pictures failed",
      "2:bad usage, or the one picture was bad"
    })
final class PictureOptions {
  @Option(
      names = "--image",
      required = true,
      paramLabel = "FILE|DIR|GLOB|-",
      description = "A photograph, a folder of them, a quoted glob, or - for standard input.")
  private String image;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR|-",
      description = {
        "Folder of the results, created if needed; or - for standard output:",
        "messages then go to standard error."
      })
  private Path out;

  @Mixin private MatteOptions mattes;

  @Option(
      names = "--foreground",
      defaultValue = "estimated",
      converter = EnumConverter.OfForeground.class,
      completionCandidates = EnumConverter.OfForeground.class,
      paramLabel = "estimated|naive",
      description = {
        "The object's colours: estimated without the old background, or the",
        "photograph's own. Default: ${DEFAULT-VALUE}"
      })
  private Foreground foreground;

  @Option(
      names = "--despill",
      converter = PictureConverters.OfScreen.class,
      paramLabel = "RRGGBB",
      description = {
        "Removes the colour spill of a screen of this colour from the object; parts",
        "that really have its hue turn gray."
      })
  private @Nullable Colour screen;

  @Option(
      names = "--threads",
      converter = ThreadsConverter.class,
      paramLabel = "N",
      description = {
        "Threads of the colour estimation and of a method's prediction; the",
        "launcher bin/matting passes them to a network too. With 1, pictures come one",
        "after the other, otherwise two at once. Default: one for each core"
      })
  private @Nullable Integer threads;

  @Mixin private PixelLimit pixelLimit;

  @Option(
      names = "--json",
      description = "Print one JSON object per line and picture, for programs.")
  private boolean json;

  /** The source of the object's colours. */
  enum Foreground {
    ESTIMATED,
    NAIVE
  }

  /** Makes a result from a photograph and its matte. */
  @FunctionalInterface
  interface Maker {
    /** Returns the writer of the result. */
    Consumer<Path> make(BatchPicture picture, Mattes.Matte matte);
  }

  ImageFiles files() {
    return mattes.memory().map(pixelLimit.files()::withMemoryBudget).orElseGet(pixelLimit::files);
  }

  /** Returns the memory limit of each picture. */
  Optional<MemorySize> memory() {
    return mattes.memory();
  }

  /** Rejects colour options if no colours are written. */
  void requireNoColours() {
    if (screen != null) {
      throw new InvalidInputException("--despill is given, wanted a --form with colours");
    }
  }

  CutOut cutOut(RgbImage photograph, AlphaMatte alpha) {
    CutOut cutOut =
        foreground == Foreground.NAIVE
            ? CutOut.naive(photograph, alpha)
            : CutOut.of(photograph, alpha, estimation());
    return screen == null ? cutOut : cutOut.withoutSpill(screen);
  }

  /** One picture is decoded and written while the other is predicted. */
  private int workers() {
    return threads != null && threads == 1 ? 0 : 1;
  }

  private ForegroundEstimation estimation() {
    ForegroundEstimation.Builder estimation = ForegroundEstimation.builder();
    return (threads == null ? estimation : estimation.threads(threads)).build();
  }

  /**
   * Makes all results.
   *
   * @param end the end after the name of each picture: {@code -cutout.png}
   * @param otherInputs files that no result may replace
   * @return the exit code
   */
  int run(CommandSpec spec, String end, List<Path> otherInputs, Maker maker) throws IOException {
    mattes.requireOne(spec);
    PictureTarget target = PictureTarget.of(out, end);
    boolean piped = image.equals(StandardInput.NAME);
    try (StandardInput standardInput = piped ? StandardInput.receive() : null) {
      Optional<Path> received = Optional.ofNullable(standardInput).map(StandardInput::file);
      BatchInputs inputs = mattes.inputs(image, received);
      target.requireUsable(image, inputs, otherInputs);
      PictureOutput output =
          new PictureOutput(spec.commandLine(), json, target.isStandardOutput(), inputs, received);
      MattingBatch.Builder batch =
          target.batch(inputs).workers(workers()).trimapThresholds(mattes.known()).listener(output);
      pixelLimit.given().ifPresent(batch::maxPixels);
      mattes.memory().ifPresent(batch::memoryBudget);
      MattingBatch ready = batch.build();
      try (Mattes opened = mattes.open(files(), threads)) {
        return output.end(
            UnfinishedFiles.deletedOnExit(
                () -> ready.run(each -> make(each, opened, target, maker, output))));
      }
    }
  }

  private static void make(
      BatchPicture picture, Mattes opened, PictureTarget target, Maker maker, PictureOutput output)
      throws IOException {
    RgbImage photograph = picture.image();
    Mattes.Matte matte = opened.of(picture);
    String result = target.write(picture, maker.make(picture, matte));
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("image", output.source(picture.input()));
    details.put("result", target.isStandardOutput() ? StandardInput.NAME : result);
    details.put("width", photograph.width());
    details.put("height", photograph.height());
    matte
        .trimap()
        .ifPresent(trimap -> details.put("unknown", TrimapReport.Shares.of(trimap).unknown()));
    output.made(picture.input(), new PictureOutput.Done(result, List.of(), details));
  }
}

package dev.deepmatting.examples.cli;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes trimaps of what is at hand. */
@Command(
    name = "trimap",
    description = {
      "Makes a trimap: black background, gray unknown, white foreground.",
      "Unknown is what is soft in the input, and a band around that and along hard edges.",
      "It is made of one of --mask, --alpha, --cutout, --scribbles, --rect and --key, the",
      "last three with --image. In folders, photo.png or photo-KIND.png belongs to photo.jpg.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything was done",
      "1:some of several pictures failed",
      "2:bad usage, or the one input was bad"
    },
    footer = {
      "",
      "Examples:",
      "  matting trimap --mask person-mask.png --band 10 --out person-trimap.png",
      "  matting trimap --alpha photo-alpha.png --band 2%% --inward 5 --out photo-trimap.png",
      "  matting trimap --image photo.jpg --rect 120,80,640,900 --review --out photo-trimap.png",
      "  matting trimap --image shots --key auto --out trimaps"
    })
final class TrimapCommand implements Callable<Integer> {
  private static final int PICTURES_AT_ONCE = 2;

  @Option(
      names = "--image",
      paramLabel = "FILE|DIR|-",
      description = {
        "The photograph, a folder of them, or - for standard input. With",
        "--mask the band is wider where it shows that the mask's edge is in",
        "doubt."
      })
  private String image;

  @Mixin private MatteTrimapOptions matte;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE|DIR|-",
      description = {
        "The PNG file to write, or - for standard output; for a folder, where",
        "STEM-trimap.png go. Older files are replaced."
      })
  private Path out;

  @Option(
      names = "--review",
      description = "Says what may be wrong with each trimap, and how to better it.")
  private boolean review;

  @Mixin private PixelLimit pixelLimit;

  @Option(
      names = "--json",
      description = "Print one JSON object a line for each picture, for programs.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    EmptyValues.refuse(spec);
    matte.requireUsable(spec, image != null);
    if (review && image == null) {
      throw new InvalidInputException("--review is given, wanted --image as well");
    }
    boolean piped = StandardInput.NAME.equals(image);
    try (StandardInput received = piped ? StandardInput.receive() : null) {
      return run(tasks(Optional.ofNullable(received).map(StandardInput::file)));
    }
  }

  private PictureTasks tasks(Optional<Path> received) throws IOException {
    if (received.isPresent()) {
      return PictureTasks.ofStandardInput(received.get(), matte.hint());
    }
    if (image != null) {
      return PictureTasks.find(image, matte.hint());
    }
    PictureHint hint = matte.hint().orElseThrow();
    return PictureTasks.alone(hint);
  }

  private int run(PictureTasks tasks) throws IOException {
    String input = image == null ? matte.hint().orElseThrow().path() : image;
    boolean several = !input.equals(StandardInput.NAME) && Files.isDirectory(Path.of(input));
    PictureTarget target =
        several ? PictureTarget.of(out, "-trimap.png") : PictureTarget.ofPngFile(out);
    if (several) {
      target.requireOtherFolder(input, tasks);
    }
    target.requireUsable(tasks, List.of());
    ImageFiles files = pixelLimit.files();
    PictureOutput output =
        new PictureOutput(
            spec.commandLine(), json, PictureTarget.isStandardOutput(out), tasks.inputs());
    return PictureRun.run(tasks, PICTURES_AT_ONCE, output, task -> one(task, files, target));
  }

  private PictureDone one(PictureTask task, ImageFiles files, PictureTarget target)
      throws IOException {
    RgbImage photograph = image == null ? null : files.readImage(task.image());
    Trimap trimap = matte.trimap(spec, photograph, task, files);
    String result = target.write(task, file -> ImageFiles.writePng(trimap.toBufferedImage(), file));
    return TrimapReport.of(
        task.source(),
        PictureTarget.isStandardOutput(out) ? StandardInput.NAME : result,
        trimap,
        review ? photograph : null);
  }
}

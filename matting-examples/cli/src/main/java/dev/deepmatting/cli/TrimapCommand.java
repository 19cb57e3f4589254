package dev.deepmatting.cli;

import dev.deepmatting.batch.BatchInputs;
import dev.deepmatting.batch.BatchPicture;
import dev.deepmatting.batch.MattingBatch;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes trimaps from masks, mattes, scribbles, rectangles, key colours and networks. */
@Command(
    name = "trimap",
    description = {
      "Makes a trimap: black background, gray unknown, white foreground.",
      "Soft parts of the input become unknown, with a band around them and along hard edges.",
      "The input is one of --mask, --alpha, --cutout, --scribbles, --rect, --key and --auto,",
      "the last four with --image. In folders, photo.png or photo-KIND.png belongs to photo.jpg.",
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
  private static final int WORKERS = 1;

  @Option(
      names = "--image",
      paramLabel = "FILE|DIR|GLOB|-",
      description = {
        "The photograph, a folder of them, a quoted glob, or - for standard input. With",
        "--mask the band is wider where the photograph shows that the mask's edge is",
        "in doubt."
      })
  private @Nullable String image;

  @Mixin private MatteTrimapOptions matte;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE|DIR|-",
      description = {
        "The PNG file to write, or - for standard output; for a folder, where",
        "the STEM-trimap.png files go. Older files are replaced."
      })
  private Path out;

  @Option(
      names = "--review",
      description = "Reports possible problems of each trimap, and how to fix them.")
  private boolean review;

  @Mixin private PixelLimit pixelLimit;

  @Option(
      names = "--json",
      description = "Print one JSON object per line and picture, for programs.")
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
      return run(Optional.ofNullable(received).map(StandardInput::file));
    }
  }

  private int run(Optional<Path> received) throws IOException {
    BatchInputs inputs = inputs(received);
    String input = image == null ? matte.hint().orElseThrow().path() : image;
    boolean several = received.isEmpty() && PictureInputs.isSeveral(input);
    PictureTarget target =
        several ? PictureTarget.of(out, "-trimap.png") : PictureTarget.ofPngFile(out);
    target.requireUsable(input, inputs, List.of());
    PictureOutput output =
        new PictureOutput(spec.commandLine(), json, target.isStandardOutput(), inputs, received);
    MattingBatch.Builder batch = target.batch(inputs).workers(WORKERS).listener(output);
    MattingBatch ready = batch.files(pixelLimit.files()).build();
    try (MatteTrimapOptions used = matte) {
      used.open();
      return output.end(
          UnfinishedFiles.deletedOnExit(() -> ready.run(each -> make(each, target, output))));
    }
  }

  private BatchInputs inputs(Optional<Path> received) {
    if (received.isPresent()) {
      return PictureInputs.received(received.get(), matte.hint());
    }
    return image == null
        ? PictureInputs.alone(matte.hint().orElseThrow())
        : PictureInputs.find(image, matte.hint());
  }

  private void make(BatchPicture picture, PictureTarget target, PictureOutput output)
      throws IOException {
    @Nullable RgbImage photograph = image == null ? null : picture.image();
    Trimap trimap = matte.trimap(spec, image != null, picture, pixelLimit.files());
    if (trimap.backgroundCount() == (long) trimap.width() * trimap.height()) {
      throw new InvalidInputException(
          "trimap of "
              + output.source(picture.input())
              + " would be background everywhere: no object is found, or its hint is"
              + " black (class numbers have to be spread to 0 and 255)");
    }
    String result =
        target.write(picture, file -> ImageFiles.writePng(trimap.toBufferedImage(), file));
    output.made(
        picture.input(),
        TrimapReport.of(
            output.source(picture.input()),
            target.isStandardOutput() ? StandardInput.NAME : result,
            trimap,
            review ? photograph : null));
  }
}

package dev.deepmatting.cli;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Draws sheets for judging a matte. */
@Command(
    name = "preview",
    description = {
      "Draws a sheet per image, STEM-preview.png: the image, its trimap or an overlay, the",
      "matte, and the cut-out on dark, light and green ground.",
      "One of these defines the object: --alpha, --trimap, --mask, --cutout,",
      "--scribbles, --rect, --key or --auto; in folders, photo.png or photo-KIND.png belongs to",
      "photo.jpg.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  matting preview --image photo.jpg --trimap photo-trimap.png --out sheets",
      "  matting preview --image photos --alpha mattes --size 640 --out sheets"
    })
final class PreviewCommand implements Callable<Integer> {
  private static final int LEAST_SIZE = 64;
  private static final int MOST_SIZE = 4096;

  @Mixin private PictureOptions pictures;

  @Option(
      names = "--size",
      defaultValue = "480",
      paramLabel = "PIXELS",
      description = "The longest side of each of the six pictures. Default: ${DEFAULT-VALUE}")
  private int size;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    EmptyValues.refuse(spec);
    if (size < LEAST_SIZE || size > MOST_SIZE) {
      throw new InvalidInputException(
          "--size is " + size + ", wanted " + LEAST_SIZE + " to " + MOST_SIZE);
    }
    return pictures.run(
        spec,
        "-preview.png",
        List.of(),
        (picture, matte) -> {
          BufferedImage sheet =
              PreviewSheet.draw(
                  picture.image(), matte, pictures.cutOut(picture.image(), matte.alpha()), size);
          return file -> ImageFiles.writePng(sheet, file);
        });
  }
}

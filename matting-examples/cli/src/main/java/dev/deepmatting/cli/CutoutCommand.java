package dev.deepmatting.cli;

import dev.deepmatting.compose.CutOut;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageProperties;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Cuts objects out of their photographs. */
@Command(
    name = "cutout",
    description = {
      "Cuts objects out, without the old background's colours at their edges: writes",
      "STEM-cutout.png per image, or STEM-alpha.png or STEM-foreground.png with --form.",
      "One of these defines the object: --alpha, --trimap, --mask, --cutout,",
      "--scribbles, --rect, --key or --auto; in folders, photo.png or photo-KIND.png belongs to",
      "photo.jpg. The photograph's resolution is kept; colours are sRGB.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  matting cutout --image photo.jpg --trimap photo-trimap.png --out results",
      "  matting cutout --image photo.jpg --rect 120,80,640,900 --out results",
      "  matting cutout --image photos --auto u2netp --out results",
      "  matting cutout --image photos --alpha mattes --out results --json",
      "  matting cutout --image - --key auto --out - < shot.jpg > shot-cutout.png"
    })
final class CutoutCommand implements Callable<Integer> {
  @Mixin private PictureOptions pictures;

  @Option(
      names = "--form",
      defaultValue = "straight",
      converter = EnumConverter.OfCutoutForm.class,
      completionCandidates = EnumConverter.OfCutoutForm.class,
      paramLabel = "FORM",
      description = {
        "straight: colours and transparency; premultiplied: colours times alpha,",
        "which the file cannot record; alpha or foreground: only that.",
        "Default: ${DEFAULT-VALUE}"
      })
  private CutoutForm form;

  @Mixin private PictureFileOptions files;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    EmptyValues.refuse(spec);
    files.requireUsable(form.isTransparent());
    if (form == CutoutForm.ALPHA) {
      pictures.requireNoColours();
    }
    return pictures.run(
        spec,
        form.end() + files.ending(),
        List.of(),
        (picture, matte) -> {
          CutOut cutOut = pictures.cutOut(picture.image(), matte.alpha());
          BufferedImage result = form.picture(cutOut, files.bits());
          ImageProperties properties = picture.properties();
          // A matte's values are shares, not colours.
          ImageProperties own =
              form == CutoutForm.ALPHA ? properties.withoutIccProfile() : properties;
          return file -> ImageFiles.write(result, file, own);
        });
  }
}

package dev.deepmatting.cli;

import dev.deepmatting.compose.Composition;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageProperties;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Composes cut-out objects over something else. */
@Command(
    name = "composite",
    description = {
      "Places objects on a colour, an image or transparency: writes STEM-composite.png per",
      "image. One of these defines the object: --alpha, --trimap, --mask, --cutout,",
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
      "  matting composite --image photo.jpg --trimap trimap.png --color 1e90ff --out results",
      "  matting composite --image photos --alpha mattes --background beach.jpg --fit cover"
          + " --out results",
      "  matting composite --image photo.jpg --key 00b140 --transparent --crop 20"
          + " --shadow 12,16,10,0.5 --out results"
    })
final class CompositeCommand implements Callable<Integer> {
  @Mixin private BackgroundOptions background;

  @Mixin private CompositionOptions composition;

  @Mixin private PictureOptions pictures;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    EmptyValues.refuse(spec);
    background.requireOne(spec);
    composition.requireUsable(background.isTransparent());
    ImageFiles files = pictures.files();
    background.read(files);
    return pictures.run(
        spec,
        "-composite" + composition.ending(),
        background.inputs(),
        (picture, matte) -> {
          files.memoryBudget().ifPresent(all -> composition.requireRoom(all, picture.image()));
          Composition.Builder builder =
              Composition.builder(pictures.cutOut(picture.image(), matte.alpha()));
          BufferedImage composite = composition.apply(background.apply(builder)).build().render();
          ImageProperties properties = picture.properties();
          return file -> ImageFiles.write(composite, file, properties);
        });
  }
}

package dev.deepmatting.dl4j.benchmark.methods;

import dev.deepmatting.batch.BatchInputs;
import dev.deepmatting.data.MattingSample;
import dev.deepmatting.data.WholeImages;
import dev.deepmatting.data.scene.ProceduralScenes;
import dev.deepmatting.data.scene.SceneFamily;
import dev.deepmatting.dl4j.benchmark.Options;
import dev.deepmatting.image.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The pictures that are measured: those of a folder, or drawn ones, the same in each run. */
final class Photographs {
  private static final long SEED = 11;

  /** Objects that are mostly opaque, as in photographs with a trimap by hand. */
  private static final SceneFamily[] FAMILIES = {
    SceneFamily.HAIR, SceneFamily.FUR, SceneFamily.SOFT_EDGE, SceneFamily.FOLIAGE
  };

  private Photographs() {}

  static List<Photograph> of(Options options) throws IOException {
    if (options.text("photographs").isEmpty()) {
      return drawn(options);
    }
    Path folder = options.path("photographs");
    return BatchInputs.find(
            folder.resolve("image").toString(), "trimap", folder.resolve("trimap").toString())
        .inputs()
        .stream()
        .map(
            pair -> {
              List<Path> files = pair.files().toList();
              return Photograph.of(pair.name(), files.get(0), files.get(1));
            })
        .toList();
  }

  private static List<Photograph> drawn(Options options) throws IOException {
    Path images = Files.createDirectories(options.path("folder").resolve("image"));
    Path trimaps = Files.createDirectories(options.path("folder").resolve("trimap"));
    int size = options.number("drawn-size");
    WholeImages scenes =
        WholeImages.of(
            ProceduralScenes.builder().seed(SEED).families(FAMILIES).size(size, size).build(),
            SEED);
    List<Photograph> photographs = new ArrayList<>();
    for (int place = 0; place < options.number("drawn"); place++) {
      MattingSample sample = scenes.sample(place);
      Path image = images.resolve(sample.name() + ".png");
      Path trimap = trimaps.resolve(sample.name() + ".png");
      ImageFiles.writePng(sample.image().toBufferedImage(), image);
      ImageFiles.writePng(sample.trimap().toBufferedImage(), trimap);
      photographs.add(Photograph.of(sample.name(), image, trimap));
    }
    return photographs;
  }
}

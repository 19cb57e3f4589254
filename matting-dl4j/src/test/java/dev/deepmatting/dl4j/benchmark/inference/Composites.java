package dev.deepmatting.dl4j.benchmark.inference;

import dev.deepmatting.data.MattingSample;
import dev.deepmatting.data.TrimapPolicy;
import dev.deepmatting.data.WholeImages;
import dev.deepmatting.data.scene.ProceduralScenes;
import dev.deepmatting.dl4j.benchmark.Options;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Drawn scenes over a photograph with their true mattes, the same in each run. Of the scenes in
 * their order those are taken of which 10 to 20 % are unknown, as in photographs with a trimap by
 * hand.
 */
final class Composites {
  private static final long SEED = 7;
  private static final double LEAST_UNKNOWN = 0.1;
  private static final double MOST_UNKNOWN = 0.2;
  private static final int SCENES_FOR_EACH = 50;

  /** Of the longer side; 10 to 40 pixels of 1920. */
  private static final double NARROWEST_BAND = 1 / 192.0;

  private static final double WIDEST_BAND = 1 / 48.0;

  private final Path folder;
  private final Size size;
  private final WholeImages scenes;

  Composites(Options options, Size size) throws IOException {
    folder = Files.createDirectories(options.path("folder").resolve("composites-" + size));
    this.size = size;
    int side = Math.max(size.height(), size.width());
    Path photographs = Files.createDirectories(options.path("folder").resolve("photographs"));
    Path photograph = options.path("photograph");
    Files.copy(
        photograph,
        photographs.resolve(photograph.getFileName()),
        StandardCopyOption.REPLACE_EXISTING);
    ProceduralScenes layers =
        ProceduralScenes.builder()
            .seed(SEED)
            .size(side, side)
            .backgrounds(photographs)
            .photographShare(1)
            .build();
    scenes =
        WholeImages.of(layers, SEED)
            .withTrimap(TrimapPolicy.byDistance(side * NARROWEST_BAND, side * WIDEST_BAND));
  }

  /** Draws them and writes their files. */
  List<Picture> write(int count) {
    List<Picture> pictures = new ArrayList<>();
    for (int place = 0; pictures.size() < count; place++) {
      if (place == SCENES_FOR_EACH * count) {
        throw new IllegalStateException(
            "of " + place + " scenes only " + pictures.size() + " are 10 to 20 % unknown");
      }
      MattingSample sample = scenes.sample(place);
      BufferedImage trimap = middle(sample.trimap().toBufferedImage());
      double unknown = Picture.unknownShare(Trimap.of(trimap));
      if (unknown >= LEAST_UNKNOWN && unknown <= MOST_UNKNOWN) {
        pictures.add(write(sample, trimap));
      }
    }
    return pictures;
  }

  /** A photograph that is there already. */
  static Picture photograph(Path image, Path trimap) {
    Trimap known = ImageFiles.standard().readTrimap(trimap, TrimapThresholds.standard());
    String name = image.getFileName().toString();
    return Picture.of(name, image, trimap, null, known);
  }

  private Picture write(MattingSample sample, BufferedImage trimap) {
    Path image = folder.resolve(sample.name() + "-image.png");
    Path trimapFile = folder.resolve(sample.name() + "-trimap.png");
    Path alpha = folder.resolve(sample.name() + "-truth.png");
    ImageFiles.writePng(middle(sample.image().toBufferedImage()), image);
    ImageFiles.writePng(trimap, trimapFile);
    ImageFiles.writePng(middle(sample.alpha().toGray8()), alpha);
    return Picture.of(sample.name(), image, trimapFile, alpha, Trimap.of(trimap));
  }

  /** Scenes are square. */
  private BufferedImage middle(BufferedImage scene) {
    BufferedImage cut = new BufferedImage(size.width(), size.height(), scene.getType());
    cut.setData(
        scene
            .getRaster()
            .createChild(
                (scene.getWidth() - size.width()) / 2,
                (scene.getHeight() - size.height()) / 2,
                size.width(),
                size.height(),
                0,
                0,
                null));
    return cut;
  }
}

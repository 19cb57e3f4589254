package dev.deepmatting.dl4j.benchmark.inference;

import dev.deepmatting.dl4j.benchmark.Options;
import dev.deepmatting.dl4j.benchmark.Peer;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.metrics.MattingMetrics;
import dev.deepmatting.network.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Photographs and composites with their trimaps, as a whole and by the tiling that is default. */
final class PicturesPart {
  private static final String PYTORCH = "PyTorch";
  private static final ImageFiles FILES = ImageFiles.standard();

  private final Options options;

  PicturesPart(Options options) {
    this.options = options;
  }

  List<PictureResult> run(List<Network> networks) throws IOException, InterruptedException {
    List<Picture> pictures = new ArrayList<>();
    pictures.add(Composites.photograph(options.path("photograph"), options.path("trimap")));
    pictures.addAll(
        new Composites(options, Size.parse(options.text("picture-size")))
            .write(options.number("pictures")));
    Files.createDirectories(options.path("folder").resolve("alphas"));
    List<PictureResult> results = new ArrayList<>();
    for (Network network : networks) {
      int count =
          network.isTrained()
              ? pictures.size()
              : Math.min(pictures.size(), options.number("full-pictures"));
      results.addAll(measure(network, pictures.subList(0, count)));
    }
    return results;
  }

  private List<PictureResult> measure(Network network, List<Picture> pictures)
      throws IOException, InterruptedException {
    System.out.printf("%d pictures by %s%n", pictures.size(), network.title());
    List<Contestant> contestants = new ArrayList<>();
    try {
      for (Precision precision : List.of(Precision.FP32, Precision.BF16)) {
        contestants.add(start(network, precision, "off"));
        contestants.add(start(network, precision, "auto"));
      }
      contestants.add(startPyTorch(network));
      ask(contestants, 0, pictures.get(pictures.size() - 1));
      contestants.forEach(Contestant::forget);
      int rounds = options.number("picture-rounds");
      for (int i = 0; i < rounds * pictures.size(); i++) {
        ask(contestants, i, pictures.get(i / rounds));
      }
      contestants.forEach(Contestant::finish);
    } finally {
      contestants.forEach(Contestant::close);
    }
    return contestants.stream().map(way -> result(network, way, pictures)).toList();
  }

  private Contestant start(Network network, Precision precision, String tiling) {
    return Contestant.start(
        precision.name().toLowerCase(Locale.ROOT) + (tiling.equals("off") ? " whole" : " auto"),
        Peer.java(
            Children.jvm(options),
            PictureChild.class.getName(),
            network.modelFile(),
            options.text("picture-engine"),
            precision,
            tiling),
        options);
  }

  private Contestant startPyTorch(Network network) throws IOException, InterruptedException {
    if (!Peer.isAvailable()) {
      return Contestant.absent(PYTORCH, "no Python with PyTorch and OpenCV");
    }
    return Contestant.start(
        PYTORCH,
        Peer.python(
            "torch_pictures.py",
            network.torchName(),
            network.modelFile(),
            options.number("threads")),
        options);
  }

  private void ask(List<Contestant> contestants, int round, Picture picture)
      throws InterruptedException {
    Contestant.round(
        contestants,
        round,
        way ->
            String.join(
                "\t",
                picture.image().toString(),
                picture.trimap().toString(),
                alpha(way.name(), picture).toString()));
  }

  private Path alpha(String way, Picture picture) {
    return options
        .path("folder")
        .resolve("alphas")
        .resolve(picture.name() + "-" + way.replace(' ', '-') + ".png");
  }

  private PictureResult result(Network network, Contestant way, List<Picture> pictures) {
    boolean failed = way.failure() != null;
    List<Double> sad = new ArrayList<>();
    List<Double> distance = new ArrayList<>();
    for (Picture picture : pictures) {
      boolean scored = !failed && network.isTrained() && picture.truth() != null;
      sad.add(scored ? sad(alpha(way.name(), picture), picture) : null);
      distance.add(scored ? distance(alpha(way.name(), picture), picture) : null);
    }
    return new PictureResult(
        network.title(),
        way.name(),
        pictures,
        way.bytes(),
        way.medians(options.number("picture-rounds")),
        sad,
        distance,
        way.failure());
  }

  private static double sad(Path alpha, Picture picture) {
    return MattingMetrics.standard()
        .compare(FILES.readAlpha(alpha), FILES.readAlpha(picture.truth()), trimap(picture))
        .sad();
  }

  /** The mean over unknown pixels, of 16 bits. */
  private double distance(Path alpha, Picture picture) {
    float[] values = FILES.readAlpha(alpha).toFloatArray();
    float[] wanted = FILES.readAlpha(alpha(PictureResult.REFERENCE, picture)).toFloatArray();
    Trimap trimap = trimap(picture);
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      if (trimap.isUnknown(i % trimap.width(), i / trimap.width())) {
        sum += Math.abs(values[i] - wanted[i]);
      }
    }
    return sum / trimap.unknownCount();
  }

  private static Trimap trimap(Picture picture) {
    return FILES.readTrimap(picture.trimap(), TrimapThresholds.standard());
  }
}

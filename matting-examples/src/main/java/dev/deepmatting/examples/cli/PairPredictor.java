package dev.deepmatting.examples.cli;

import dev.deepmatting.Matting;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.PredictionInterruptedException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/** Predicts pairs one after the other; a bad one does not stop the rest. */
final class PairPredictor {
  private final Matting matting;
  private final ImageFiles files;
  private final TrimapThresholds thresholds;
  private final Path out;
  private final CommandLine command;

  PairPredictor(
      Matting matting,
      ImageFiles files,
      TrimapThresholds thresholds,
      Path out,
      CommandLine command) {
    this.matting = matting;
    this.files = files;
    this.thresholds = thresholds;
    this.out = out;
    this.command = command;
  }

  /**
   * Predicts and writes every pair.
   *
   * @return how many failed
   */
  int predictAll(List<Pair> pairs) {
    Progress progress = new Progress(command.getOut(), Progress.onTerminal(), pairs.size());
    int failed = 0;
    for (Pair pair : pairs) {
      progress.start();
      try {
        ResultFiles results = predict(pair, progress);
        progress.line(results.alpha() + ", " + results.cutout());
      } catch (PredictionInterruptedException e) {
        throw e;
      } catch (MattingException | IOException | UncheckedIOException | OutOfMemoryError e) {
        failed++;
        progress.clear();
        ErrorReport.print(command.getErr(), about(pair, ErrorReport.message(e)));
      }
    }
    return failed;
  }

  private ResultFiles predict(Pair pair, Progress progress) throws IOException {
    RgbImage image = files.readImage(pair.image());
    Trimap trimap = files.readTrimap(pair.trimap(), thresholds);
    AlphaMatte alpha = matting.predict(image, trimap, done -> progress.update(pair.stem(), done));
    ResultFiles results = ResultFiles.of(out, pair.stem());
    results.write(image, alpha);
    return results;
  }

  private static String about(Pair pair, String message) {
    boolean named = message.contains(pair.image().toString());
    return named || message.contains(pair.trimap().toString())
        ? message
        : pair.image() + ": " + message;
  }
}

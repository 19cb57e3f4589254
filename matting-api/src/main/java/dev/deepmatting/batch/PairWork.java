package dev.deepmatting.batch;

import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Takes a pair from its files to its results; called by several threads at once. */
final class PairWork {
  private static final int BYTES_PER_MIB = 1 << 20;

  private final MattingBatch.Settings settings;
  private final Predictor predictor;
  private final PredictionTurn turn;
  private final SerialListener listener;

  PairWork(
      MattingBatch.Settings settings,
      Predictor predictor,
      PredictionTurn turn,
      SerialListener listener) {
    this.settings = settings;
    this.predictor = predictor;
    this.turn = turn;
    this.listener = listener;
  }

  PairOutcome process(MattingPair pair) {
    try {
      turn.requireGoingOn();
      return done(pair);
    } catch (MattingInterruptedException e) {
      if (turn.isStopped()) {
        return new PairOutcome.NotDone();
      }
      throw e;
    } catch (MattingException e) {
      return failed(pair, e, e.getMessage());
    } catch (UncheckedIOException e) {
      return failed(pair, e.getCause(), e.getCause().toString());
    } catch (IOException e) {
      return failed(pair, e, e.toString());
    } catch (OutOfMemoryError e) {
      long heap = Runtime.getRuntime().maxMemory() / BYTES_PER_MIB;
      return failed(pair, e, "out of memory, wanted more than the Java heap of " + heap + " MiB");
    }
  }

  private PairOutcome done(MattingPair pair) throws IOException {
    ResultFiles results = ResultFiles.of(settings.out(), pair.name());
    OutputFolder.requireInputsKept(results, pair);
    boolean maybeDone = settings.resume() && results.areNewerThan(pair);
    RgbImage image = settings.files().readImage(pair.image());
    if (maybeDone && results.areWhole(settings.files(), image.width(), image.height())) {
      return new PairOutcome.Skipped(pair, results);
    }
    Trimap trimap = settings.files().readTrimap(pair.trimap(), settings.thresholds());
    AlphaMatte alpha = turn.take(() -> predict(pair, image, trimap));
    results.write(image, alpha, ImageFiles.readProperties(pair.image()));
    return new PairOutcome.Predicted(pair, results, (long) image.width() * image.height());
  }

  private AlphaMatte predict(MattingPair pair, RgbImage image, Trimap trimap) {
    return predictor.predict(image, trimap, share -> listener.predicting(pair, share));
  }

  private static PairOutcome failed(MattingPair pair, Throwable cause, String message) {
    return new PairOutcome.Failed(FailedPair.of(pair, cause, message));
  }
}

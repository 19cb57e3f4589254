package dev.deepmatting.examples;

import dev.deepmatting.Matting;
import dev.deepmatting.batch.BatchListener;
import dev.deepmatting.batch.BatchSummary;
import dev.deepmatting.batch.FailedPair;
import dev.deepmatting.batch.MattingBatch;
import dev.deepmatting.batch.MattingPair;
import dev.deepmatting.batch.ResultFiles;
import java.nio.file.Path;

/**
 * A folder of images and one of trimaps in, an alpha matte and a cut-out of each.
 *
 * <p>Arguments: {@code IMAGES TRIMAPS FOLDER}, where the first two may be globs. Without any, the
 * sample of this repository is used; start it in the repository's root then. A second run skips
 * what the first one did.
 */
public final class BatchExample {
  private static final String SAMPLES = "matting-examples/samples";

  private BatchExample() {}

  /**
   * Predicts every image that has a trimap.
   *
   * @param args images, trimaps and the folder of the results
   */
  public static void main(String[] args) {
    MattingBatch batch =
        MattingBatch.builder()
            .images(args.length > 0 ? args[0] : SAMPLES)
            .trimaps(args.length > 1 ? args[1] : SAMPLES)
            .out(Path.of(args.length > 2 ? args[2] : "out"))
            .resume(true)
            .listener(new Printer())
            .build();
    try (Matting matting = Matting.load("builtin:graph")) {
      BatchSummary summary = batch.run(matting);
      System.out.println(summary);
    }
  }

  private static final class Printer implements BatchListener {
    @Override
    public void predicted(MattingPair pair, ResultFiles results) {
      System.out.println("Wrote " + results.alpha());
    }

    @Override
    public void skipped(MattingPair pair, ResultFiles results) {
      System.out.println("Is there: " + results.alpha());
    }

    @Override
    public void failed(FailedPair failure) {
      System.err.println(failure.reason());
    }
  }
}

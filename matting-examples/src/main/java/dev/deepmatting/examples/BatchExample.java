package dev.deepmatting.examples;

import dev.deepmatting.Matting;
import dev.deepmatting.batch.BatchInput;
import dev.deepmatting.batch.BatchListener;
import dev.deepmatting.batch.BatchPicture;
import dev.deepmatting.batch.BatchSummary;
import dev.deepmatting.batch.MattingBatch;
import dev.deepmatting.compose.Colour;
import dev.deepmatting.compose.Composition;
import dev.deepmatting.compose.CutOut;
import dev.deepmatting.image.ImageFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Predicts an alpha matte and a cut-out for each image of a folder, with a folder of trimaps; then
 * composes each object over a colour.
 *
 * <p>Arguments: {@code IMAGES TRIMAPS FOLDER}, where the first two can be globs. Without any, it
 * uses this repository's sample; then start it in the repository's root. A second run skips the
 * results of the first.
 */
public final class BatchExample {
  private static final String SAMPLES = "matting-examples/samples";

  private BatchExample() {}

  /**
   * Predicts every image that has a trimap, and composes it.
   *
   * @param args images, trimaps and the folder of the results
   */
  public static void main(String[] args) {
    String images = args.length > 0 ? args[0] : SAMPLES;
    Path out = Path.of(args.length > 2 ? args[2] : "out");
    MattingBatch mattes =
        MattingBatch.builder()
            .images(images)
            .trimaps(args.length > 1 ? args[1] : SAMPLES)
            .output(out)
            .resume(true)
            .listener(new Printer())
            .build();
    try (Matting matting = Matting.load("builtin:graph")) {
      System.out.println(mattes.run(matting).describe("predicted"));
    }

    // Any work instead of the prediction: here on the mattes just written.
    MattingBatch composites =
        MattingBatch.builder()
            .images(images)
            .hints("alpha", out.toString())
            .output(out)
            .results("-composite.png")
            .resume(true)
            .listener(new Printer())
            .build();
    System.out.println(composites.run(BatchExample::compose).describe("composed"));
  }

  private static void compose(BatchPicture picture) throws IOException {
    Composition composition =
        Composition.builder(CutOut.of(picture.image(), picture.alpha()))
            .onto(Colour.parse("1e90ff"))
            .build();
    ImageFiles.write(composition.render(), picture.result(), picture.properties());
  }

  private static final class Printer implements BatchListener {
    @Override
    public void done(BatchInput input, List<Path> results) {
      System.out.println("Wrote " + results);
    }

    @Override
    public void skipped(BatchInput input, List<Path> results) {
      System.out.println("Is there: " + results);
    }

    @Override
    public void failed(BatchSummary.Failure failure) {
      System.err.println(failure.reason());
    }
  }
}

package dev.deepmatting.dl4j.internal.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.Matting;
import dev.deepmatting.data.SampleSource;
import dev.deepmatting.dl4j.data.SampleBatchIterator;
import dev.deepmatting.dl4j.fixture.ChildJvm;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.fixture.Samples;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageProperties;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.network.Engine;
import dev.deepmatting.trimap.Band;
import dev.deepmatting.trimap.Trimaps;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Native libraries that are first loaded for a caller whose stack is small, as a server's or a
 * small device's, where all other threads of the JVM have little too.
 */
class SmallStackTest {
  private static final int STACK_BYTES = 180 << 10;

  /** Which library loads first, and what for. */
  enum First {
    ONE_DNN,
    ND4J,
    OPENCV_CODEC,
    OPENCV_SEGMENTATION,
    TRAINING,
    BATCHES
  }

  /** Does one thing on a small stack and says that it is done. */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
      First first = First.valueOf(arguments[0]);
      Path folder = Path.of(arguments[1]);
      Runnable work = () -> System.out.println("result " + result(first, folder));
      Thread caller = new Thread(null, work, "caller", STACK_BYTES);
      caller.start();
      caller.join();
      System.exit(0);
    }

    private static Object result(First first, Path folder) {
      return switch (first) {
        case ONE_DNN -> predict(Engine.ONEDNN);
        case ND4J -> predict(Engine.SAMEDIFF);
        case OPENCV_CODEC -> webp(folder.resolve("picture.webp"));
        case OPENCV_SEGMENTATION -> segment();
        case TRAINING -> SmallRun.into(folder.resolve("run")).steps(1).build().fit().complete();
        case BATCHES -> batches();
      };
    }

    private static int predict(Engine engine) {
      try (Matting matting = Matting.builder().model("builtin:dim-small").engine(engine).build()) {
        return matting.predict(Generated.image(64, 32), Generated.trimap(64, 32)).width();
      }
    }

    private static int webp(Path file) {
      BufferedImage image = new BufferedImage(64, 32, BufferedImage.TYPE_3BYTE_BGR);
      ImageFiles.write(image, file, ImageProperties.none());
      return ImageFiles.standard().readImage(file).width();
    }

    private static int segment() {
      byte[] samples = new byte[3 * 64 * 64];
      for (int y = 24; y < 40; y++) {
        Arrays.fill(samples, 3 * (64 * y + 20), 3 * (64 * y + 44), (byte) 200);
      }
      RgbImage image = RgbImage.of8(64, 64, samples);
      return Trimaps.fromRectangle(4, 16, 56, 32, Band.pixels(2)).trimap(image).width();
    }

    private static int batches() {
      SampleSource samples = Samples.source();
      try (SampleBatchIterator batches =
          SampleBatchIterator.builder(samples).batchSize(1).epochLength(1).open()) {
        return batches.next().numFeatureArrays();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSmallStackIsEnough(First first, @TempDir Path folder) throws Exception {
    assertThat(new ChildJvm("-Xmx1g", "-Xss512k").run(Main.class, first.name(), folder.toString()))
        .anyMatch(line -> line.startsWith("result "));
  }
}

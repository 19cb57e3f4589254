package dev.deepmatting.evaluation;

import static dev.deepmatting.evaluation.Pictures.decode;
import static dev.deepmatting.evaluation.Pictures.matte;
import static dev.deepmatting.evaluation.Pictures.trimap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.html.Picture;
import dev.deepmatting.metrics.Region;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CasePanelsTest {
  private static final AlphaMatte TRUTH = matte(40, 30, (x, y) -> 100);
  private static final AlphaMatte PREDICTION =
      matte(40, 30, (x, y) -> x < 10 ? 200 : x < 20 ? 110 : x < 30 ? 0 : 100);
  private static final Trimap UNKNOWN_ABOVE =
      trimap(40, 30, (x, y) -> y < 15 ? Trimap.UNKNOWN : Trimap.FOREGROUND);

  @TempDir Path folder;

  @Test
  void showsImageTrimapPredictionTruthAndErrorInThisOrder() {
    Path photograph = photograph(40, 30);

    List<CasePanels.Panel> panels = draw(PREDICTION, TRUTH, Optional.of(UNKNOWN_ABOVE), photograph);

    assertThat(panels)
        .extracting(CasePanels.Panel::title)
        .containsExactly("image", "trimap", "prediction", "truth", "error");
    assertThat(decode(panels.get(0).png()).getRGB(7, 5)).isEqualTo(0xff070500);
  }

  @Test
  void leavesOutWhatThereIsNot() {
    assertThat(draw(PREDICTION, TRUTH, Optional.empty()))
        .extracting(CasePanels.Panel::title)
        .containsExactly("prediction", "truth", "error");
  }

  @Test
  void keepsTheValuesOfSmallMattesAndAsksForLargePixels() {
    List<CasePanels.Panel> panels = draw(PREDICTION, TRUTH, Optional.of(UNKNOWN_ABOVE));

    Raster prediction = decode(panel(panels, "prediction").png()).getRaster();
    assertThat(prediction.getNumBands()).isOne();
    assertThat(prediction.getSample(5, 5, 0)).isEqualTo(200);
    assertThat(prediction.getSample(15, 5, 0)).isEqualTo(110);
    assertThat(panels)
        .extracting(CasePanels.Panel::row)
        .containsOnly(
            new CasePanels.Panel.Row("Whole image, 40 × 30 pixels, each enlarged to 6 × 6", 6));
  }

  @Test
  void drawsTooOpaqueInOrangeAndTooTransparentInBlue() {
    BufferedImage error =
        decode(panel(draw(PREDICTION, TRUTH, Optional.of(UNKNOWN_ABOVE)), "error").png());

    assertThat(rgb(error, 35, 5)).isEqualTo(ErrorMap.GROUND);
    assertThat(red(error, 5, 5)).isGreaterThan(150).isGreaterThan(2 * blue(error, 5, 5));
    assertThat(blue(error, 25, 5)).isGreaterThan(150).isGreaterThan(2 * red(error, 25, 5));
  }

  @Test
  void drawsAnErrorOfTenVisibly() {
    BufferedImage error = decode(panel(draw(PREDICTION, TRUTH, Optional.empty()), "error").png());

    assertThat(red(error, 15, 5)).isGreaterThan(50);
  }

  @Test
  void drawsKnownPixelsOnGrayAndTheirErrorsPaler() {
    BufferedImage error =
        decode(panel(draw(PREDICTION, TRUTH, Optional.of(UNKNOWN_ABOVE)), "error").png());

    assertThat(rgb(error, 35, 20)).isEqualTo(ErrorMap.KNOWN_GROUND);
    assertThat(red(error, 5, 20) - blue(error, 5, 20))
        .isPositive()
        .isLessThan(red(error, 5, 5) - blue(error, 5, 5));
  }

  @Test
  void reducesByTheMeanOfTheArea() {
    AlphaMatte stripes = matte(960, 500, (x, y) -> x % 2 == 0 ? 255 : 55);

    BufferedImage reduced =
        decode(panel(draw(stripes, stripes, Optional.empty()), "prediction").png());

    assertThat(reduced.getWidth()).isEqualTo(480);
    assertThat(reduced.getHeight()).isEqualTo(250);
    assertThat(samples(reduced)).containsExactly(155);
  }

  @Test
  void reducesByPartsOfPixelsWithoutShiftingTheMean() {
    AlphaMatte ramp = matte(500, 7, (x, y) -> x / 2);

    BufferedImage reduced = decode(panel(draw(ramp, ramp, Optional.empty()), "truth").png());

    assertThat(reduced.getWidth()).isEqualTo(480);
    assertThat(reduced.getHeight()).isEqualTo(7);
    assertThat(reduced.getRaster().getSample(0, 3, 0)).isZero();
    assertThat(reduced.getRaster().getSample(240, 3, 0)).isEqualTo(125);
    assertThat(reduced.getRaster().getSample(479, 3, 0)).isEqualTo(249);
  }

  @Test
  void inventsNoValuesInAReducedTrimap() {
    Trimap checks = trimap(1000, 700, (x, y) -> List.of(0, 128, 255).get((x / 3 + y / 5) % 3));
    AlphaMatte matte = matte(1000, 700, (x, y) -> 9);

    BufferedImage reduced = decode(panel(draw(matte, matte, Optional.of(checks)), "trimap").png());

    assertThat(reduced.getWidth()).isEqualTo(480);
    assertThat(samples(reduced)).containsExactly(0, 128, 255);
  }

  @Test
  void keepsAtLeastOneRowOfAVeryFlatImage() {
    AlphaMatte flat = matte(2000, 1, (x, y) -> 77);

    CasePanels.Panel panel = panel(draw(flat, flat, Optional.empty()), "truth");

    assertThat(panel.width()).isEqualTo(480);
    assertThat(panel.height()).isOne();
    assertThat(samples(decode(panel.png()))).containsExactly(77);
  }

  @Test
  void drawsACloseUpAroundTheError() {
    AlphaMatte truth = matte(1000, 800, (x, y) -> 0);
    AlphaMatte prediction = matte(1000, 800, (x, y) -> x == 700 && y == 300 ? 255 : 0);

    List<CasePanels.Panel> panels =
        draw(prediction, truth, Optional.empty(), photograph(1000, 800));

    assertThat(panels).hasSize(8);
    CasePanels.Panel.Row row = panels.get(7).row();
    assertThat(row.title()).contains("240 × 240 pixels from column 576, row 176");
    assertThat(row.zoom()).isOne();
    assertThat(panels.subList(4, 8)).allMatch(panel -> panel.row().equals(row));
    assertThat(rgb(decode(panels.get(7).png()), 700 - 576, 300 - 176))
        .isEqualTo(ErrorMap.TOO_OPAQUE);
    assertThat(rgb(decode(panels.get(4).png()), 0, 0)).isEqualTo((576 & 0xff) << 16 | 176 << 8);
  }

  @Test
  void findsErrorsAtTheVeryCorner() {
    AlphaMatte truth = matte(1001, 803, (x, y) -> 255);
    AlphaMatte prediction = matte(1001, 803, (x, y) -> x == 1000 && y == 802 ? 0 : 255);

    assertThat(CloseUp.find(prediction, truth, Optional.empty()))
        .contains(new Picture.Window(761, 563, 240, 240));
  }

  @Test
  void looksForTheCloseUpAmongUnknownPixels() {
    AlphaMatte truth = matte(600, 500, (x, y) -> 0);
    AlphaMatte prediction = matte(600, 500, (x, y) -> x < 100 ? 255 : x == 500 ? 20 : 0);
    Trimap right = trimap(600, 500, (x, y) -> x < 300 ? Trimap.BACKGROUND : Trimap.UNKNOWN);

    Picture.Window window = CloseUp.find(prediction, truth, Optional.of(right)).orElseThrow();

    assertThat(window.x()).isBetween(261, 360);
  }

  @Test
  void drawsNoCloseUpWithoutAnError() {
    AlphaMatte matte = matte(600, 500, (x, y) -> x % 256);

    assertThat(draw(matte, matte, Optional.empty())).hasSize(3);
  }

  @Test
  void saysWhyAPhotographCannotBeShown() throws Exception {
    Path damaged = Files.write(folder.resolve("damaged.png"), new byte[] {1, 2, 3});

    List<CasePanels.Panel> panels = draw(PREDICTION, TRUTH, Optional.empty(), damaged);

    assertThat(panels).hasSize(4);
    assertThat(panels.get(0).title()).isEqualTo("image");
    assertThat(panels.get(0).png()).isEmpty();
    assertThat(panels.get(0).note()).contains(damaged.toString());
  }

  @Test
  void saysThatAPhotographHasAnotherSize() {
    Path other = photograph(41, 30);

    CasePanels.Panel panel = draw(PREDICTION, TRUTH, Optional.empty(), other).get(0);

    assertThat(panel.png()).isEmpty();
    assertThat(panel.note())
        .isEqualTo("image " + other + " is 41x30, wanted the truth's size 40x30");
  }

  private static List<CasePanels.Panel> draw(
      AlphaMatte prediction, AlphaMatte truth, Optional<Trimap> trimap, Path... image) {
    return CasePanels.draw(
        prediction,
        truth,
        trimap,
        Region.UNKNOWN,
        List.of(image).stream().findFirst(),
        ImageFiles.standard());
  }

  private Path photograph(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, (x & 0xff) << 16 | (y & 0xff) << 8);
      }
    }
    Path file = folder.resolve("photograph.png");
    ImageFiles.writePng(image, file);
    return file;
  }

  /** The first of that title, of the whole image. */
  private static CasePanels.Panel panel(List<CasePanels.Panel> panels, String title) {
    return panels.stream().filter(panel -> panel.title().equals(title)).findFirst().orElseThrow();
  }

  private static Set<Integer> samples(BufferedImage image) {
    Set<Integer> samples = new TreeSet<>();
    for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
      samples.add(image.getRaster().getSample(i % image.getWidth(), i / image.getWidth(), 0));
    }
    return samples;
  }

  private static int rgb(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & 0xffffff;
  }

  private static int red(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) >> 16 & 0xff;
  }

  private static int blue(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & 0xff;
  }
}

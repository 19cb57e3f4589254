package dev.deepmatting.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.cli.Run;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gallery's commands give the gallery's pictures. */
class GalleryTest {
  private static final int GRID = 12;
  private static final double LEVELS = 6;

  @TempDir Path folder;

  /**
   * A command and the picture that the page shows below it.
   *
   * @param command as on the page
   * @param picture the committed file
   */
  record Exhibit(String command, Path picture) {
    @Override
    public String toString() {
      return picture.getFileName().toString();
    }
  }

  static Stream<Exhibit> exhibits() throws IOException {
    MarkdownPage page =
        MarkdownPage.all().stream()
            .filter(each -> each.file().endsWith("gallery.md"))
            .findFirst()
            .orElseThrow();
    List<Path> pictures =
        page.links().stream().filter(link -> link.toString().endsWith(".jpg")).toList();
    List<Exhibit> exhibits = new ArrayList<>();
    List<String> commands = page.blocks("shell");
    for (int i = 0; i < commands.size(); i++) {
      exhibits.add(new Exhibit(commands.get(i).strip(), pictures.get(i)));
    }
    return exhibits.stream();
  }

  @ParameterizedTest
  @MethodSource("exhibits")
  void commandsGiveThePictureBelowThem(Exhibit exhibit) throws IOException {
    Object[] words =
        Stream.of(exhibit.command().replace("matting-examples/samples", "../samples").split("\\s+"))
            .skip(1)
            .map(word -> word.equals("out") ? folder.toString() : word)
            .toArray();

    Run run = Run.matting(words);

    assertThat(run.exitCode()).as(run.err()).isZero();
    String name = exhibit.picture().getFileName().toString().replace(".jpg", ".png");
    double[] made = means(ImageIO.read(folder.resolve(name).toFile()));
    double[] shown = means(ImageIO.read(exhibit.picture().toFile()));
    for (int i = 0; i < made.length; i++) {
      assertThat(made[i]).as("cell %d", i).isCloseTo(shown[i], within(LEVELS));
    }
  }

  /** Mean colours of a grid, which neither JPEG nor another size of the picture changes much. */
  private static double[] means(BufferedImage image) {
    double[] sums = new double[GRID * GRID * 3];
    int[] counts = new int[GRID * GRID];
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int cell = y * GRID / image.getHeight() * GRID + x * GRID / image.getWidth();
        int colour = image.getRGB(x, y);
        counts[cell]++;
        for (int channel = 0; channel < 3; channel++) {
          sums[3 * cell + channel] += colour >> 8 * channel & 0xff;
        }
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= counts[i / 3];
    }
    return sums;
  }
}

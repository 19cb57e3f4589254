package dev.deepmatting.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.train.PredictedSample;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PanelsTest {
  private final FakeRun run = FakeRun.of(1000, 1);
  private final List<PredictedSample> samples = FakeRun.samples(2, 64, 0.5);
  @TempDir private Path folder;

  @Test
  void picturesOfManyValidationsStayFewAndEvenWithTheFirstAndTheLast() {
    RunHistory history = started();
    for (long step = 10; step <= 1000; step += 10) {
      history.validated(run.validation(step, step == 10, samples));
    }

    List<Long> steps = List.copyOf(history.points().keySet());
    assertThat(steps).hasSize(PanelStore.MOST_POINTS).startsWith(10L).endsWith(1000L);
    for (int i = 1; i < steps.size(); i++) {
      assertThat(steps.get(i) - steps.get(i - 1)).isBetween(1L, 250L);
    }
    assertThat(children(RunHistory.PANELS)).hasSize(PanelStore.MOST_POINTS + 1);
  }

  @Test
  void noMoreThanSixSamplesAreKept() {
    RunHistory history = started();
    history.validated(run.validation(1, true, FakeRun.samples(8, 64, 0.5)));

    assertThat(history.points().get(1L)).hasSize(6);
    assertThat(children("panels/step-1")).hasSize(12);
    assertThat(children("panels/inputs")).hasSize(30);
  }

  @Test
  void aRunThatGoesOnKeepsThePicturesUpToItsCheckpoint() throws IOException {
    RunHistory first = started();
    List.of(10L, 20L, 30L)
        .forEach(step -> first.validated(run.validation(step, step == 10, samples)));
    Files.createDirectories(folder.resolve("panels/unfinished"));
    Files.createDirectories(folder.resolve("panels/step-15"));

    RunHistory resumed = new RunHistory();
    resumed.started(run.resumedAt(folder, 20));

    assertThat(resumed.points().keySet()).containsExactly(10L, 20L);
    assertThat(resumed.points().get(20L).get(0).name()).isEqualTo(samples.get(0).sample().name());
    assertThat(children(RunHistory.PANELS))
        .containsExactlyInAnyOrder("inputs", "step-10", "step-20");
  }

  @Test
  void aValidationThatIsRepeatedReplacesItsPictures() throws IOException {
    RunHistory history = started();
    history.validated(run.validation(10, true, FakeRun.samples(1, 64, 0)));
    byte[] before = Files.readAllBytes(folder.resolve("panels/step-10/1-predicted-alpha.png"));
    history.validated(run.validation(10, true, FakeRun.samples(1, 64, 1)));

    assertThat(folder.resolve("panels/step-10/1-predicted-alpha.png")).exists();
    assertThat(Files.readAllBytes(folder.resolve("panels/step-10/1-predicted-alpha.png")))
        .isNotEqualTo(before);
  }

  @Test
  void mattesAreStoredAsTheyAre() throws IOException {
    started().validated(run.validation(10, true, samples));

    BufferedImage alpha = read("panels/step-10/2-predicted-alpha.png");
    BufferedImage wanted = samples.get(1).alpha().toGray8();
    assertThat(alpha.getRaster().getPixels(0, 0, 64, 64, (int[]) null))
        .isEqualTo(wanted.getRaster().getPixels(0, 0, 64, 64, (int[]) null));
  }

  @Test
  void largePicturesAreReducedToTheirShape() throws IOException {
    started().validated(run.validation(10, true, FakeRun.samples(1, 480, 0.5)));

    assertThat(read("panels/inputs/1-foreground.jpg").getWidth()).isEqualTo(240);
    assertThat(read("panels/inputs/1-trimap.png").getHeight()).isEqualTo(240);
  }

  private RunHistory started() {
    RunHistory history = new RunHistory();
    history.started(run.start(folder));
    return history;
  }

  private BufferedImage read(String path) throws IOException {
    return ImageIO.read(folder.resolve(path).toFile());
  }

  private List<String> children(String path) {
    return List.of(new File(folder.toFile(), path).list());
  }
}

package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several sources with weights: {@code train --data} and {@code compose --source}. */
class MixedDataCommandsTest {
  @TempDir private Path folder;
  private Path photos;

  @BeforeEach
  void pictures() throws IOException {
    photos = TrainingPictures.in(folder.resolve("photos"));
  }

  @Test
  void aRunOnSeveralSourcesThatStopsAndGoesOnEqualsOneThatDoesNot() throws IOException {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    String data = "procedural:1," + photos + ":2";

    Run uninterrupted = train(data, whole, "--steps", 4, "--workers", 2);
    train(data, parts, "--steps", 4, "--stop-after", 1, "--workers", 1);
    Run resumed = train(data, parts, "--steps", 4, "--resume", "--workers", 3);

    assertThat(uninterrupted.err()).isEmpty();
    assertThat(uninterrupted.exitCode()).isZero();
    assertThat(resumed.exitCode()).isZero();
    assertThat(SmallTraining.tensors(SmallTraining.lastCheckpoint(parts)))
        .isEqualTo(SmallTraining.tensors(SmallTraining.lastCheckpoint(whole)));
    assertThat(uninterrupted.out())
        .contains("procedural by 1.0 (drawn scenes of seed 3", "photos by 2.0 (")
        .contains("measured on photos");
  }

  @Test
  void otherWeightsAreAnotherRun() {
    Path out = folder.resolve("run");
    train("procedural:1," + photos + ":2", out, "--steps", 2, "--stop-after", 1);

    Run other = train("procedural:1," + photos + ":3", out, "--steps", 2, "--resume");

    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("photos by 3.0", "as in the run of checkpoint");
  }

  @Test
  void foldersAreMeasuredOnUnlessTheCommandSaysOtherwise() throws IOException {
    Path more = TrainingPictures.in(folder.resolve("more"));
    String data = "procedural:1," + photos + ":2," + more;

    Run folders = failing(data, "--validation-images", 999);
    Run one = failing(data, "--validation-images", 999, "--validate-on", more);
    Run drawn = train(data, folder.resolve("drawn"), "--validate-on", "procedural", "--steps", 1);
    Run all =
        failing(
            data, "--validation-images", 999, "--validate-on", "procedural," + photos + "," + more);

    // Of six pictures of the same names, the same one is held out in both folders.
    assertThat(folders.err()).contains("wanted at most the 2 that there are");
    assertThat(one.err()).contains("wanted at most the 1 that there are");
    assertThat(drawn.err()).isEmpty();
    assertThat(drawn.out()).contains("measured on procedural");
    assertThat(all.err()).contains("wanted at most the 4 that there are");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "procedural:0; --data gives 'procedural' the weight 0, wanted a finite number above 0",
        "procedural:-1,D:1; --data gives 'procedural' the weight -1, wanted a finite number above 0",
        "D:NaN,procedural; --data gives 'D' the weight NaN, wanted a finite number above 0",
        "D:Infinity; --data gives 'D' the weight Infinity, wanted a finite number above 0",
        "D:1e999; --data gives 'D' the weight 1e999, wanted a finite number above 0",
        "D:two,procedural; --data gives 'D' the weight two, wanted a finite number above 0",
        "D:,procedural; --data gives 'D' the weight '', wanted a finite number above 0",
        "procedural,; --data is 'procedural,' with an empty source, wanted SOURCE[:WEIGHT],...",
        ",; --data is ',' with an empty source, wanted SOURCE[:WEIGHT],...",
        ":2; --data is ':2' with an empty source, wanted SOURCE[:WEIGHT],...",
        "D:1,D/.:2; --data names 'D/.' twice, wanted each source once",
        "procedural:1,procedural:2; --data names 'procedural' twice, wanted each source once",
        "none:2,procedural; data is 'none', wanted a folder that exists",
        "C:none:2,procedural; data is 'C:none', wanted a folder that exists",
        "D,none; data is 'none', wanted a folder that exists"
      })
  void saysWhatIsWrongWithTheSources(String data, String message) {
    Run run = failing(data.replace("D", photos.toString()));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("matting: " + message.replace("'D", "'" + photos))
        .doesNotContain("Exception");
    assertThat(folder.resolve("failing")).doesNotExist();
  }

  @Test
  void aFolderMayHaveAColonOrACommaInItsName() throws IOException {
    Path colon = TrainingPictures.in(folder.resolve("take:2"));
    Path comma = TrainingPictures.in(folder.resolve("a,b:1"));

    Run alone = compose(colon.toString());
    Run weighted = compose("procedural," + colon + ":1");
    Run listed = compose(comma.toString());

    assertThat(List.of(alone.err(), weighted.err(), listed.err())).containsOnly("");
    assertThat(weighted.out()).contains("procedural-", "take_2-f");
    assertThat(alone.out()).doesNotContain("take_2-");
  }

  @Test
  void composesWhatTheTrainingLearnsFrom() throws IOException {
    Path same = TrainingPictures.in(folder.resolve("below/photos"));

    Run run = compose("procedural:1," + photos + ":1," + same + ":1", "--family", "holes");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines().filter(line -> line.contains("  procedural-holes-"))).hasSize(2);
    assertThat(run.out().lines().filter(line -> line.contains("  photos-f"))).hasSize(2);
    assertThat(run.out().lines().filter(line -> line.contains("  photos-2-f"))).hasSize(2);
  }

  @Test
  void composeSaysWhatIsWrongWithItsSources() throws IOException {
    Path only = Files.createDirectories(folder.resolve("only"));

    assertThat(compose("procedural:0").err())
        .contains("--source gives 'procedural' the weight 0, wanted a finite number above 0");
    assertThat(compose("procedural,web").err())
        .contains("--source is 'web', wanted procedural or a folder that exists");
    assertThat(compose(only.toString()).err()).contains("without foregrounds, wanted the folders");
    assertThat(compose(photos.toString(), "--family", "hair").err())
        .contains("--family is given without drawn scenes, wanted --source procedural");
    assertThat(compose(photos.toString(), "--background", photos.resolve("bg")).err())
        .contains("--background is given without drawn scenes, wanted --source procedural");
    assertThat(compose(photos.toString(), "--out", photos.resolve("fg")).err())
        .contains("a folder of inputs, wanted another one");
  }

  @Test
  void photographsCoverDrawnScenes() throws IOException {
    Path textures = photos.resolve("bg");

    Run drawn = compose("procedural");
    Run covered = compose("procedural", "--textures", textures, "--out", folder.resolve("covered"));
    Run trained = train("procedural", folder.resolve("run"), "--textures", textures, "--steps", 1);

    assertThat(List.of(drawn.err(), covered.err(), trained.err())).containsOnly("");
    assertThat(trained.out()).contains("textures of bg");
    assertThat(folder.resolve("covered/00001-merged.png")).exists();
    assertThat(differ("samples", "covered")).isTrue();
    assertThat(failing(photos.toString(), "--textures", textures).err())
        .contains("--textures is given with a folder, wanted --data procedural");
    assertThat(compose(photos.toString(), "--textures", textures).err())
        .contains("--textures is given without drawn scenes, wanted --source procedural");
    assertThat(failing("procedural", "--textures", folder.resolve("none")).err())
        .contains("textures is '" + folder.resolve("none") + "', wanted a folder that exists");
  }

  private boolean differ(String one, String other) throws IOException {
    for (int i = 0; i < 6; i++) {
      String name = "0000%d-merged.png".formatted(i);
      if (Files.mismatch(folder.resolve(one).resolve(name), folder.resolve(other).resolve(name))
          >= 0) {
        return true;
      }
    }
    return false;
  }

  private Run failing(String data, Object... more) {
    return train(data, folder.resolve("failing"), more);
  }

  private static Run train(String data, Path out, Object... more) {
    List<Object> options = new ArrayList<>(List.of("train", "--data", data, "--out", out));
    options.addAll(List.of("--stage", "encoder-decoder", "--width", 2, "--crop", 32, "--batch", 2));
    options.addAll(List.of("--seed", 3, "--recipe", "seed"));
    if (data.contains("procedural")) {
      options.addAll(List.of("--scene-size", "80-96", "--family", "soft-edge,holes"));
    }
    if (!Arrays.asList(more).contains("--validation-images")) {
      options.addAll(List.of("--validation-images", 1));
    }
    options.addAll(Arrays.asList(more));
    return Run.matting(options.toArray());
  }

  private Run compose(String source, Object... more) {
    Object[] options = {
      "compose", "--recipe", "seed", "--count", 6, "--seed", 1, "--size", 32, "--source", source
    };
    Object[] out =
        Arrays.asList(more).contains("--out")
            ? new Object[0]
            : new Object[] {"--out", folder.resolve("samples")};
    return Run.matting(Stream.of(options, out, more).flatMap(Stream::of).toArray());
  }
}

package dev.deepmatting.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseFinderTest {
  @TempDir private Path root;

  @Test
  void matchesByStemWhateverTheEnding() throws IOException {
    Path prediction = file("p/photo.final.tif");
    Path truth = file("t/photo.final.PNG");
    Path trimap = file("m/photo.final.jpg");

    assertThat(find("p", "t", List.of("m")).cases())
        .containsExactly(
            new EvaluationCase(
                "photo.final",
                Optional.of(prediction),
                truth,
                Optional.of(trimap),
                Optional.empty()));
  }

  @Test
  void takesTheResultsOfPredictAndTheLayersOfACompositionAsTheyLie() throws IOException {
    Path prediction = file("out/1-alpha.png");
    file("out/1-cutout.png");
    Path truth = file("data/1-alpha.png");
    Path trimap = file("data/1-trimap.png");
    Path image = file("data/1-merged.png");
    file("data/1-foreground.png");
    file("data/1-background.png");

    CaseFinder.Found found =
        CaseFinder.find(
            new EvaluationFolders(
                Optional.of(root.resolve("out")),
                root.resolve("data"),
                List.of(root.resolve("data")),
                Optional.of(root.resolve("data"))));

    assertThat(found.failures()).isEmpty();
    assertThat(found.cases())
        .containsExactly(
            new EvaluationCase(
                "1", Optional.of(prediction), truth, Optional.of(trimap), Optional.of(image)));
  }

  @Test
  void neverTakesTheTruthForItsOwnTrimap() throws IOException {
    file("p/a.png");
    file("p/b.png");
    file("t/a.png");
    file("t/a-trimap.png");
    Path lone = file("t/b.png");

    CaseFinder.Found found = find("p", "t", List.of("t"));

    assertThat(found.cases()).extracting(EvaluationCase::name).containsExactly("a");
    assertThat(found.failures())
        .containsExactly(
            new FailedImage(
                "b",
                String.format(
                    "truth %s has no trimap in %s, wanted b.png or b-trimap.png",
                    lone, root.resolve("t"))));
  }

  @Test
  void keepsAnImageWhoseOwnNameEndsLikeARole() throws IOException {
    file("p/red-background.png");
    file("t/red-background.png");
    file("m/red-background.png");

    assertThat(find("p", "t", List.of("m")).cases())
        .extracting(EvaluationCase::name)
        .containsExactly("red-background");
  }

  @Test
  void looksForATrimapInEveryFolder() throws IOException {
    file("p/a.png");
    file("p/b.png");
    file("t/a.png");
    file("t/b.png");
    file("m1/a.png");
    file("m2/b.png");

    CaseFinder.Found found = find("p", "t", List.of("m1", "m2"));

    assertThat(found.failures()).isEmpty();
    assertThat(found.cases()).extracting(EvaluationCase::name).containsExactly("a", "b");
  }

  @Test
  void makesACaseOfEachTrimapAndTakesThePredictionThatWasMadeWithIt() throws IOException {
    file("t/a.png");
    file("Trimap1/a.png");
    file("Trimap2/a.png");
    file("Trimap3/a.png");
    Path first = file("p/Trimap1/a.png");
    Path common = file("p/a.png");
    Files.createDirectories(root.resolve("p/Trimap3"));

    CaseFinder.Found found = find("p", "t", List.of("Trimap1", "Trimap2", "Trimap3"));

    assertThat(found.cases())
        .extracting(EvaluationCase::name)
        .containsExactly("Trimap1/a", "Trimap2/a");
    assertThat(found.cases())
        .extracting(each -> each.prediction().orElseThrow())
        .containsExactly(first, common);
    assertThat(found.failures()).extracting(FailedImage::name).containsExactly("Trimap3/a");
  }

  @Test
  void tellsFoldersOfOneNameApart() throws IOException {
    file("p/a.png");
    file("t/a.png");
    file("x/m/a.png");
    file("y/m/a.png");

    assertThat(find("p", "t", List.of("x/m", "y/m")).cases())
        .extracting(EvaluationCase::name)
        .containsExactly(root.resolve("x/m") + "/a", root.resolve("y/m") + "/a");
  }

  @Test
  void reportsEveryFileWithoutATruth() throws IOException {
    file("t/a.png");
    file("p/a.png");
    file("m/a.png");
    file("p/left.png");
    file("m/right.png");
    file("p/.hidden.png");
    file("p/notes.txt");

    assertThat(find("p", "t", List.of("m")).failures())
        .extracting(FailedImage::reason)
        .containsExactly(
            String.format(
                "prediction 'left' in %s has no truth in %s, wanted left.png or left-alpha.png",
                root.resolve("p"), root.resolve("t")),
            String.format(
                "trimap 'right' in %s has no truth in %s, wanted right.png or right-alpha.png",
                root.resolve("m"), root.resolve("t")));
  }

  private CaseFinder.Found find(String predictions, String truths, List<String> trimaps) {
    return CaseFinder.find(
        new EvaluationFolders(
            Optional.of(root.resolve(predictions)),
            root.resolve(truths),
            trimaps.stream().map(root::resolve).toList(),
            Optional.empty()));
  }

  private Path file(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }
}

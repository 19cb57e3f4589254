package dev.deepmatting.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
            new CaseFinder.EvaluationCase(
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
            new CaseFinder.EvaluationFolders(
                Optional.of(root.resolve("out")),
                root.resolve("data"),
                List.of(root.resolve("data")),
                Optional.of(root.resolve("data"))));

    assertThat(found.failures()).isEmpty();
    assertThat(found.cases())
        .containsExactly(
            new CaseFinder.EvaluationCase(
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

    assertThat(found.cases()).extracting(CaseFinder.EvaluationCase::name).containsExactly("a");
    assertThat(found.failures())
        .containsExactly(
            new FailedImage(
                "b",
                String.format(
                    "truth %s has no trimap in %s, wanted b.* or b-trimap.*",
                    lone, root.resolve("t"))));
  }

  @Test
  void keepsAnImageWhoseOwnNameEndsLikeARole() throws IOException {
    file("p/red-background.png");
    file("t/red-background.png");
    file("m/red-background.png");

    assertThat(find("p", "t", List.of("m")).cases())
        .extracting(CaseFinder.EvaluationCase::name)
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
    assertThat(found.cases()).extracting(CaseFinder.EvaluationCase::name).containsExactly("a", "b");
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
        .extracting(CaseFinder.EvaluationCase::name)
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
        .extracting(CaseFinder.EvaluationCase::name, each -> each.prediction().orElseThrow())
        .containsExactly(
            tuple(root.resolve("x/m") + "/a", root.resolve("p/a.png")),
            tuple(root.resolve("y/m") + "/a", root.resolve("p/a.png")));
  }

  @Test
  void neverTakesTrimapsForPredictions() throws IOException {
    Path prediction = file("a.png");
    file("t/a.png");
    file("m1/a.png");
    file("m2/a.png");

    assertThat(find("", "t", List.of("m1", "m2")).cases())
        .extracting(each -> each.prediction().orElseThrow())
        .containsExactly(prediction, prediction);
  }

  @Test
  void readsAFolderOfTrimapsOnceHoweverItIsWritten() throws IOException {
    file("p/a.png");
    file("t/a.png");
    file("m/a.png");

    assertThat(find("p", "t", List.of("m", "p/../m")).cases())
        .extracting(CaseFinder.EvaluationCase::name)
        .containsExactly("a");
  }

  @Test
  void oneFolderOfTrimapsHasNoPredictionsOfItsOwn() throws IOException {
    Path prediction = file("p/a.png");
    file("p/m/a.png");
    file("t/a.png");
    file("m/a.png");

    assertThat(find("p", "t", List.of("m")).cases())
        .extracting(each -> each.prediction().orElseThrow())
        .containsExactly(prediction);
  }

  @Test
  void withSeveralTrimapsForSomeImageEachFolderMustHaveAll() throws IOException {
    for (String name : List.of("p/a.png", "p/b.png", "t/a.png", "t/b.png")) {
      file(name);
    }
    file("m1/a.png");
    file("m1/b.png");
    file("m2/a.png");

    CaseFinder.Found found = find("p", "t", List.of("m1", "m2"));

    assertThat(found.cases())
        .extracting(CaseFinder.EvaluationCase::name)
        .containsExactly("m1/a", "m2/a", "m1/b");
    assertThat(found.failures()).extracting(FailedImage::name).containsExactly("m2/b");
  }

  @Test
  void keepsImagesOfOneStemWithDifferentEndsOfTheirNames() throws IOException {
    for (String folder : List.of("p", "t", "m")) {
      file(folder + "/dog.png");
      file(folder + "/dog-background.png");
      file(folder + "/cat.png");
      file(folder + "/cat-preview.png");
    }

    assertThat(find("p", "t", List.of("m")).cases())
        .extracting(CaseFinder.EvaluationCase::name)
        .containsExactly("cat", "cat-preview", "dog", "dog-background");
  }

  @Test
  void namesAnImageOnceWhoseMatteIsMissingAmongItsLayers() throws IOException {
    file("data/1-alpha.png");
    file("data/1-trimap.png");
    for (String layer : List.of("trimap", "merged", "foreground", "background")) {
      file("data/2-" + layer + ".png");
    }
    file("p/1.png");
    file("p/2.png");

    CaseFinder.Found found = find("p", "data", List.of("data"));

    assertThat(found.cases()).extracting(CaseFinder.EvaluationCase::name).containsExactly("1");
    assertThat(found.failures()).extracting(FailedImage::name).containsExactly("2");
  }

  @Test
  void neverScoresATruthAgainstItself() throws IOException {
    Path truth = file("t/a.png");
    file("t/b.png");
    file("p/b.png");
    file("m/a.png");
    file("m/b.png");
    Path link = Files.createSymbolicLink(root.resolve("p/a.png"), truth);

    assertThat(find("p", "t", List.of("m")).failures())
        .containsExactly(
            new FailedImage(
                "a", "prediction " + link + " is the truth itself, wanted another file"));
  }

  @Test
  void aNetworkNeedsAnImageForEachTruth() throws IOException {
    file("t/a.png");
    file("t/b.png");
    file("m/a.png");
    file("m/b.png");
    file("i/a.jpg");
    file("i/left.jpg");

    CaseFinder.Found found =
        CaseFinder.find(
            new CaseFinder.EvaluationFolders(
                Optional.empty(),
                root.resolve("t"),
                List.of(root.resolve("m")),
                Optional.of(root.resolve("i"))));

    assertThat(found.cases()).extracting(CaseFinder.EvaluationCase::name).containsExactly("a");
    assertThat(found.failures()).extracting(FailedImage::name).containsExactly("b", "left");
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
                "prediction 'left' in %s has no truth in %s, wanted left.* or left-alpha.*",
                root.resolve("p"), root.resolve("t")),
            String.format(
                "trimap 'right' in %s has no truth in %s, wanted right.* or right-alpha.*",
                root.resolve("m"), root.resolve("t")));
  }

  private CaseFinder.Found find(String predictions, String truths, List<String> trimaps) {
    return CaseFinder.find(
        new CaseFinder.EvaluationFolders(
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

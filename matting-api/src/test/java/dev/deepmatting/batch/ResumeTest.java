package dev.deepmatting.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.Matting;
import dev.deepmatting.WorkDigest;
import dev.deepmatting.image.ImageInput;
import dev.deepmatting.image.TrimapThresholds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What resumes a batch: the digest of inputs, model and settings. */
class ResumeTest {
  private static final int PICTURES = 3;

  @TempDir private Path root;
  private BatchPictures data;

  @BeforeEach
  void makeFolders() throws IOException {
    data = new BatchPictures(root);
    data.addMany(PICTURES);
    assertThat(run("builtin:closed-form", each -> each).done()).isEqualTo(PICTURES);
  }

  private BatchSummary run(String model, UnaryOperator<MattingBatch.Builder> setting) {
    try (Matting matting = Matting.load(model)) {
      return setting.apply(data.batch().resume(true)).build().run(matting);
    }
  }

  private Path list() {
    return data.out().resolve(DoneList.NAME);
  }

  @Test
  void theSameWorkIsSkippedAndWritesNothing() throws IOException {
    byte[] before = Files.readAllBytes(list());

    assertThat(run("builtin:closed-form", each -> each).skipped()).isEqualTo(PICTURES);
    assertThat(list()).hasBinaryContent(before);
  }

  @Test
  void anotherModelMakesAllAgain() {
    assertThat(run("builtin:knn", each -> each).done()).isEqualTo(PICTURES);
    assertThat(run("builtin:knn", each -> each).skipped()).isEqualTo(PICTURES);
    assertThat(run("builtin:closed-form", each -> each).done()).isEqualTo(PICTURES);
  }

  @Test
  void anotherSettingMakesAllAgain() {
    assertThat(
            run("builtin:closed-form", each -> each.trimapThresholds(new TrimapThresholds(10, 240)))
                .done())
        .isEqualTo(PICTURES);
    assertThat(run("builtin:closed-form", each -> each.resumeKey("rev. 2")).done())
        .isEqualTo(PICTURES);
    try (Matting limited =
        Matting.builder().model("builtin:closed-form").memoryBudget("1GB").build()) {
      assertThat(data.batch().resume(true).resumeKey("rev. 2").build().run(limited).done())
          .isEqualTo(PICTURES);
    }
  }

  @Test
  void theNumberOfThreadsIsNoSetting() {
    try (Matting one = Matting.builder().model("builtin:closed-form").threads(1).build()) {
      assertThat(data.batch().resume(true).build().run(one).skipped()).isEqualTo(PICTURES);
    }
  }

  @Test
  void anInputThatOnlyGotANewDateIsNotAnother() throws IOException {
    Path image = data.images().resolve("p00.png");
    Files.setLastModifiedTime(image, Files.getLastModifiedTime(list()));

    assertThat(run("builtin:closed-form", each -> each).skipped()).isEqualTo(PICTURES);
  }

  @Test
  void resultsOfUnknownWorkAreMadeAgain() throws IOException {
    Files.delete(list());

    assertThat(run("builtin:closed-form", each -> each).done()).isEqualTo(PICTURES);
  }

  @Test
  void aListThatAKillCutOffCostsOnePicture() throws IOException {
    byte[] whole = Files.readAllBytes(list());
    Files.write(list(), Arrays.copyOf(whole, whole.length - 20));

    assertThat(run("builtin:closed-form", each -> each).done()).isEqualTo(1);
    assertThat(run("builtin:closed-form", each -> each).skipped()).isEqualTo(PICTURES);
  }

  @Test
  void whatIsBeingReplacedIsForgottenFirst() {
    List<String> told = new ArrayList<>();
    data.batch()
        .resumeKey("another")
        .build()
        .run(
            picture -> {
              told.add(picture.input().name());
              throw new IOException("killed here");
            });

    assertThat(told).hasSize(PICTURES);
    assertThat(run("builtin:closed-form", each -> each).done()).isEqualTo(PICTURES);
  }

  @Test
  void streamsAreSkippedToo() {
    List<BatchInput> streams =
        List.of(
            new BatchInput("a", stream("images/p00.png"), Optional.of(stream("trimaps/p00.png"))));
    try (Matting matting = Matting.load("builtin:closed-form")) {
      MattingBatch batch =
          MattingBatch.builder().inputs(streams).output(root.resolve("other")).resume(true).build();

      assertThat(batch.run(matting).done()).isEqualTo(1);
      assertThat(batch.run(matting).skipped()).isEqualTo(1);
    }
  }

  private ImageInput stream(String name) {
    return ImageInput.of(name, () -> Files.newInputStream(root.resolve(name)));
  }

  /** The chain, with hashlib: sha256(b"" + b"\0" + b"a"), then sha256(hex + b"\1" + bytes). */
  @Test
  void digestsAreThoseOfAnotherProgram() {
    WorkDigest text = WorkDigest.of("a");
    assertThat(text.hex())
        .isEqualTo("022a6979e6dab7aa5ae4c3e5e45f7e977112a7e63593820dbec1ec738a24f93c");
    assertThat(text.and(ImageInput.of("xyz".getBytes(StandardCharsets.UTF_8))).hex())
        .isEqualTo("e3904d82caf0b2fa009e7a4f89d6ef37c6114b8d84b58a0ee2d6158717f31421");
  }
}

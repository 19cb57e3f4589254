package dev.deepmatting.dl4j.internal.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.model.Model;
import dev.deepmatting.dl4j.internal.model.ModelWriter;
import dev.deepmatting.dl4j.internal.weights.DataType;
import dev.deepmatting.dl4j.internal.weights.safetensors.SafeTensorsWriter;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.internal.report.HtmlTrainingReport;
import dev.deepmatting.internal.report.RunHistory;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Variant;
import dev.deepmatting.train.Checkpoint;
import dev.deepmatting.train.Progress;
import dev.deepmatting.train.Stage;
import dev.deepmatting.train.TrainingResult;
import dev.deepmatting.train.TrainingSettings;
import dev.deepmatting.train.TrainingStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The folder of a run with a file of it damaged, and its resumption as far as files are read. The
 * first byte of the input says which file, the others what is done to it:
 *
 * <ul>
 *   <li>{@code s}: the text of the checkpoint's training state
 *   <li>{@code d}: bytes of the checkpoint, each as three bytes of place and one of value; three
 *       bytes at the end are where it is cut off
 *   <li>{@code h}: the history, whole
 *   <li>{@code n}: names of empty files beside the checkpoint, one a line
 *   <li>else: the checkpoint, whole
 * </ul>
 */
public final class DamagedRun {
  private static final int EDIT = 4;
  private static final int MOST_NAMES = 20;
  private static final int STEPS = 6;
  private static final NetworkConfig NETWORK =
      NetworkConfig.builder(Variant.VGG16_BN).baseChannels(1).build();
  private static final Model MODEL = new Model(Generated.weights(NETWORK), "{}");
  private static final String MEMORY = "velocity/head";
  private static final long MOST = 1L << 53;

  private final Path folder;
  private final Path checkpoint;
  private final TrainingSettings settings;
  private final byte[] sound;
  private final INDArray memory = Nd4j.create(3);

  private DamagedRun(Path folder) throws IOException {
    this.folder = folder;
    settings = SmallRun.into(folder).network(NETWORK).steps(STEPS).resume(true).build().settings();
    Files.createDirectories(folder.resolve("checkpoints"));
    checkpoint = SmallRun.checkpoint(folder, STEPS - 2);
    write(new RunState(settings.stages().get(0), 4, 4, 8, 2.5, 2, 3, fingerprint()).json());
    sound = Files.readAllBytes(checkpoint);
  }

  /**
   * A sound run in an empty folder.
   *
   * @param folder which stays the run's
   */
  public static DamagedRun in(Path folder) {
    try {
      return new DamagedRun(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String fingerprint() {
    return RunProvenance.fingerprint(settings);
  }

  private void write(String state) throws IOException {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>(MODEL.weights().tensors());
    tensors.put(ModelWriter.OPTIMISER + MEMORY, new FloatTensor(new float[3], 3));
    Map<String, String> metadata = new LinkedHashMap<>(ModelWriter.metadata(MODEL));
    metadata.put(ModelWriter.TRAINING, state);
    SafeTensorsWriter.write(checkpoint, metadata, tensors, DataType.F32);
  }

  /**
   * Damages the folder and resumes; throws anything but a {@link MattingException} that names a
   * file in it where the promise is broken.
   */
  public void check(byte[] input) {
    try {
      tidy();
      damage(input);
      if (Files.exists(folder.resolve(RunHistory.FILE))) {
        restoreHistory();
      } else {
        resume();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void tidy() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("checkpoints"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.deleteIfExists(folder.resolve(RunHistory.FILE));
    Files.write(checkpoint, sound);
  }

  private void damage(byte[] input) throws IOException {
    byte[] content = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
    switch (input.length == 0 ? 0 : input[0]) {
      case 's' -> write(text(content).replace("FINGERPRINT", escaped(fingerprint())));
      case 'd' -> Files.write(checkpoint, edited(content));
      case 'h' -> Files.write(folder.resolve(RunHistory.FILE), content);
      case 'n' -> addFiles(text(content));
      default -> Files.write(checkpoint, content);
    }
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }

  /** Seeds say it in a word, so that fuzzing does not have to find it. */
  private static String escaped(String json) {
    return json.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private byte[] edited(byte[] edits) {
    byte[] damaged = sound.clone();
    int at = 0;
    for (; at + EDIT <= edits.length; at += EDIT) {
      damaged[place(edits, at)] = edits[at + EDIT - 1];
    }
    return at + EDIT - 1 == edits.length ? Arrays.copyOf(damaged, place(edits, at)) : damaged;
  }

  private int place(byte[] edits, int at) {
    int number = (edits[at] & 0xff) << 16 | (edits[at + 1] & 0xff) << 8 | edits[at + 2] & 0xff;
    return number % sound.length;
  }

  private void addFiles(String names) throws IOException {
    for (String name : names.lines().limit(MOST_NAMES).toList()) {
      if (name.matches("[\\w.-]{1,60}") && !name.matches("\\.\\.?")) {
        Files.write(checkpoint.resolveSibling(name), new byte[0]);
      }
    }
  }

  private void resume() {
    try (RunFolder opened = RunFolder.open(folder)) {
      new TrainingRun(settings, opened, () -> true);
      Path latest = new CheckpointStore(opened.checkpoints(), 1).latest().orElseThrow();
      try (CheckpointFile file = CheckpointFile.open(latest)) {
        requireSound(file.state());
        file.raw(MODEL.weights());
        file.restore(Map.of(MEMORY, memory));
      }
    } catch (MattingException e) {
      if (!e.getMessage().contains(folder.toString())) {
        throw new AssertionError("a message that names no file: " + e.getMessage(), e);
      }
    }
  }

  private void requireSound(RunState state) {
    assertThat(settings.stages()).contains(state.stage());
    assertThat(state.step()).isBetween(0L, state.totalStep());
    assertThat(state.totalStep()).isBetween(0L, MOST);
    assertThat(state.nextIndex()).isBetween(0L, MOST);
    assertThat(state.bestStep()).isBetween(0L, state.totalStep());
  }

  /** A history is for the eyes alone, so that nothing in it may end a run. */
  private void restoreHistory() {
    Progress progress = new Progress(Stage.ENCODER_DECODER, 4, STEPS, 4, STEPS);
    RunHistory history = new RunHistory();
    HtmlTrainingReport report = new HtmlTrainingReport(history, Duration.ZERO, () -> Instant.EPOCH);
    history.started(new TrainingStart(folder, progress, true, Map.of(), 1));
    report.started(new TrainingStart(folder, progress, true, Map.of(), 1));
    Checkpoint last = new Checkpoint(checkpoint, progress, OptionalDouble.empty());
    report.finished(new TrainingResult(progress, true, checkpoint, last, Optional.empty()));
  }
}

package dev.deepmatting.internal.report;

import dev.deepmatting.train.StepReport;
import dev.deepmatting.train.TrainingListener;
import dev.deepmatting.train.TrainingStart;
import dev.deepmatting.train.ValidationReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records a run: a line of JSON for each step and validation in {@value #FILE}, and pictures of a
 * few validation images in {@value #PANELS}. A resumed run forgets everything after its checkpoint,
 * and anything only partially written when it was killed. Not safe to share between threads.
 */
public final class RunHistory implements TrainingListener {
  /** The file in a run's folder. */
  public static final String FILE = "history.jsonl";

  /** The folder of pictures in a run's folder. */
  public static final String PANELS = "panels";

  private final TreeMap<Long, List<ValidationPoint.SampleScore>> points = new TreeMap<>();
  private @Nullable Running running;
  private boolean inputsAreWritten;

  /** What belongs to one run. */
  private record Running(HistoryFile file, PanelStore panels, RunRecord record) {}

  @Override
  public void started(TrainingStart start) {
    Path output = start.output();
    Disk.attempt(output, () -> Files.createDirectories(output));
    running =
        new Running(
            new HistoryFile(output.resolve(FILE)),
            new PanelStore(output.resolve(PANELS)),
            new RunRecord(start.progress()));
    points.clear();
    inputsAreWritten = false;
    if (start.resumed()) {
      restore(start.progress().totalStep());
      record().goOnFrom(start.progress());
    } else {
      running().file.clear();
      panels().clear();
    }
  }

  private void restore(long lastStep) {
    Set<Long> drawn = new HashSet<>();
    Disk.attempt(Path.of(PANELS), () -> drawn.addAll(panels().steps()));
    running()
        .file
        .restore(
            lastStep,
            entry -> {
              record().add(entry);
              if (entry instanceof HistoryEntry.Validation validation
                  && drawn.contains(entry.totalStep())) {
                points.put(entry.totalStep(), validation.point().samples());
              }
            });
    panels().retain(points.keySet());
  }

  @Override
  public void stepped(StepReport step) {
    running().file.append(HistoryWriter.line(step));
    record().add(step);
  }

  @Override
  public void validated(ValidationReport validation) {
    if (!validation.samples().isEmpty()) {
      draw(validation);
    }
    running().file.append(HistoryWriter.line(validation));
    record().add(ValidationPoint.of(validation));
  }

  /** Draws the pictures before the line is written, so that no line refers to missing pictures. */
  private void draw(ValidationReport validation) {
    long step = validation.progress().totalStep();
    if (!inputsAreWritten) {
      panels().writeInputs(validation.samples());
      inputsAreWritten = true;
    }
    panels().writePoint(step, validation.samples());
    points.put(step, ValidationPoint.of(validation).samples());
    if (points.size() > PanelStore.MOST_POINTS) {
      List<Long> steps = new ArrayList<>(points.keySet());
      long removed = steps.get(Thinning.leastMissed(steps));
      points.remove(removed);
      panels().deletePoint(removed);
    }
  }

  boolean hasStarted() {
    return running != null;
  }

  private Running running() {
    return Objects.requireNonNull(running, "no run has started");
  }

  RunRecord record() {
    return running().record;
  }

  PanelStore panels() {
    return running().panels;
  }

  /** Returns the images of each step of which there are pictures, by rising step. */
  TreeMap<Long, List<ValidationPoint.SampleScore>> points() {
    return points;
  }
}

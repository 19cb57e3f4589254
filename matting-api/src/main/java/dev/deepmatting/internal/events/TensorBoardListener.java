package dev.deepmatting.internal.events;

import dev.deepmatting.train.Loss;
import dev.deepmatting.train.ParameterGroup;
import dev.deepmatting.train.PredictedSample;
import dev.deepmatting.train.StepReport;
import dev.deepmatting.train.TrainingListener;
import dev.deepmatting.train.TrainingResult;
import dev.deepmatting.train.TrainingStart;
import dev.deepmatting.train.ValidationReport;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run as event files, which {@code tensorboard --logdir} shows while it runs. All steps
 * are the run's, over all stages ({@code Progress.totalStep()}).
 *
 * <ul>
 *   <li>Text {@code description}: what is trained, on what and how.
 *   <li>Scalars of each step: {@code loss/total}, {@code loss/<Loss.id()>} unweighted, {@code
 *       learning rate/<ParameterGroup.id()>}, {@code gradient norm}, {@code samples per second}
 *       (none if the clock measured no time), {@code unknown pixels}.
 *   <li>Scalars of each validation, the means over its images: {@code validation/sad}, {@code
 *       validation/mse}, {@code validation/gradient}, {@code validation/connectivity}.
 *   <li>Images of each validation, {@code validation images/<name>}: merged image, trimap, true
 *       alpha, predicted alpha and composed image side by side.
 * </ul>
 *
 * <p>Each call of {@code fit} writes its own file. When a run resumes from a checkpoint,
 * TensorBoard drops the later steps that a killed run had written. A file truncated by a kill is
 * readable up to the cut. Not safe to share between runs.
 */
public final class TensorBoardListener implements TrainingListener, AutoCloseable {
  private final Path folder;
  private @Nullable EventFile file;

  private TensorBoardListener(Path folder) {
    this.folder = Objects.requireNonNull(folder, "folder");
  }

  /**
   * Returns a listener that writes nothing before a run begins.
   *
   * @param folder where event files go, {@code events} in the run's folder by convention; made if
   *     it is missing
   * @return the listener
   */
  public static TensorBoardListener into(Path folder) {
    return new TensorBoardListener(folder);
  }

  /**
   * Opens a new file.
   *
   * @param start what is going to happen
   * @throws dev.deepmatting.error.InvalidInputException if the folder is a file
   * @throws dev.deepmatting.error.MattingException if nothing can be written there
   */
  @Override
  public void started(TrainingStart start) {
    close();
    file = EventFile.create(folder);
    file.version();
    long step = start.progress().totalStep();
    if (start.resumed()) {
      // The completed step keeps its point; the first to come again is the next one.
      file.restart(step + 1);
    }
    file.show(step, new Summary().markdown("description", markdown(start.description())));
  }

  @Override
  public void stepped(StepReport step) {
    Summary summary = new Summary().scalar("loss/total", step.loss());
    for (Map.Entry<Loss, Double> loss : step.losses().entrySet()) {
      summary.scalar("loss/" + loss.getKey().id(), loss.getValue());
    }
    for (Map.Entry<ParameterGroup, Double> rate : step.learningRates().entrySet()) {
      summary.scalar("learning rate/" + rate.getKey().id(), rate.getValue());
    }
    summary.scalar("gradient norm", step.gradientNorm());
    if (step.seconds() > 0) {
      summary.scalar("samples per second", step.samples() / step.seconds());
    }
    summary.scalar("unknown pixels", step.unknownPixels());
    open().show(step.progress().totalStep(), summary);
  }

  @Override
  public void validated(ValidationReport validation) {
    Summary summary =
        new Summary()
            .scalar("validation/sad", validation.mean().sad())
            .scalar("validation/mse", validation.mean().mse())
            .scalar("validation/gradient", validation.mean().gradient())
            .scalar("validation/connectivity", validation.mean().connectivity());
    long step = validation.progress().totalStep();
    open().show(step, summary);
    for (PredictedSample sample : validation.samples()) {
      String tag = "validation images/" + sample.sample().name();
      open().show(step, new Summary().image(tag, SampleStrip.of(sample)));
    }
  }

  @Override
  public void finished(TrainingResult result) {
    close();
  }

  /** Closes the file; a run that begins afterwards gets another one. */
  @Override
  public void close() {
    if (file != null) {
      EventFile closing = file;
      file = null;
      closing.close();
    }
  }

  private EventFile open() {
    if (file == null) {
      throw new IllegalStateException("no event file is open, wanted a run that has started");
    }
    return file;
  }

  /** Formats texts as indented code, so that none of their characters changes the layout. */
  private static String markdown(Map<String, String> description) {
    StringBuilder markdown = new StringBuilder();
    description.forEach(
        (heading, text) ->
            markdown
                .append("## ")
                .append(heading)
                .append("\n\n")
                .append(text.stripTrailing().indent(4))
                .append('\n'));
    return markdown.toString();
  }
}

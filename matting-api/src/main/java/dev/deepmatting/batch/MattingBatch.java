package dev.deepmatting.batch;

import dev.deepmatting.Matting;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.trimap.TrimapSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Processes many pictures. By default it predicts {@code NAME-alpha.png} and {@code
 * NAME-cutout.png} for each image:
 *
 * <pre>{@code
 * MattingBatch batch =
 *     MattingBatch.builder()
 *         .images("photos/*.jpg")
 *         .trimaps("trimaps")
 *         .output(Path.of("results"))
 *         .resume(true)
 *         .build();
 * try (Matting matting = Matting.load("builtin:graph")) {
 *   System.out.println(batch.run(matting));
 * }
 * }</pre>
 *
 * <p>With results of your own, it runs a {@link Work} on each picture, here with finished mattes:
 *
 * <pre>{@code
 * MattingBatch.builder()
 *     .images("photos")
 *     .hints("alpha", "mattes")
 *     .results("-cutout.png")
 *     .output(Path.of("results"))
 *     .build()
 *     .run(picture -> CutOut.of(picture.image(), picture.alpha()).writePng(picture.result()));
 * }</pre>
 *
 * <p>While one matte is predicted, other pictures are decoded and encoded; at most {@code workers}
 * + 1 are in memory. Results equal those of a serial run, and are reported in the order of the
 * pictures. A picture that fails is reported, and the run continues. Both files of a prediction
 * appear complete, or neither.
 *
 * <p>Immutable. A batch can run again, unless its inputs are a stream, which one run uses up.
 *
 * @since 0.1
 */
public final class MattingBatch {
  private final BatchSettings settings;
  private final List<BatchInput> inputs;
  private final @Nullable Stream<BatchInput> stream;
  private final List<String> unmatched;
  private final BatchListener listener;
  // Makes trimaps in place of files.
  private final @Nullable TrimapSource source;

  private MattingBatch(Builder builder, BatchInputs found) {
    settings = builder.settings();
    inputs = found.inputs();
    stream = builder.stream;
    unmatched = found.unmatched();
    listener = builder.listener;
    source = builder.source;
  }

  /** The work on each picture. */
  @FunctionalInterface
  public interface Work {
    /**
     * Produces the results of a picture; called by several threads at once.
     *
     * @param picture the picture; the work writes each of its {@link BatchPicture#results()},
     *     preferably with a writer that replaces a file only once complete, as this library's do
     * @throws IOException if this picture fails; like a {@link MattingException}, an {@link
     *     java.io.UncheckedIOException} and an {@link OutOfMemoryError}, it is reported and the run
     *     continues. Anything else ends the run
     */
    void make(BatchPicture picture) throws IOException;
  }

  /**
   * A builder with the defaults: mattes and cut-outs, two workers, nothing skipped.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return the number of pictures; empty for a stream} */
  public OptionalInt size() {
    return stream == null ? OptionalInt.of(inputs.size()) : OptionalInt.empty();
  }

  /**
   * Predicts the matte of every picture and cuts out its object; when {@code -alpha.png} is the
   * only result, it only predicts.
   *
   * <p>If the thread is interrupted, the current prediction is abandoned, finished predictions are
   * still written, and the rest counts as not done; the thread's interrupt flag stays set.
   *
   * @param matting a loaded model; the caller closes it after the run
   * @return the outcome
   * @throws IllegalStateException if the model is closed, a stream was used up before, or the batch
   *     has results of its own
   */
  public BatchSummary run(Matting matting) {
    return run(settings.following(matting), matting::predict, matting::fingerprint);
  }

  /**
   * Predicts as {@link #run(Matting)} with a model that may still be loading: the first pictures
   * are decoded meanwhile, with the batch's own limits and thresholds, or the standard ones.
   *
   * @param matting waits for the model; asked in the turn of each picture that is decoded, by
   *     several threads. An interrupt of the run interrupts it, for which it throws a {@link
   *     MattingInterruptedException}; any other exception ends the run and is thrown
   * @return what became of the pictures
   * @throws IllegalStateException as {@link #run(Matting)}
   */
  public BatchSummary run(Supplier<Matting> matting) {
    Objects.requireNonNull(matting, "matting");
    try {
      return run(
          settings,
          (image, trimap, listener) -> NotLoaded.or(matting).predict(image, trimap, listener),
          () -> NotLoaded.or(matting).fingerprint());
    } catch (NotLoaded e) {
      throw e.reason();
    }
  }

  BatchSummary run(BatchPicture.Predictor predictor) {
    return run(settings, predictor, () -> "");
  }

  private BatchSummary run(
      BatchSettings settings, BatchPicture.Predictor predictor, Supplier<String> model) {
    if (!settings.areMattes()) {
      throw new IllegalStateException(
          "results are " + settings.ends() + ", wanted a run with the work that makes them");
    }
    return run(
        settings,
        picture -> {
          // First, so that a bad image is reported before a bad trimap.
          picture.image();
          ResultFiles.writeMatte(picture, picture.predict(predictor, source));
        },
        model);
  }

  /**
   * Runs work on every picture.
   *
   * <p>If the thread is interrupted, pictures in or waiting for prediction are abandoned, other
   * work that has begun is finished, and the rest counts as not done; the thread's interrupt flag
   * stays set.
   *
   * @param work the work on each picture
   * @return the outcome
   * @throws IllegalStateException if a stream was used up before
   */
  public BatchSummary run(Work work) {
    return run(settings, Objects.requireNonNull(work, "work"), settings.resume() ? () -> "" : null);
  }

  private BatchSummary run(BatchSettings settings, Work work, @Nullable Supplier<String> model) {
    BatchReport report = new BatchReport(listener);
    Iterator<BatchInput> all = stream == null ? inputs.iterator() : stream.iterator();
    unmatched.forEach(listener::unmatched);
    int begun;
    try {
      begun = new Pipeline(all, settings, work, model, report).run();
    } catch (IOException e) {
      throw new MattingException("the list of results cannot be read: " + e, e);
    } finally {
      if (stream != null) {
        stream.close();
      }
    }
    return report.summary(size().orElse(begun), unmatched);
  }

  /** Collects and validates inputs and settings. Not safe to share between threads. */
  public static final class Builder {
    private static final int MOST_WORKERS = 1024;

    /** Resolved in build(), once everything is set. */
    private @Nullable Supplier<PictureSet> images;

    private @Nullable Supplier<BatchInputs.Hints> hints;
    private @Nullable BatchInputs inputs;
    private @Nullable Stream<BatchInput> stream;
    private @Nullable Path output;
    private List<String> ends = ResultFiles.MATTE_ENDS;
    private int workers = 2;
    private boolean resume;
    private String resumeKey = "";
    private @Nullable ImageFiles files;
    private @Nullable TrimapThresholds thresholds;
    private BatchListener listener = BatchListener.NONE;
    private @Nullable TrimapSource source;

    private Builder() {}

    /**
     * Sets the photographs; {@link BatchInputs} says how they get their hints.
     *
     * @param text a file, a folder or a glob such as {@code photos/*.jpg}
     * @return this builder
     */
    public Builder images(String text) {
      Objects.requireNonNull(text, "images");
      images = () -> PictureSet.of("images", text, Path.of("").getFileSystem());
      return this;
    }

    /**
     * Sets the photographs.
     *
     * @param path a file, a folder or a glob
     * @return this builder
     */
    public Builder images(Path path) {
      Objects.requireNonNull(path, "images");
      images = () -> PictureSet.of("images", path.toString(), path.getFileSystem());
      return this;
    }

    /**
     * Sets the trimaps, for {@link BatchPicture#trimap()}.
     *
     * @param text a file, a folder or a glob such as {@code trimaps/*.png}
     * @return this builder
     */
    public Builder trimaps(String text) {
      return hints(BatchInputs.TRIMAP, text);
    }

    /**
     * Sets the trimaps, for {@link BatchPicture#trimap()}.
     *
     * @param path a file, a folder or a glob
     * @return this builder
     */
    public Builder trimaps(Path path) {
      Objects.requireNonNull(path, "trimaps");
      return hints(
          BatchInputs.TRIMAP,
          () -> PictureSet.of("trimaps", path.toString(), path.getFileSystem()));
    }

    /**
     * Sets what makes the trimaps of {@link #run(Matting)}, in place of files. Specks are removed
     * from mattes if it {@linkplain TrimapSource#isRough guesses}.
     *
     * @param made makes the trimap of each picture, one after the other
     * @return this builder
     */
    public Builder trimaps(TrimapSource made) {
      source = Objects.requireNonNull(made, "trimaps");
      return this;
    }

    /**
     * Sets the files that mark objects, for work that reads them. Required only for predictions,
     * which need trimaps.
     *
     * @param kind {@code trimap}, {@code alpha}, {@code mask} or a word of your own, with which
     *     file names can end
     * @param text a file, a folder or a glob
     * @return this builder
     */
    public Builder hints(String kind, String text) {
      Objects.requireNonNull(text, kind + "s");
      return hints(kind, () -> PictureSet.of(kind + "s", text, Path.of("").getFileSystem()));
    }

    private Builder hints(String kind, Supplier<PictureSet> source) {
      hints = () -> new BatchInputs.Hints(kind, source.get());
      return this;
    }

    /**
     * Sets the inputs, in place of images and hints. All are checked before the run.
     *
     * @param values the inputs in the order of their results, with different names
     * @return this builder
     */
    public Builder inputs(Collection<BatchInput> values) {
      return inputs(new BatchInputs(List.copyOf(values), List.of()));
    }

    /**
     * Sets the inputs, in place of images and hints, with messages about files without a
     * counterpart.
     *
     * @param found the inputs in the order of their results, with different names
     * @return this builder
     */
    public Builder inputs(BatchInputs found) {
      inputs = Objects.requireNonNull(found, "inputs");
      return this;
    }

    /**
     * Sets inputs that are created on demand, in place of images and hints. The thread of the run
     * takes them, a few ahead. An input with the name of an earlier one fails. The run closes the
     * stream.
     *
     * @param values the inputs, for one run
     * @return this builder
     */
    public Builder inputs(Stream<BatchInput> values) {
      stream = Objects.requireNonNull(values, "inputs");
      return this;
    }

    /**
     * Sets the results folder.
     *
     * @param folder created if needed
     * @return this builder
     */
    public Builder output(Path folder) {
      output = Objects.requireNonNull(folder, "output");
      return this;
    }

    /**
     * Sets what a {@link Work} writes for each picture, in place of its matte and cut-out.
     *
     * @param nameEnds the suffixes of the result files, such as {@code -cutout.png}, which follow
     *     the picture's name; none if the work keeps its results elsewhere, which needs no folder
     * @return this builder
     * @throws InvalidInputException if one is blank, leads into another folder or appears twice
     */
    public Builder results(String... nameEnds) {
      for (String end : nameEnds) {
        boolean plain = end.chars().noneMatch(c -> c == '/' || c == '\\' || c < ' ');
        Ranges.check(
            !end.isBlank() && plain,
            "results has '" + end + "', wanted the end of a file name such as -cutout.png");
      }
      ends = List.of(nameEnds);
      Ranges.check(
          Set.copyOf(ends).size() == ends.size(), "results are " + ends + ", wanted each once");
      return this;
    }

    /**
     * Sets how many threads decode and encode besides the prediction; 2 by default. Each keeps one
     * more picture in memory. Results do not depend on it.
     *
     * @param count 0 to 1024; with 0, one picture is processed at a time
     * @return this builder
     * @throws InvalidInputException if the count is outside
     */
    public Builder workers(int count) {
      workers = Ranges.within("workers", count, 0, MOST_WORKERS);
      return this;
    }

    /**
     * Sets whether finished pictures are skipped; false by default. A picture is finished if its
     * results decode completely as pictures, mattes and their cut-outs have the image's size, and
     * the same work made them: the same content of image and hint, the same {@linkplain
     * Matting#fingerprint() model with its settings}, thresholds and {@linkplain #resumeKey key}.
     * Predictions, and runs that resume, keep that in the file {@code .matting-done} of the results
     * folder; results that it does not know are made again.
     *
     * @param enabled true to skip
     * @return this builder
     */
    public Builder resume(boolean enabled) {
      resume = enabled;
      return this;
    }

    /**
     * Sets a text that stands for what results depend on and the batch cannot see: the settings of
     * a {@link TrimapSource} or of a {@link Work}. With another text they are made again.
     *
     * @param text any text; empty by default
     * @return this builder
     */
    public Builder resumeKey(String text) {
      resumeKey = Objects.requireNonNull(text, "resumeKey");
      return this;
    }

    /**
     * Sets which gray values of a trimap are known; by default the thresholds of the {@link
     * Matting} that predicts, else the standard ones.
     *
     * @param values the thresholds
     * @return this builder
     */
    public Builder trimapThresholds(TrimapThresholds values) {
      thresholds = Objects.requireNonNull(values, "trimapThresholds");
      return this;
    }

    /**
     * Sets what reads picture files, with its limits of pixels and memory; by default the one of
     * the {@link Matting} that the batch runs with, else the standard one.
     *
     * @param reader the reader
     * @return this builder
     */
    public Builder files(ImageFiles reader) {
      files = Objects.requireNonNull(reader, "files");
      return this;
    }

    /**
     * Sets the listener that is notified of each picture.
     *
     * @param heard the listener
     * @return this builder
     */
    public Builder listener(BatchListener heard) {
      listener = Objects.requireNonNull(heard, "listener");
      return this;
    }

    /**
     * Finds the pictures and checks that the settings fit together. Writes nothing yet.
     *
     * @return the batch
     * @throws InvalidInputException if something is missing or given twice, nothing is found, two
     *     images have one name, the folder is not writable, or a result would replace an input
     * @throws MattingException if a folder cannot be read
     */
    public MattingBatch build() {
      Ranges.check(
          output != null || ends.isEmpty(), "output is missing, wanted the results folder");
      Ranges.check(
          !resume || !ends.isEmpty(), "resume is true without results, wanted some to check");
      requireOneSource();
      if (output != null && !ends.isEmpty()) {
        ResultFiles.requireWritable(output);
      }
      BatchInputs found = found();
      try {
        ResultFiles.requireKept(settings(), found.inputs());
      } catch (IOException e) {
        throw new MattingException("the files of the batch cannot be read: " + e, e);
      }
      return new MattingBatch(this, found);
    }

    private BatchSettings settings() {
      return new BatchSettings(output, ends, files, thresholds, resume, resumeKey, workers);
    }

    private void requireOneSource() {
      boolean folders = images != null || hints != null;
      int sources = (folders ? 1 : 0) + (inputs == null ? 0 : 1) + (stream == null ? 0 : 1);
      Ranges.check(
          hints == null || source == null, "trimaps are given twice, wanted files or a source");
      Ranges.check(sources == 1, "sources of inputs are " + sources + ", wanted images or inputs");
      Ranges.check(
          images != null || hints == null,
          "images is missing, wanted those of the trimaps or hints");
      Ranges.check(
          images == null || hints != null || source != null || !settings().areMattes(),
          "trimaps is missing, wanted those of the images");
    }

    private BatchInputs found() {
      if (stream != null) {
        return new BatchInputs(List.of(), List.of());
      }
      return images != null
          ? BatchInputs.find(images.get(), Optional.ofNullable(hints).map(Supplier::get))
          : Objects.requireNonNull(inputs);
    }
  }
}

package dev.deepmatting.batch;

import dev.deepmatting.Matting;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.network.MemorySize;
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
  private final Settings settings;
  private final List<BatchInput> inputs;
  private final @Nullable Stream<BatchInput> stream;
  private final List<String> unmatched;
  private final BatchListener listener;

  private MattingBatch(Builder builder, BatchInputs found) {
    settings = builder.settings();
    inputs = found.inputs();
    stream = builder.stream;
    unmatched = found.unmatched();
    listener = builder.listener;
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
   * How each picture is read and written.
   *
   * @param output the results folder
   * @param ends what follows the name of each picture
   * @param ownFiles reads pictures; null if the builder has no limit
   * @param ownBudget the most memory for a picture; null if the builder has no limit
   * @param ownThresholds which values of a trimap are known; null if the builder has none
   * @param resume whether finished pictures are skipped
   * @param workers number of threads besides the one that predicts
   */
  record Settings(
      @Nullable Path output,
      List<String> ends,
      @Nullable ImageFiles ownFiles,
      @Nullable MemorySize ownBudget,
      @Nullable TrimapThresholds ownThresholds,
      boolean resume,
      int workers) {
    ImageFiles files() {
      ImageFiles files = ownFiles == null ? ImageFiles.standard() : ownFiles;
      return ownBudget == null ? files : files.withMemoryBudget(ownBudget);
    }

    TrimapThresholds thresholds() {
      return ownThresholds == null ? TrimapThresholds.standard() : ownThresholds;
    }

    /** Returns the settings with the model's values for what the builder left unset. */
    Settings following(Matting matting) {
      return new Settings(
          output,
          ends,
          ownFiles == null ? ImageFiles.standard().withMaxPixels(matting.maxPixels()) : ownFiles,
          ownBudget == null ? matting.memoryBudget().orElse(null) : ownBudget,
          ownThresholds == null ? matting.trimapThresholds() : ownThresholds,
          resume,
          workers);
    }

    boolean areMattes() {
      return ends.equals(ResultFiles.MATTE_ENDS) || ends.equals(ResultFiles.ALPHA_ENDS);
    }
  }

  /**
   * A builder with the defaults: mattes and cut-outs, two workers, nothing skipped.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The number of pictures.
   *
   * @return the number; empty for a stream
   */
  public OptionalInt size() {
    return stream == null ? OptionalInt.of(inputs.size()) : OptionalInt.empty();
  }

  /** Ends the run with the error of a model that could not be loaded. */
  private static final class NotLoaded extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient MattingException reason;

    NotLoaded(MattingException reason) {
      super(reason);
      this.reason = reason;
    }
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
    return run(settings.following(matting), matting::predict);
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
          settings, (image, trimap, listener) -> loaded(matting).predict(image, trimap, listener));
    } catch (NotLoaded e) {
      throw e.reason;
    }
  }

  /** What a picture throws is told of it alone; this is not the picture's fault. */
  private static Matting loaded(Supplier<Matting> matting) {
    try {
      return matting.get();
    } catch (MattingInterruptedException e) {
      throw e;
    } catch (MattingException e) {
      throw new NotLoaded(e);
    }
  }

  BatchSummary run(BatchPicture.Predictor predictor) {
    return run(settings, predictor);
  }

  private BatchSummary run(Settings settings, BatchPicture.Predictor predictor) {
    if (!settings.areMattes()) {
      throw new IllegalStateException(
          "results are " + settings.ends() + ", wanted a run with the work that makes them");
    }
    return run(
        settings,
        picture -> {
          // First, so that a bad image is reported before a bad trimap.
          picture.image();
          ResultFiles.writeMatte(picture, picture.predict(predictor, picture.trimap()));
        });
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
    return run(settings, Objects.requireNonNull(work, "work"));
  }

  private BatchSummary run(Settings settings, Work work) {
    BatchReport report = new BatchReport(listener);
    Iterator<BatchInput> all = stream == null ? inputs.iterator() : stream.iterator();
    unmatched.forEach(listener::unmatched);
    int begun;
    try {
      begun = new Pipeline(all, settings, work, report).run();
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
    private @Nullable ImageFiles files;
    private @Nullable MemorySize memoryBudget;
    private @Nullable TrimapThresholds thresholds;
    private BatchListener listener = BatchListener.NONE;

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
     * results are newer than image and hint and decode completely as pictures; mattes and their
     * cut-outs must also have the image's size. Results of another model or other settings go
     * unnoticed; use another folder for those.
     *
     * @param enabled true to skip
     * @return this builder
     */
    public Builder resume(boolean enabled) {
      resume = enabled;
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
     * Sets how large a file's declared picture may be; by default the limit of the {@link Matting}
     * that the batch runs with, else the standard one.
     *
     * @param pixels width times height, at least 1
     * @return this builder
     * @throws InvalidInputException if the limit is below 1
     */
    public Builder maxPixels(long pixels) {
      files = ImageFiles.standard().withMaxPixels(pixels);
      return this;
    }

    /**
     * Limits the memory of each picture, while it is decoded and with its matte and the estimated
     * colours of its cut-out; by default the budget of the {@link Matting} that the batch runs
     * with. A picture that needs more fails before it takes it.
     *
     * @param size the budget of one picture, of which {@link #workers} + 1 are in memory
     * @return this builder
     */
    public Builder memoryBudget(MemorySize size) {
      memoryBudget = Objects.requireNonNull(size, "memoryBudget");
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

    private Settings settings() {
      return new Settings(output, ends, files, memoryBudget, thresholds, resume, workers);
    }

    private void requireOneSource() {
      boolean folders = images != null || hints != null;
      int sources = (folders ? 1 : 0) + (inputs == null ? 0 : 1) + (stream == null ? 0 : 1);
      Ranges.check(sources == 1, "sources of inputs are " + sources + ", wanted images or inputs");
      Ranges.check(
          images != null || hints == null,
          "images is missing, wanted those of the trimaps or hints");
      Ranges.check(
          images == null || hints != null || !settings().areMattes(),
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

package dev.deepmatting;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageInput;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.internal.check.Calls;
import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.internal.check.Sizes;
import dev.deepmatting.network.Engine;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.network.Tiling;
import dev.deepmatting.network.WeightSource;
import dev.deepmatting.propagation.PropagationMethod;
import dev.deepmatting.spi.EngineSettings;
import dev.deepmatting.spi.MattingEngine;
import dev.deepmatting.trimap.TrimapSource;
import dev.deepmatting.trimap.Trimaps;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Separates a foreground from its photograph: an image and a trimap go in, an alpha matte comes
 * out.
 *
 * <pre>{@code
 * try (Matting matting = Matting.load("builtin:graph")) {
 *   AlphaMatte alpha = matting.predict(Path.of("photo.jpg"), Path.of("trimap.png"));
 *   alpha.writePng(Path.of("alpha.png"));
 * }
 * }</pre>
 *
 * <p>It uses a network, which needs an engine on the class path, or a method without a network,
 * which needs none. Safe to share between threads: results are the same as in serial use. {@link
 * #close()} frees the native memory.
 *
 * @since 0.1
 */
public final class Matting implements AutoCloseable {
  private final Optional<PropagationMethod> method;
  private final MattingEngine engine;
  private final ImageFiles files;
  private final TrimapThresholds thresholds;
  private final Fingerprint fingerprint;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Matting(Builder builder) {
    Optional<MemorySize> budget = Optional.ofNullable(builder.memoryBudget);
    thresholds = builder.thresholds;
    WeightSource source = builder.source();
    method = Builtins.method(source);
    EngineSettings settings = new EngineSettings(builder.precision, builder.tiling, budget);
    engine =
        EngineSelection.open(
            builder.engine, source, settings, Optional.ofNullable(builder.threads));
    fingerprint = new Fingerprint(source, settings, thresholds, engine.getClass().getName());
    files = budget.map(all -> builder.files.withMemoryBudget(left(all))).orElse(builder.files);
  }

  /** Returns what a network leaves of the budget while a picture is decoded. */
  private MemorySize left(MemorySize budget) {
    long loaded = engine.network().isEmpty() ? 0 : engine.memoryFor(1, 1).bytes();
    return new MemorySize(Math.max(1, budget.bytes() - loaded));
  }

  /**
   * Loads a model file; see {@link #load(String)}. Checkpoints of other implementations are
   * recognised by their keys and shapes.
   *
   * @param model a safetensors file, a PyTorch checkpoint or an ONNX file of this network
   * @return a loaded network, which the caller closes
   */
  public static Matting load(Path model) {
    return builder().model(model).build();
  }

  /**
   * Loads a model with the defaults of {@link #builder()}.
   *
   * @param model {@code builtin:NAME}, or the path of a file; built-in names with {@code dim} are
   *     networks, the others are methods that need no engine
   * @return a loaded model, which the caller closes
   * @throws InvalidInputException if the text is neither
   * @throws dev.deepmatting.error.ModelFormatException if it is not a usable model
   * @throws dev.deepmatting.error.EngineException if it is a network and no engine can run it
   */
  public static Matting load(String model) {
    return builder().model(model).build();
  }

  /**
   * Returns a builder with the defaults: the model {@code builtin:graph}, the standard limits.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return the shape of the loaded network; empty for a method without a network} */
  public Optional<NetworkConfig> network() {
    return engine.network();
  }

  /** {@return the method that predicts, such as {@code builtin:graph}; empty for a network} */
  public Optional<PropagationMethod> method() {
    return method;
  }

  /** {@return which of the file's tensors were used; empty for a method without a network} */
  public Optional<ImportReport> importReport() {
    return engine.importReport();
  }

  /**
   * Identifies the model and the settings its mattes depend on, for a {@link WorkDigest}. Another
   * file of weights, precision, tiling, budget, threshold, engine or version of this library has
   * another fingerprint; the number of threads does not matter.
   *
   * @return 64 hexadecimal digits
   * @throws dev.deepmatting.error.MattingException if the file of the model cannot be read again,
   *     which the first call does
   */
  public String fingerprint() {
    return fingerprint.hex();
  }

  /** {@return the gray values of a trimap that count as known} */
  public TrimapThresholds trimapThresholds() {
    return thresholds;
  }

  /** {@return what reads picture files, with this model's limits of pixels and memory} */
  public ImageFiles imageFiles() {
    return files;
  }

  /**
   * Predicts the alpha matte from two files; see {@link #predict(ImageInput, ImageInput)}.
   *
   * @param image a photograph
   * @param trimap its trimap
   * @return the alpha matte, of the same size
   */
  public AlphaMatte predict(Path image, Path trimap) {
    return predict(ImageInput.of(image), ImageInput.of(trimap));
  }

  /**
   * Predicts the alpha matte from encoded pictures: files, streams or bytes in memory.
   *
   * @param image a photograph in any format that the class path reads
   * @param trimap its trimap, of the same size
   * @return the alpha matte, of the same size
   * @throws InvalidInputException if a picture cannot be read or the sizes differ
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   * @throws IllegalStateException after {@link #close()}
   */
  public AlphaMatte predict(ImageInput image, ImageInput trimap) {
    requireOpen();
    return predict(files.readImage(image), files.readTrimap(trimap, thresholds));
  }

  /**
   * Predicts the alpha matte from two images in memory.
   *
   * @param image a photograph of any type; an alpha channel is ignored
   * @param trimap its trimap, of the same size; the thresholds decide what is known and unknown
   * @return the alpha matte, of the same size
   * @throws dev.deepmatting.error.MattingException as {@link #predict(RgbImage, Trimap)}
   */
  public AlphaMatte predict(BufferedImage image, BufferedImage trimap) {
    return predict(RgbImage.of(image), Trimap.of(trimap, thresholds));
  }

  /**
   * Predicts an alpha matte; see {@link #predict(RgbImage, Trimap, ProgressListener)}.
   *
   * @param image a photograph
   * @param trimap its trimap, of the same size
   * @return the alpha matte
   */
  public AlphaMatte predict(RgbImage image, Trimap trimap) {
    return predict(image, trimap, ProgressListener.NONE);
  }

  /**
   * Predicts an alpha matte and reports the progress.
   *
   * @param image a photograph
   * @param trimap its trimap, of the same size
   * @param listener is notified of the progress
   * @return the alpha matte, of the same size; exactly 0 or 1 where the trimap is known
   * @throws InvalidInputException if the sizes differ
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   * @throws IllegalStateException after {@link #close()}
   */
  public AlphaMatte predict(RgbImage image, Trimap trimap, ProgressListener listener) {
    Objects.requireNonNull(listener, "listener");
    requireOpen();
    Sizes.requireSame(
        "trimap", trimap.width(), trimap.height(), "image", image.width(), image.height());
    return engine.predict(image, trimap, listener);
  }

  /**
   * Predicts the alpha matte of an image and makes its trimap first.
   *
   * @param image a photograph
   * @param source where its trimap comes from, such as {@link
   *     dev.deepmatting.trimap.Trimaps#fromRectangle}, or any function
   * @return the alpha matte, of the same size; exactly 0 or 1 where the trimap is known
   * @throws InvalidInputException if the source does not fit the image, finds no object in it, or
   *     returns a trimap of another size
   * @throws dev.deepmatting.error.EngineException if the source needs a backend that is missing
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   * @throws IllegalStateException after {@link #close()}
   */
  public AlphaMatte predict(RgbImage image, TrimapSource source) {
    Objects.requireNonNull(source, "source");
    requireOpen();
    Trimap trimap = Objects.requireNonNull(source.trimap(image), "trimap of the source");
    AlphaMatte alpha = predict(image, trimap);
    return source.isRough() ? Trimaps.withoutIslands(alpha, trimap) : alpha;
  }

  /**
   * Predicts the alpha matte of a file; see {@link #predict(ImageInput, TrimapSource)}.
   *
   * @param image a photograph
   * @param source where its trimap comes from
   * @return the alpha matte, of the same size
   */
  public AlphaMatte predict(Path image, TrimapSource source) {
    return predict(ImageInput.of(image), source);
  }

  /**
   * Predicts the alpha matte of an encoded picture; see {@link #predict(RgbImage, TrimapSource)}.
   *
   * @param image a photograph in any format that the class path reads
   * @param source where its trimap comes from
   * @return the alpha matte, of the same size
   * @throws dev.deepmatting.error.MattingException as there, or if the picture cannot be read
   */
  public AlphaMatte predict(ImageInput image, TrimapSource source) {
    Objects.requireNonNull(source, "source");
    requireOpen();
    return predict(files.readImage(image), source);
  }

  /**
   * Predicts from files to files, row by row: {@code STEM-alpha.png} is the alpha matte, 8-bit
   * gray, and {@code STEM-cutout.png} is the cut-out of {@link dev.deepmatting.compose.CutOut}: the
   * object's estimated colours with the matte as transparency, and the photograph's colour profile
   * and resolution. STEM is the photograph's file name without its extension.
   *
   * <p>Pictures that do not fit into memory must be non-interlaced PNG files: other files are
   * decoded whole. {@link Builder#memoryBudget(String)} limits all other memory.
   *
   * @param image a photograph in any format that the class path reads
   * @param trimap its trimap, of the same size
   * @param folder where the results go; created if needed, even if an error follows; older results
   *     there are replaced
   * @return the two files; after an error neither exists, or the old ones are unchanged; the folder
   *     can remain
   * @throws InvalidInputException if a file cannot be read, the sizes differ, the trimap is
   *     background everywhere, the folder is a file, or a result would replace the image or the
   *     trimap
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   * @throws dev.deepmatting.error.MattingException if the results cannot be written
   * @throws IllegalStateException after {@link #close()}
   */
  public PredictedFiles predictTo(Path image, Path trimap, Path folder) {
    return predictTo(image, trimap, folder, ProgressListener.NONE);
  }

  /**
   * Predicts from files to files and reports the progress; see {@link #predictTo(Path, Path,
   * Path)}.
   *
   * @param image a photograph
   * @param trimap its trimap, of the same size
   * @param folder where the results go
   * @param listener is notified of the progress
   * @return the two files
   */
  public PredictedFiles predictTo(Path image, Path trimap, Path folder, ProgressListener listener) {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(listener, "listener");
    requireOpen();
    return new FilePrediction(engine, files, thresholds).predict(image, trimap, folder, listener);
  }

  /**
   * Returns the most memory that predicting a picture takes: weights, buffers and pictures in
   * memory, without the JVM's own needs. The actual amount depends on the trimap; this is the
   * maximum over all trimaps.
   *
   * @param width of the picture, at least 1
   * @param height of the picture, at least 1
   * @return the amount in bytes
   * @throws InvalidInputException if a side is not 1 to 16,777,216
   * @throws IllegalStateException after {@link #close()}
   */
  public MemorySize memoryFor(int width, int height) {
    Sizes.requireSide("width", width);
    Sizes.requireSide("height", height);
    requireOpen();
    return engine.memoryFor(width, height);
  }

  private void requireOpen() {
    if (closed.get()) {
      throw Calls.closed();
    }
  }

  /** Waits for running predictions and frees the native memory. Later calls do nothing. */
  @Override
  public void close() {
    engine.close();
    closed.set(true);
  }

  /** Collects and validates the settings for loading a model. Not safe to share between threads. */
  public static final class Builder {
    private WeightSource weights = WeightSource.parse("builtin:graph");
    private Engine engine = Engine.AUTO;
    private ImageFiles files = ImageFiles.standard();
    private TrimapThresholds thresholds = TrimapThresholds.standard();
    private Precision precision = Precision.FP32;
    private Tiling tiling = Tiling.auto();
    private @Nullable MemorySize memoryBudget;
    private @Nullable Integer threads;
    private @Nullable Boolean skip;
    private @Nullable Boolean strict;

    private Builder() {}

    private WeightSource source() {
      WeightSource source = strict == null ? weights : weights.withStrict(strict);
      return skip == null ? source : source.withSkip(skip);
    }

    /**
     * Sets the model file.
     *
     * @param file a model file or a checkpoint of another implementation
     * @return this builder
     */
    public Builder model(Path file) {
      return model(WeightSource.file(file));
    }

    /**
     * Sets the model.
     *
     * @param model {@code builtin:NAME} or the path of a file
     * @return this builder
     * @throws InvalidInputException if the text is neither
     */
    public Builder model(String model) {
      return model(WeightSource.parse(model));
    }

    /**
     * Sets the model, for example one in memory: {@link WeightSource#bytes}.
     *
     * @param source where the weights come from
     * @return this builder
     */
    public Builder model(WeightSource source) {
      weights = Objects.requireNonNull(source, "model");
      return this;
    }

    /**
     * Sets whether the network adds the encoder's features to the decoder's. {@code classic}
     * checkpoints of other implementations need it, because their files do not say.
     *
     * @param enabled true for skip additions
     * @return this builder
     */
    public Builder skip(boolean enabled) {
      skip = enabled;
      return this;
    }

    /**
     * Sets whether tensors unknown to the network are an error; true by default.
     *
     * @param enabled false to ignore them; {@link Matting#importReport()} then lists them
     * @return this builder
     */
    public Builder strict(boolean enabled) {
      strict = enabled;
      return this;
    }

    /**
     * Sets the engine; {@link Engine#AUTO} by default.
     *
     * @param choice the engine
     * @return this builder
     */
    public Builder engine(Engine choice) {
      engine = Objects.requireNonNull(choice, "engine");
      return this;
    }

    /**
     * Sets the precision of the computation; {@link Precision#FP32} by default.
     *
     * @param choice the precision; {@link Engine#SAMEDIFF} supports only FP32
     * @return this builder
     */
    public Builder precision(Precision choice) {
      precision = Objects.requireNonNull(choice, "precision");
      return this;
    }

    /**
     * Sets how a picture is split into tiles; {@link Tiling#auto()} by default.
     *
     * @param choice the tiling
     * @return this builder
     */
    public Builder tiling(Tiling choice) {
      tiling = Objects.requireNonNull(choice, "tiling");
      return this;
    }

    /**
     * Limits the memory for weights, buffers and pictures together; the JVM's own needs do not
     * count. A network computes larger pictures in tiles; a method solves them at a smaller size. A
     * picture that needs more even so, or already while it is decoded, is refused before that.
     * Without a budget the machine is the limit. A network predicts one picture at a time; with a
     * method, each concurrent prediction can take the whole budget.
     *
     * @param size such as {@code "1GB"} or {@code "512MB"}
     * @return this builder
     * @throws InvalidInputException if the text is not a size
     */
    public Builder memoryBudget(String size) {
      return memoryBudget(MemorySize.parse(size));
    }

    /**
     * Limits the memory; see {@link #memoryBudget(String)}.
     *
     * @param size the budget
     * @return this builder
     */
    public Builder memoryBudget(MemorySize size) {
      memoryBudget = Objects.requireNonNull(size, "memoryBudget");
      return this;
    }

    /**
     * Sets the number of threads of a method without a network; by default one for each processor.
     * A network ignores this and takes its threads from {@code OMP_NUM_THREADS}.
     *
     * @param count at least 1
     * @return this builder
     * @throws InvalidInputException if the count is below 1
     */
    public Builder threads(int count) {
      threads = Ranges.atLeast("threads", count, 1);
      return this;
    }

    /**
     * Limits the size that a picture file may declare; it is checked before decoding.
     *
     * @param pixels width times height, at least 1
     * @return this builder
     * @throws InvalidInputException if the limit is below 1
     */
    public Builder maxPixels(long pixels) {
      files = files.withMaxPixels(pixels);
      return this;
    }

    /**
     * Sets the gray values of a trimap that count as known.
     *
     * @param values the thresholds
     * @return this builder
     */
    public Builder trimapThresholds(TrimapThresholds values) {
      thresholds = Objects.requireNonNull(values, "trimapThresholds");
      return this;
    }

    /**
     * Loads the model.
     *
     * @return a loaded model, which the caller closes
     * @throws InvalidInputException if a setting is for networks and the model is a method, or the
     *     other way round
     * @throws dev.deepmatting.error.ModelFormatException if the model cannot be used
     * @throws dev.deepmatting.error.EngineException if it is a network and no engine can run it
     */
    public Matting build() {
      return new Matting(this);
    }
  }
}

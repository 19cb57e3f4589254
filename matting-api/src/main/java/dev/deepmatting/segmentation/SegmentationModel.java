package dev.deepmatting.segmentation;

import dev.deepmatting.error.DownloadException;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.check.Calls;
import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.internal.service.Services;
import dev.deepmatting.pretrained.PretrainedCache;
import dev.deepmatting.pretrained.PretrainedFile;
import java.awt.Dimension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A network that finds the object of a photograph, from an ONNX file:
 *
 * <pre>{@code
 * try (SegmentationModel people = SegmentationModel.load(Path.of("selfie.onnx"));
 *     Matting matting = Matting.load("builtin:graph")) {
 *   AlphaMatte alpha = matting.predict(photo, Trimaps.automatic(people));
 * }
 * }</pre>
 *
 * <p>Size, order of the channels and kind of the numbers are read off the file where it tells; a
 * {@link SegmentationPreset} tells the rest for well-known networks, and a {@link Builder} for
 * others. ONNX Runtime runs it, which {@code matting-dl4j} does not bring: add {@code
 * com.microsoft.onnxruntime:onnxruntime}. It is native code, so a file is checked before: the page
 * "Automatic masks" says how, and what remains.
 *
 * <p>Load it once and keep it: it is safe to share between threads, of which one runs the network
 * while others wait. Close it to free its memory.
 *
 * @since 0.1
 */
public final class SegmentationModel implements AutoCloseable {
  private final String name;
  private final SegmentationEngine engine;
  private final NetworkInput input;
  private final NetworkOutput output;
  private final Duration timeLimit;

  private SegmentationModel(Builder builder, SegmentationEngine engine) {
    name = builder.name();
    this.engine = engine;
    input = new NetworkInput(builder, engine.inputShape());
    output = new NetworkOutput(builder, engine, input.layout());
    timeLimit = builder.timeLimit;
  }

  /** Where the channels are in a network's numbers. */
  public enum Layout {
    /** Before height and width, as in PyTorch. */
    NCHW,
    /** After them, as in TensorFlow. */
    NHWC
  }

  /** What a network's numbers mean. */
  public enum Scores {
    /**
     * As the file tells by its last operation; where it does not, probabilities if all numbers of a
     * picture are within 0 to 1, or else logits.
     */
    AUTO,
    /** Shares from 0 to 1. */
    PROBABILITIES,
    /** Any numbers: one channel goes through a sigmoid, several through a softmax. */
    LOGITS
  }

  /**
   * Loads a file with the settings that it tells. If it has the name under which a network is
   * published, such as {@code u2netp.onnx}, that network's preset applies.
   *
   * @param file an ONNX file
   * @return the model, which the caller closes
   * @throws dev.deepmatting.error.MattingException as {@link Builder#load()}
   */
  public static SegmentationModel load(Path file) {
    return builder(file).load();
  }

  /**
   * Returns a builder for a file. If it has the name under which a network is published, such as
   * {@code u2netp.onnx}, it starts with that network's preset.
   *
   * @param file an ONNX file
   * @return a new builder
   */
  public static Builder builder(Path file) {
    return new Builder(Objects.requireNonNull(file, "file"));
  }

  /**
   * Loads a network that was fetched into the default cache.
   *
   * @param name a name of {@link PretrainedFile#known()} such as {@code u2netp}
   * @return the model, which the caller closes
   * @throws InvalidInputException if there is no such network
   * @throws DownloadException if the cache does not have it; the message says how to fetch it
   * @throws dev.deepmatting.error.MattingException as {@link Builder#load()}
   */
  public static SegmentationModel pretrained(String name) {
    return pretrained(name, PretrainedCache.builder().offline(true).build());
  }

  /**
   * Loads a network from a cache, which fetches it if it may.
   *
   * @param name a name of {@link PretrainedFile#known()} such as {@code u2netp}
   * @param cache where its file is, or gets to
   * @return the model, which the caller closes
   * @throws InvalidInputException if there is no such network
   * @throws DownloadException if the cache cannot provide it
   * @throws dev.deepmatting.error.MattingException as {@link Builder#load()}
   */
  public static SegmentationModel pretrained(String name, PretrainedCache cache) {
    Objects.requireNonNull(name, "name");
    SegmentationPreset preset = SegmentationPreset.find(name).orElse(null);
    PretrainedFile file = PretrainedFile.named(name).orElse(null);
    if (preset == null || file == null) {
      throw new InvalidInputException(
          "network is '"
              + name
              + (preset == null ? "'" : "', which cannot be fetched")
              + ", wanted one of "
              + String.join(", ", networks())
              + (preset == null ? "" : "; or its file, with the preset " + name));
    }
    return builder(fetched(file, cache)).preset(preset).load();
  }

  /** Returns the names of the networks that can be fetched. */
  private static List<String> networks() {
    return PretrainedFile.known().stream()
        .map(PretrainedFile::name)
        .filter(name -> SegmentationPreset.find(name).isPresent())
        .toList();
  }

  private static Path fetched(PretrainedFile file, PretrainedCache cache) {
    try {
      return cache.fetch(file);
    } catch (DownloadException e) {
      if (Files.exists(cache.path(file))) {
        throw e;
      }
      throw new DownloadException(
          "the network "
              + file.name()
              + " is not in the cache; fetch it with: matting fetch "
              + file.name()
              + ", or PretrainedCache.standard().fetch. "
              + e.getMessage(),
          e);
    }
  }

  /**
   * Finds the object of a photograph. The photograph is scaled to the network's size, and the mask
   * back to the photograph's, bilinearly.
   *
   * @param image the photograph
   * @return the probability of the object, 0 to 1 for each pixel; of the image's size
   * @throws dev.deepmatting.error.EngineException if the network fails, gives NaN or numbers of
   *     another shape than that of a mask, takes longer than the time limit, or memory is short
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted: at
   *     once, while the network stops before its next operation
   * @throws IllegalStateException if the model is closed
   */
  public AlphaMatte segment(RgbImage image) {
    Objects.requireNonNull(image, "image");
    Calls.requireNotInterrupted("the segmentation");
    Dimension size = input.sizeFor(image);
    float[] numbers = input.numbers(image, size);
    SegmentationEngine.Plane plane =
        engine.run(numbers, input.shape(size), output.name(), timeLimit);
    return output.mask(plane).enlargedTo(image.width(), image.height());
  }

  /**
   * Returns the file's name without its ending.
   *
   * @return a name such as {@code u2netp}
   */
  public String name() {
    return name;
  }

  /**
   * Returns the size to which photographs are scaled.
   *
   * @return width and height in pixels; empty if it follows the photograph
   */
  public Optional<Dimension> inputSize() {
    return input.size();
  }

  /** Waits for the running segmentation and frees the memory; later calls do nothing. */
  @Override
  public void close() {
    engine.close();
  }

  /** Returns the name, size and layout, such as {@code u2netp (320x320, NCHW)}. */
  @Override
  public String toString() {
    return name + " (" + input + ")";
  }

  /** Collects and validates the settings of a model. Not safe to share between threads. */
  public static final class Builder {
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Path file;
    double[] mean = {0, 0, 0};
    double[] deviation = {1, 1, 1};
    boolean bgr;
    boolean brightest;
    @Nullable Layout layout;
    @Nullable String output;
    @Nullable Dimension inputSize;
    int objectChannel = -1;
    Scores scores = Scores.AUTO;
    boolean stretch;
    private Duration timeLimit = Duration.ofMinutes(5);

    private Builder(Path file) {
      this.file = file;
      PretrainedFile.known().stream()
          .filter(known -> file.endsWith(known.fileName()))
          .findFirst()
          .flatMap(known -> SegmentationPreset.find(known.name()))
          .ifPresent(this::preset);
    }

    private String name() {
      String whole = String.valueOf(file.getFileName());
      int dot = whole.lastIndexOf('.');
      return dot > 0 ? whole.substring(0, dot) : whole;
    }

    /**
     * Sets everything that a well-known network wants; later calls change parts of it.
     *
     * @param preset the network
     * @return this builder
     */
    public Builder preset(SegmentationPreset preset) {
      preset.apply(this);
      return this;
    }

    /**
     * Sets what is subtracted from colours of 0 to 1; 0 by default.
     *
     * @param red of red
     * @param green of green
     * @param blue of blue
     * @return this builder
     * @throws InvalidInputException if one is not finite
     */
    public Builder mean(double red, double green, double blue) {
      mean = new double[] {finite(red), finite(green), finite(blue)};
      return this;
    }

    private static double finite(double value) {
      Ranges.require(Double.isFinite(value), "mean", value, "a finite number");
      return value;
    }

    /**
     * Sets what colours of 0 to 1 are divided by after the mean is subtracted; 1 by default. For a
     * network that wants 0 to 255 it is 1/255.
     *
     * @param red of red
     * @param green of green
     * @param blue of blue
     * @return this builder
     * @throws InvalidInputException if one is not above 0 and finite
     */
    public Builder deviation(double red, double green, double blue) {
      deviation =
          new double[] {
            Ranges.positive("deviation", red),
            Ranges.positive("deviation", green),
            Ranges.positive("deviation", blue)
          };
      return this;
    }

    /**
     * Sets whether blue comes first; false by default. Mean and deviation stay in the order red,
     * green, blue.
     *
     * @param reversed true for blue, green, red, as in OpenCV
     * @return this builder
     */
    public Builder bgr(boolean reversed) {
      bgr = reversed;
      return this;
    }

    /** Sets whether colours are first divided by the picture's brightest sample, as for U2-Net. */
    Builder brightest(boolean relative) {
      brightest = relative;
      return this;
    }

    /**
     * Sets where the channels are; needed only if the file leaves it open.
     *
     * @param order the layout
     * @return this builder
     */
    public Builder layout(Layout order) {
      layout = Objects.requireNonNull(order, "layout");
      return this;
    }

    /**
     * Sets which output is the mask; the first by default.
     *
     * @param name its name in the file
     * @return this builder
     */
    public Builder output(String name) {
      output = Objects.requireNonNull(name, "output");
      return this;
    }

    /**
     * Sets the size to which photographs are scaled, where the network takes several; ignored where
     * it takes one. By default the shorter side gets 512 pixels, and both sides multiples of 32.
     *
     * @param width pixels, 1 to 4096
     * @param height pixels, 1 to 4096
     * @return this builder
     * @throws InvalidInputException if one is outside, or both have more than 2048x2048 pixels
     */
    public Builder inputSize(int width, int height) {
      NetworkInput.requireUsable("inputSize", width, height);
      inputSize = new Dimension(width, height);
      return this;
    }

    /**
     * Sets which channel is the object; needed only for more than two. By default it is the only
     * one, or the second of two.
     *
     * @param index from 0
     * @return this builder
     * @throws InvalidInputException if it is below 0
     */
    public Builder objectChannel(int index) {
      objectChannel = Ranges.atLeast("objectChannel", index, 0);
      return this;
    }

    /**
     * Sets what the network's numbers mean.
     *
     * @param kind the kind; {@link Scores#AUTO} by default
     * @return this builder
     */
    public Builder scores(Scores kind) {
      scores = Objects.requireNonNull(kind, "scores");
      return this;
    }

    /**
     * Sets whether each mask is stretched so that it reaches from 0 to 1, as for networks of the
     * U2-Net family; false by default. It then has an object wherever there is any contrast.
     *
     * @param full true to stretch
     * @return this builder
     */
    public Builder stretch(boolean full) {
      stretch = full;
      return this;
    }

    /**
     * Sets the longest time of one run; 5 minutes by default.
     *
     * @param longest more than zero, at most a day
     * @return this builder
     * @throws InvalidInputException if it is out of range
     */
    public Builder timeLimit(Duration longest) {
      Ranges.require(
          longest.toMillis() > 0 && longest.compareTo(LONGEST) <= 0,
          "timeLimit",
          longest,
          "more than a millisecond and at most a day");
      timeLimit = longest;
      return this;
    }

    /**
     * Checks the file, loads it, and checks that the settings fit it.
     *
     * @return the model, which the caller closes
     * @throws dev.deepmatting.error.ModelFormatException if the file is damaged or is no network
     *     for masks; the message says what was found
     * @throws InvalidInputException if the settings do not fit it
     * @throws dev.deepmatting.error.EngineException if ONNX Runtime is not on the class path or
     *     cannot start, or memory is short
     * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
     */
    public SegmentationModel load() {
      SegmentationEngine engine =
          Services.first(
                  SegmentationProvider.class,
                  SegmentationProvider.class.getClassLoader(),
                  "runs segmentation networks")
              .open(file);
      try {
        return new SegmentationModel(this, engine);
      } catch (RuntimeException e) {
        engine.close();
        throw e;
      }
    }
  }
}

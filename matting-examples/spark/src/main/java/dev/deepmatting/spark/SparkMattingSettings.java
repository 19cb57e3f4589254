package dev.deepmatting.spark;

import dev.deepmatting.Matting;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.trimap.Band;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What every picture of a run has in common. Immutable; the only thing a run sends to its executors
 * besides the rows.
 *
 * @param output address of the results folder, such as {@code s3a://bucket/mattes}
 * @param model {@code builtin:NAME}, or the name of a file that was distributed with {@code
 *     --files}
 * @param modelSha256 64 hexadecimal digits that the model's file must have; null for a built-in one
 * @param cutOut whether to write a cut-out besides the matte
 * @param band how far the unknown region of trimaps extends that are made from masks or rectangles:
 *     a share of the picture's shorter side
 * @param threads threads of a method for each picture, as many as {@code spark.task.cpus}; a
 *     network takes its threads from {@code OMP_NUM_THREADS}
 * @param readAhead how many more pictures a task reads and writes meanwhile, each of which takes
 *     memory
 * @param maxPixels the most pixels a picture may have
 * @param memoryBudget the most memory for one picture, such as {@code 2GB}; null for no limit
 * @param partitions number of tasks; 0 for one for every 100 pictures, and at least four for each
 *     core
 * @param placement how results get their names
 */
public record SparkMattingSettings(
    String output,
    String model,
    @Nullable String modelSha256,
    boolean cutOut,
    double band,
    int threads,
    int readAhead,
    long maxPixels,
    @Nullable String memoryBudget,
    int partitions,
    Placement placement)
    implements Serializable {
  private static final int MOST = 1_000_000;
  private static final int MOST_AHEAD = 1024;

  /**
   * Checks everything that needs no cluster.
   *
   * @throws InvalidInputException if a value is out of range
   */
  public SparkMattingSettings {
    require(!output.isBlank(), "output", output, "the address of a folder");
    require(!model.isBlank(), "model", model, "builtin:NAME or a file's name");
    boolean builtin = model.startsWith("builtin:");
    require(
        builtin || modelSha256 != null && modelSha256.matches("[0-9a-f]{64}"),
        "modelSha256",
        modelSha256,
        "64 hexadecimal digits in lower case with the file " + model);
    Band.relative(band);
    require(threads >= 1 && threads <= MOST_AHEAD, "threads", threads, "1 to 1024");
    require(readAhead >= 0 && readAhead <= MOST_AHEAD, "readAhead", readAhead, "0 to 1024");
    require(maxPixels >= 1, "maxPixels", maxPixels, "at least 1");
    if (memoryBudget != null) {
      MemorySize.parse(memoryBudget);
    }
    require(partitions >= 0 && partitions <= MOST, "partitions", partitions, "0 to " + MOST);
    Objects.requireNonNull(placement, "placement");
  }

  /** How a result gets its name only once it is complete. */
  public enum Placement {
    /** {@link #PUT} for S3 and its relatives, {@link #RENAME} for all others. */
    AUTO,
    /** Written under a temporary name of the attempt, then renamed. */
    RENAME,
    /** Written once under its own name, for stores whose objects appear when they are complete. */
    PUT
  }

  private static void require(boolean usable, String name, @Nullable Object value, String wanted) {
    if (!usable) {
      throw new InvalidInputException(name + " is '" + value + "', wanted " + wanted);
    }
  }

  /**
   * A builder with the defaults: {@code builtin:graph}, cut-outs, one thread.
   *
   * @param output address of the results folder
   * @return a new builder
   */
  public static Builder builder(String output) {
    return new Builder(Objects.requireNonNull(output, "output"));
  }

  /** What changes results and neither the model nor a picture's row tells. */
  String options() {
    return "cutOut " + cutOut + ", band " + band;
  }

  /** What decides whether two runs can share a loaded model. */
  String modelKey() {
    return String.join(
        "\n", model, modelSha256, threads + "", maxPixels + "", String.valueOf(memoryBudget));
  }

  boolean isMethod() {
    return model.startsWith("builtin:") && !model.startsWith("builtin:dim");
  }

  /** Returns a builder of the model, without the file of one that is not built in. */
  Matting.Builder matting() {
    Matting.Builder builder = Matting.builder().maxPixels(maxPixels);
    if (memoryBudget != null) {
      builder.memoryBudget(memoryBudget);
    }
    return isMethod() ? builder.threads(threads) : builder;
  }

  /** Collects settings. Not safe to share between threads. */
  public static final class Builder {
    private static final double STANDARD_BAND = 0.02;
    private static final long STANDARD_PIXELS = 200_000_000;

    private final String output;
    private String model = "builtin:graph";
    private @Nullable String modelSha256;
    private boolean cutOut = true;
    private double band = STANDARD_BAND;
    private int threads = 1;
    private int readAhead;
    private long maxPixels = STANDARD_PIXELS;
    private @Nullable String memoryBudget;
    private int partitions;
    private Placement placement = Placement.AUTO;

    private Builder(String output) {
      this.output = output;
    }

    /**
     * Sets a built-in model.
     *
     * @param name {@code builtin:NAME}
     * @return this builder
     */
    public Builder model(String name) {
      return model(name, null);
    }

    /**
     * Sets a model file that was distributed with {@code --files} or {@code SparkContext.addFile}.
     *
     * @param name the file's name
     * @param sha256 what its content must have, 64 hexadecimal digits
     * @return this builder
     */
    public Builder model(String name, @Nullable String sha256) {
      model = Objects.requireNonNull(name, "model");
      modelSha256 = sha256;
      return this;
    }

    /**
     * Sets whether cut-outs are written besides mattes; true by default.
     *
     * @param enabled false for mattes alone
     * @return this builder
     */
    public Builder cutOut(boolean enabled) {
      cutOut = enabled;
      return this;
    }

    /**
     * Sets the band of trimaps that are made from masks and rectangles; 0.02 by default.
     *
     * @param share of the picture's shorter side, 0 to 1
     * @return this builder
     */
    public Builder band(double share) {
      band = share;
      return this;
    }

    /**
     * Sets the threads of a method for each picture; 1 by default.
     *
     * @param count as many as {@code spark.task.cpus}
     * @return this builder
     */
    public Builder threads(int count) {
      threads = count;
      return this;
    }

    /**
     * Sets how many more pictures a task reads and writes during a prediction; 0 by default.
     *
     * @param count 0 to 1024
     * @return this builder
     */
    public Builder readAhead(int count) {
      readAhead = count;
      return this;
    }

    /**
     * Limits the size that a picture may declare; 200 megapixels by default.
     *
     * @param pixels width times height
     * @return this builder
     */
    public Builder maxPixels(long pixels) {
      maxPixels = pixels;
      return this;
    }

    /**
     * Limits the memory for one picture, as in {@link Matting.Builder#memoryBudget(String)}.
     *
     * @param size such as {@code 2GB}
     * @return this builder
     */
    public Builder memoryBudget(String size) {
      memoryBudget = Objects.requireNonNull(size, "memoryBudget");
      return this;
    }

    /**
     * Sets the number of tasks.
     *
     * @param count 0 for one for every 100 pictures
     * @return this builder
     */
    public Builder partitions(int count) {
      partitions = count;
      return this;
    }

    /**
     * Sets how results get their names.
     *
     * @param choice the placement
     * @return this builder
     */
    public Builder placement(Placement choice) {
      placement = Objects.requireNonNull(choice, "placement");
      return this;
    }

    /**
     * Checks the settings.
     *
     * @return the settings
     * @throws InvalidInputException if a value is out of range
     */
    public SparkMattingSettings build() {
      return new SparkMattingSettings(
          output,
          model,
          modelSha256,
          cutOut,
          band,
          threads,
          readAhead,
          maxPixels,
          memoryBudget,
          partitions,
          placement);
    }
  }
}

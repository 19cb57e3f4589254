package dev.deepmatting.network;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a Deep Image Matting network (Xu, Price, Cohen, Huang: Deep Image Matting, CVPR
 * 2017), with the deviations of its public implementations. The encoder is VGG16's thirteen
 * convolutions on four input channels (RGB and trimap, NCHW), followed by a bridge of two
 * convolutions and five decoder steps of upsampling and a 5x5 convolution; a 5x5 convolution and a
 * sigmoid produce the raw alpha. A guided network takes mattes of methods without a network as
 * further input channels (Cho, Tai, Kweon: Natural Image Matting Using Deep CNN, ECCV 2016).
 * Immutable and safe to share between threads.
 *
 * @since 0.1
 */
public final class NetworkConfig {
  private static final int WIDEST_BASE = 256;
  private static final int COLOURS_AND_TRIMAP = 4;
  private static final int MOST_GUIDES = 4;
  private static final Pattern GUIDE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final Variant variant;
  private final int baseChannels;
  private final List<Integer> decoderChannels;
  private final int bridgeKernel;
  private final boolean skip;
  private final Upsampling upsampling;
  private final RefinementHead refinementHead;
  private final int refinementChannels;
  private final TrimapEncoding trimapEncoding;
  private final double batchNormEpsilon;
  private final List<String> guides;

  /** The explicit settings, without the values derived from them; never changed. */
  private final Builder settings;

  private NetworkConfig(Builder builder) {
    settings = new Builder(builder);
    variant = Objects.requireNonNull(builder.variant, "variant");
    baseChannels = Ranges.within("baseChannels", builder.baseChannels, 1, WIDEST_BASE);
    bridgeKernel = builder.bridgeKernel;
    Ranges.check(
        bridgeKernel == 1 || bridgeKernel == 3, "bridgeKernel is %d, wanted 1 or 3", bridgeKernel);
    skip = builder.skip;
    upsampling = Objects.requireNonNull(builder.upsampling, "upsampling");
    refinementHead = Objects.requireNonNull(builder.refinementHead, "refinementHead");
    refinementChannels =
        builder.refinementChannels == null
            ? baseChannels
            : Ranges.within("refinementChannels", builder.refinementChannels, 1, WIDEST_BASE);
    trimapEncoding =
        builder.trimapEncoding != null ? builder.trimapEncoding : defaultEncoding(variant);
    batchNormEpsilon = builder.batchNormEpsilon;
    Ranges.check(
        batchNormEpsilon > 0 && batchNormEpsilon < 1,
        "batchNormEpsilon is %s, wanted a value between 0 and 1",
        batchNormEpsilon);
    decoderChannels =
        Objects.requireNonNullElseGet(
            builder.decoderChannels, () -> defaultDecoder(variant, baseChannels));
    checkDecoder();
    guides = builder.guides;
    checkGuides();
  }

  private static TrimapEncoding defaultEncoding(Variant variant) {
    return variant == Variant.VGG16_BN ? TrimapEncoding.SIGNED : TrimapEncoding.UNIT;
  }

  private static List<Integer> defaultDecoder(Variant variant, int base) {
    int last = variant == Variant.VGG16_BN ? Math.min(3, base) : base;
    return List.of(8 * base, 4 * base, 2 * base, base, last);
  }

  private void checkDecoder() {
    Ranges.check(
        decoderChannels.size() == 5,
        "decoderChannels has %d values, wanted 5, from the coarsest to the finest",
        decoderChannels.size());
    for (int channels : decoderChannels) {
      Ranges.within("decoderChannels", channels, 1, 8 * WIDEST_BASE);
    }
    if (!skip && upsampling != Upsampling.MAX_UNPOOL) {
      return;
    }
    for (int step = 0; step < 4; step++) {
      int wanted = encoderChannels(4 - step);
      Ranges.check(
          decoderChannels.get(step) == wanted,
          "decoderChannels is %s, but value %d must be %d: max unpooling and skips need as many"
              + " channels as the encoder has there",
          decoderChannels,
          step + 1,
          wanted);
    }
  }

  private void checkGuides() {
    Ranges.check(
        guides.size() <= MOST_GUIDES && Set.copyOf(guides).size() == guides.size(),
        "guides is %s, wanted at most %d different ones",
        guides,
        MOST_GUIDES);
    for (String guide : guides) {
      boolean named = GUIDE.matcher(guide).matches();
      Ranges.check(named, "guides holds '%s', wanted names such as graph or closed-form", guide);
    }
  }

  /**
   * Returns a builder with the full-width network of a variant: 64 base channels, a 3x3 bridge, max
   * unpooling, no skip additions, no refinement head.
   *
   * @param variant the published layout to start from
   * @return a new builder
   */
  public static Builder builder(Variant variant) {
    return new Builder(variant);
  }

  /**
   * Returns a builder that starts from this configuration. Values that were never set still follow
   * the variant and the width.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return new Builder(settings);
  }

  /**
   * Returns the published layout.
   *
   * @return the variant
   */
  public Variant variant() {
    return variant;
  }

  /**
   * Returns the channels of the first encoder block; the paper's network has 64.
   *
   * @return the width multiplier, at least 1
   */
  public int baseChannels() {
    return baseChannels;
  }

  /**
   * Returns the output channels of an encoder block: 1, 2, 4, 8 and 8 times the base channels.
   *
   * @param block 1 (full resolution) to 5
   * @return the block's channels
   */
  public int encoderChannels(int block) {
    Ranges.within("block", block, 1, 5);
    return baseChannels * Math.min(8, 1 << (block - 1));
  }

  /**
   * Returns the output channels of the five decoder steps.
   *
   * @return five values, from the coarsest step to the finest
   */
  public List<Integer> decoderChannels() {
    return decoderChannels;
  }

  /**
   * Returns the kernel size of the bridge's first convolution.
   *
   * @return 1 or 3
   */
  public int bridgeKernel() {
    return bridgeKernel;
  }

  /**
   * Returns whether the encoder's feature before a pooling is added after the upsampling of that
   * level.
   *
   * @return true with skip additions
   */
  public boolean skip() {
    return skip;
  }

  /**
   * Returns how the decoder doubles the resolution.
   *
   * @return the upsampling mode
   */
  public Upsampling upsampling() {
    return upsampling;
  }

  /**
   * Returns the form of the refinement head.
   *
   * @return the head, {@link RefinementHead#NONE} without one
   */
  public RefinementHead refinementHead() {
    return refinementHead;
  }

  /**
   * Returns the channels of the refinement head's three hidden convolutions.
   *
   * @return the channels, 64 in the paper
   */
  public int refinementChannels() {
    return refinementChannels;
  }

  /**
   * Returns how the trimap enters the network.
   *
   * @return the encoding of the fourth input channel
   */
  public TrimapEncoding trimapEncoding() {
    return trimapEncoding;
  }

  /**
   * Returns the epsilon that batch normalisation adds to a variance before taking its square root.
   *
   * @return a small positive number, 1e-5 by default
   */
  public double batchNormEpsilon() {
    return batchNormEpsilon;
  }

  /**
   * Returns the methods without a network whose mattes guide the network.
   *
   * @return names such as {@code graph}, in the order of the input's channels; empty for a network
   *     without guides
   */
  public List<String> guides() {
    return guides;
  }

  /**
   * Returns the input channels: red, green, blue, trimap, then 2g - 1 for each guide's matte g in
   * 0..1.
   *
   * @return 4 plus one for each guide
   */
  public int inputChannels() {
    return COLOURS_AND_TRIMAP + guides.size();
  }

  /**
   * Returns the whole configuration under the keys of a model file.
   *
   * @return an unmodifiable map of texts, integers, booleans and numbers, in the order of the file;
   *     {@code guides} only if there are any
   */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("variant", variant.id());
    map.put("baseChannels", baseChannels);
    map.put("decoderChannels", decoderChannels);
    map.put("bridgeKernel", bridgeKernel);
    map.put("skip", skip);
    map.put("upsampling", upsampling.id());
    map.put("refinementHead", refinementHead.id());
    map.put("refinementChannels", refinementChannels);
    map.put("trimapEncoding", trimapEncoding.id());
    map.put("batchNormEpsilon", batchNormEpsilon);
    if (!guides.isEmpty()) {
      map.put("guides", guides);
    }
    return Collections.unmodifiableMap(map);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NetworkConfig that
        && variant == that.variant
        && baseChannels == that.baseChannels
        && decoderChannels.equals(that.decoderChannels)
        && bridgeKernel == that.bridgeKernel
        && skip == that.skip
        && upsampling == that.upsampling
        && refinementHead == that.refinementHead
        && refinementChannels == that.refinementChannels
        && trimapEncoding == that.trimapEncoding
        && Double.compare(batchNormEpsilon, that.batchNormEpsilon) == 0
        && guides.equals(that.guides);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        variant,
        baseChannels,
        decoderChannels,
        bridgeKernel,
        skip,
        upsampling,
        refinementHead,
        refinementChannels,
        trimapEncoding,
        batchNormEpsilon,
        guides);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, base %d, decoder %s, bridge %dx%d, %s, upsampling %s, refinement head %s (%d), trimap"
            + " %s, epsilon %s%s",
        variant.id(),
        baseChannels,
        decoderChannels,
        bridgeKernel,
        bridgeKernel,
        skip ? "skip" : "no skip",
        upsampling.id(),
        refinementHead.id(),
        refinementChannels,
        trimapEncoding.id(),
        batchNormEpsilon,
        guides.isEmpty() ? "" : ", guided by " + String.join(" and ", guides));
  }

  /** Collects and validates a {@link NetworkConfig}. Not safe to share between threads. */
  public static final class Builder {
    private final Variant variant;
    private int baseChannels = 64;
    private @Nullable List<Integer> decoderChannels;
    private int bridgeKernel = 3;
    private boolean skip;
    private Upsampling upsampling = Upsampling.MAX_UNPOOL;
    private RefinementHead refinementHead = RefinementHead.NONE;
    private @Nullable Integer refinementChannels;
    private @Nullable TrimapEncoding trimapEncoding;
    private double batchNormEpsilon = 1e-5;
    private List<String> guides = List.of();

    private Builder(Variant variant) {
      this.variant = variant;
    }

    private Builder(Builder other) {
      variant = other.variant;
      baseChannels = other.baseChannels;
      decoderChannels = other.decoderChannels;
      bridgeKernel = other.bridgeKernel;
      skip = other.skip;
      upsampling = other.upsampling;
      refinementHead = other.refinementHead;
      refinementChannels = other.refinementChannels;
      trimapEncoding = other.trimapEncoding;
      batchNormEpsilon = other.batchNormEpsilon;
      guides = other.guides;
    }

    /**
     * Sets the width of the network.
     *
     * @param channels channels of the first encoder block, 1 to 256
     * @return this builder
     */
    public Builder baseChannels(int channels) {
      baseChannels = channels;
      return this;
    }

    /**
     * Sets the decoder's output channels; by default they follow the variant and the width.
     *
     * @param channels five values, from the coarsest step to the finest
     * @return this builder
     */
    public Builder decoderChannels(List<Integer> channels) {
      decoderChannels = List.copyOf(channels);
      return this;
    }

    /**
     * Sets the kernel size of the bridge's first convolution.
     *
     * @param size 1 or 3
     * @return this builder
     */
    public Builder bridgeKernel(int size) {
      bridgeKernel = size;
      return this;
    }

    /**
     * Adds the encoder's features to the decoder's.
     *
     * @param enabled true for skip additions
     * @return this builder
     */
    public Builder skip(boolean enabled) {
      skip = enabled;
      return this;
    }

    /**
     * Sets how the decoder doubles the resolution.
     *
     * @param mode the upsampling mode
     * @return this builder
     */
    public Builder upsampling(Upsampling mode) {
      upsampling = mode;
      return this;
    }

    /**
     * Sets the form of the refinement head.
     *
     * @param head the head, {@link RefinementHead#NONE} for none
     * @return this builder
     */
    public Builder refinementHead(RefinementHead head) {
      refinementHead = head;
      return this;
    }

    /**
     * Sets the channels of the refinement head's hidden convolutions; the base channels by default.
     *
     * @param channels 1 to 256
     * @return this builder
     */
    public Builder refinementChannels(int channels) {
      refinementChannels = channels;
      return this;
    }

    /**
     * Sets the encoding of the trimap; by default signed for seed and unit for classic.
     *
     * @param encoding the encoding of the fourth input channel
     * @return this builder
     */
    public Builder trimapEncoding(TrimapEncoding encoding) {
      trimapEncoding = encoding;
      return this;
    }

    /**
     * Sets the epsilon that batch normalisation adds to a variance.
     *
     * @param epsilon a small positive number
     * @return this builder
     */
    public Builder batchNormEpsilon(double epsilon) {
      batchNormEpsilon = epsilon;
      return this;
    }

    /**
     * Sets the methods without a network whose mattes guide the network; none by default.
     *
     * @param names at most 4 different names, such as {@code graph} and {@code closed-form}, in the
     *     order of the input's channels
     * @return this builder
     */
    public Builder guides(List<String> names) {
      guides = List.copyOf(names);
      return this;
    }

    /**
     * Validates the settings and returns the configuration.
     *
     * @return an immutable configuration
     * @throws InvalidInputException if a value is out of range or the channels contradict each
     *     other
     */
    public NetworkConfig build() {
      return new NetworkConfig(this);
    }
  }
}

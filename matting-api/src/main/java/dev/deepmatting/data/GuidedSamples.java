package dev.deepmatting.data;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.propagation.Propagation;
import dev.deepmatting.propagation.PropagationMethod;
import java.util.List;

/**
 * Samples with the mattes that a guided network takes in addition to image and trimap. One thread
 * computes each matte, from the sample's image and trimap alone. Immutable; safe to share between
 * threads if the source is.
 *
 * @since 0.1
 */
public final class GuidedSamples implements SampleSource {
  /**
   * The alpha of a guide at unknown pixels if the trimap has no known foreground, or no known
   * background.
   */
  public static final double UNDECIDED = 0.5;

  private final SampleSource source;
  private final List<Propagation> guides;

  private GuidedSamples(SampleSource source, List<Propagation> guides) {
    this.source = source;
    this.guides = guides;
  }

  /**
   * Returns a source that adds mattes to the samples of another.
   *
   * @param source the source of the samples
   * @param guides names of methods, in the order in which the network takes them: {@link
   *     dev.deepmatting.network.NetworkConfig#guides()}
   * @return the source itself if there are no guides
   * @throws InvalidInputException if a name is not that of a method
   */
  public static SampleSource of(SampleSource source, List<String> guides) {
    return guides.isEmpty()
        ? source
        : new GuidedSamples(source, guides.stream().map(GuidedSamples::propagation).toList());
  }

  private static Propagation propagation(String name) {
    PropagationMethod method =
        PropagationMethod.named(name)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "guides holds '"
                            + name
                            + "', wanted names of "
                            + PropagationMethod.all().stream()
                                .map(PropagationMethod::name)
                                .toList()));
    return Propagation.builder(method).undecided(UNDECIDED).threads(1).build();
  }

  @Override
  public int samplesPerEpoch() {
    return source.samplesPerEpoch();
  }

  @Override
  public MattingSample sample(long index) {
    MattingSample sample = source.sample(index);
    List<AlphaMatte> mattes =
        guides.stream().map(guide -> guide.estimate(sample.image(), sample.trimap())).toList();
    return sample.withGuides(mattes);
  }
}

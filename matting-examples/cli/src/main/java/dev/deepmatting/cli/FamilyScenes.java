package dev.deepmatting.cli;

import dev.deepmatting.data.MattingSample;
import dev.deepmatting.data.SampleSource;
import dev.deepmatting.image.Trimap;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The scenes of one family: the first ones whose trimap has known foreground and known background,
 * because methods without a network need both. In families that hardly have such scenes, such as
 * smoke, which is nowhere opaque, simply the first ones.
 */
final class FamilyScenes {
  private static final int TRIES_FOR_EACH = 10;

  private final String family;
  private final SampleSource samples;
  private final int count;
  private @Nullable List<Long> indices;

  FamilyScenes(String family, SampleSource samples, int count) {
    this.family = family;
    this.samples = samples;
    this.count = count;
  }

  /** Draws one of them. */
  ComparedPicture picture(int number) {
    List<Long> all = indices == null ? indices() : indices;
    indices = all;
    MattingSample sample = samples.sample(all.get(number));
    return new ComparedPicture(
        sample.name(),
        family,
        sample.image(),
        sample.trimap(),
        Optional.of(new ComparedPicture.Truth(sample.alpha(), sample.trimap())));
  }

  private List<Long> indices() {
    List<Long> usable =
        LongStream.range(0, (long) TRIES_FOR_EACH * count)
            .filter(index -> isUsable(samples.sample(index).trimap()))
            .limit(count)
            .boxed()
            .toList();
    return usable.size() == count ? usable : LongStream.range(0, count).boxed().toList();
  }

  private static boolean isUsable(Trimap trimap) {
    return trimap.foregroundCount() > 0 && trimap.backgroundCount() > 0;
  }
}

package dev.deepmatting.cli;

import dev.deepmatting.data.WholeImages;
import dev.deepmatting.data.scene.ProceduralScenes;
import dev.deepmatting.data.scene.SceneFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * Drawn scenes of each family with their exact mattes, the same for the same seed. Their colours
 * mix in linear light, as in photographs. They are drawn one at a time, so that no drawing runs
 * while a prediction is timed.
 */
final class DrawnSet {
  @Option(
      names = "--drawn",
      arity = "0..1",
      fallbackValue = "2",
      paramLabel = "N",
      description = {
        "Drawn scenes to compare on, N of each family: hair, fur, smoke, glass and",
        "so on. Default: ${FALLBACK-VALUE}"
      })
  private @Nullable Integer count;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "An integer that decides what is drawn. Default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--size",
      defaultValue = "480",
      paramLabel = "PIXELS",
      description = "The side of a drawn scene. Default: ${DEFAULT-VALUE}")
  private int size;

  void requireUsable(CommandLine command) {
    if (count != null && count < 1) {
      throw new ParameterException(command, "--drawn is " + count + ", wanted at least 1");
    }
    OptionName.naming("--size", () -> scenes(SceneFamily.HAIR));
  }

  Optional<ComparedSet> find() {
    if (count == null) {
      return Optional.empty();
    }
    List<ComparedSet.Entry> entries = new ArrayList<>();
    for (SceneFamily family : SceneFamily.values()) {
      String name = family.name().toLowerCase(Locale.ROOT).replace('_', '-');
      FamilyScenes scenes =
          new FamilyScenes(name, WholeImages.of(scenes(family), seed).inLight(), count);
      for (int i = 0; i < count; i++) {
        int number = i;
        entries.add(new ComparedSet.Entry(name + "-" + i, () -> scenes.picture(number)));
      }
    }
    return Optional.of(
        new ComparedSet("Drawn scenes", "drawn", kind(), "family", entries, List.of()));
  }

  private ComparedSet.Kind kind() {
    String further =
        String.format(
            Locale.ROOT,
            " of %dx%d pixels, %d of each family, as `--drawn %d --seed %d --size %d` draws them",
            size,
            size,
            count,
            count,
            seed,
            size);
    return new ComparedSet.Kind("scene" + further, "scenes" + further);
  }

  /** Families do not share their backgrounds. */
  private ProceduralScenes scenes(SceneFamily family) {
    return ProceduralScenes.builder()
        .seed(seed * SceneFamily.values().length + family.ordinal())
        .families(family)
        .size(size, size)
        .build();
  }

  /** Returns a small scene to warm up with. */
  static ComparedPicture small() {
    ProceduralScenes scenes =
        ProceduralScenes.builder().families(SceneFamily.FUR).size(192, 192).build();
    return new FamilyScenes("fur", WholeImages.of(scenes, 0), 1).picture(0);
  }
}

package dev.deepmatting.cli;

import dev.deepmatting.data.scene.ProceduralScenes;
import dev.deepmatting.data.scene.SceneFamily;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for the content of drawn scenes. */
final class DrawnOptions {
  @Option(
      names = "--family",
      split = ",",
      converter = EnumConverter.OfSceneFamily.class,
      completionCandidates = EnumConverter.OfSceneFamily.class,
      paramLabel = "NAME",
      description = {
        "The families to draw: hair, fur, soft-edge, motion-blur, smoke, glass, mesh, lace, foliage, holes, pelt.",
        "Default: all"
      })
  private @Nullable List<SceneFamily> families;

  @Option(
      names = "--textures",
      paramLabel = "DIR",
      description = {
        "Photographs to cover half of the drawn objects and grounds, in other",
        "colours and sometimes blurred. Default: all surfaces are drawn"
      })
  private @Nullable Path textures;

  @Nullable List<SceneFamily> families() {
    return families;
  }

  @Nullable Path textures() {
    return textures;
  }

  void addTo(ProceduralScenes.Builder scenes) {
    if (families != null) {
      scenes.families(families.toArray(SceneFamily[]::new));
    }
    if (textures != null) {
      scenes.textures(textures);
    }
  }

  @Override
  public String toString() {
    return (families == null ? "all families" : families.toString().toLowerCase(Locale.ROOT))
        + (textures == null ? "" : ", textures of " + textures.getFileName());
  }
}

package dev.deepmatting.dl4j.internal.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.data.Layers;
import dev.deepmatting.data.folder.CompositionDataset;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data set of WebP files, which this module's decoder reads. */
class WebpDataSetTest {
  @TempDir private Path root;

  @Test
  void takesCutOutsAndBackgrounds() throws IOException {
    copy("lossless-alpha.webp", "cutouts");
    copy("lossless.webp", "backgrounds");

    Layers layers =
        CompositionDataset.builder()
            .cutouts(root.resolve("cutouts"))
            .backgrounds(root.resolve("backgrounds"))
            .build()
            .layers(0);

    assertThat(layers.name()).isEqualTo("lossless-alpha_lossless");
    assertThat(layers.foreground().alpha().alphaAt(5, 3)).isEqualTo(210 / 255f);
    assertThat(layers.foreground().colours().sample8(5, 3, 0)).isEqualTo(50);
    assertThat(layers.background().sample8(5, 3, 1)).isEqualTo(45);
  }

  private void copy(String name, String folder) throws IOException {
    Path target = Files.createDirectories(root.resolve(folder)).resolve(name);
    try (InputStream content = WebpDataSetTest.class.getResourceAsStream(name)) {
      Files.copy(content, target);
    }
  }
}

package dev.deepmatting.trimap;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentersTest {
  private static final RgbImage IMAGE = Scenes.plain(2, 1, 9, 9, 9);
  private static final Trimap HINTS = Trimap.of(2, 1, new byte[] {0, (byte) 128});

  @Test
  void saysWhyASegmenterCannotStart(@TempDir Path folder) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(ObjectSegmenter.class.getName()), "no.such.Segmenter");
    URL[] classPath = {folder.toUri().toURL()};

    try (URLClassLoader loader =
        new URLClassLoader(classPath, ObjectSegmenter.class.getClassLoader())) {
      assertThatThrownBy(() -> ObjectSegmentation.Segmenters.segment(IMAGE, HINTS, loader))
          .isInstanceOf(EngineException.class)
          .hasMessageStartingWith("the object segmenter cannot be used: ")
          .hasMessageContaining("no.such.Segmenter");
    }
  }
}

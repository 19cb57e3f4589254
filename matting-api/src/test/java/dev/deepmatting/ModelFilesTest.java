package dev.deepmatting;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.network.WeightSource;
import dev.deepmatting.spi.ModelFormats;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {
  @TempDir private Path folder;

  @Test
  void saysWhichDependencyIsMissing() {
    assertThatThrownBy(() -> ModelFiles.inspect(WeightSource.parse("a.pth")))
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "nothing on the class path reads files of weights; add the dependency"
                + " dev.deepmatting:matting-dl4j");
  }

  @Test
  void namesABrokenProvider() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF").resolve("services"));
    Files.writeString(services.resolve(ModelFormats.class.getName()), "stranger.Broken");
    URL[] urls = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      assertThatThrownBy(() -> ModelFiles.formats(loader))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("stranger.Broken");
    }
  }
}

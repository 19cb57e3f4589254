package dev.deepmatting.pretrained;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
  @TempDir private Path root;
  private final Properties properties = new Properties();

  @BeforeEach
  void home() {
    properties.setProperty("user.home", root.resolve("home").toString());
    properties.setProperty("os.name", "Linux");
  }

  @Test
  void isInTheHomeFolder() {
    assertThat(
            PretrainedCache.CacheFolder.standard(
                Map.of("LOCALAPPDATA", root.toString()), properties))
        .isEqualTo(root.resolve("home/.cache/deep-matting"));
  }

  @Test
  void followsXdg() {
    assertThat(
            PretrainedCache.CacheFolder.standard(
                Map.of("XDG_CACHE_HOME", root.toString()), properties))
        .isEqualTo(root.resolve("deep-matting"));
  }

  @Test
  void ignoresARelativeOrEmptyXdgFolder() {
    for (String value : new String[] {"relative", ""}) {
      assertThat(PretrainedCache.CacheFolder.standard(Map.of("XDG_CACHE_HOME", value), properties))
          .isEqualTo(root.resolve("home/.cache/deep-matting"));
    }
  }

  @Test
  void isLocalApplicationDataOnWindows() {
    properties.setProperty("os.name", "Windows 11");
    Map<String, String> environment =
        Map.of("LOCALAPPDATA", root.toString(), "XDG_CACHE_HOME", root.resolve("x").toString());

    assertThat(PretrainedCache.CacheFolder.standard(environment, properties))
        .isEqualTo(root.resolve("deep-matting"));
  }

  @Test
  void isTheSystemPropertyIfSet() {
    properties.setProperty("dev.deepmatting.cache", root.resolve("mine").toString());

    assertThat(
            PretrainedCache.CacheFolder.standard(
                Map.of("XDG_CACHE_HOME", root.toString()), properties))
        .isEqualTo(root.resolve("mine"));
  }

  @Test
  void ofTheBuilderWins() {
    assertThat(PretrainedCache.builder().folder(root).build().folder()).isEqualTo(root);
    assertThat(PretrainedCache.standard().path(PretrainedFile.vgg16Bn()))
        .isAbsolute()
        .hasFileName("vgg16_bn-6c64b313.pth");
  }
}

package dev.deepmatting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.network.Engine;
import dev.deepmatting.network.WeightSource;
import dev.deepmatting.spi.EngineProvider;
import dev.deepmatting.spi.EngineSettings;
import dev.deepmatting.spi.MattingEngine;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineSelectionTest {
  @TempDir private Path folder;

  @Test
  void autoTakesTheHighestPriority() {
    EngineProvider low = new FakeProvider(-1);
    EngineProvider high = new FakeProvider(7);
    EngineProvider middle = new FakeProvider(3);

    assertThat(EngineSelection.select(Engine.AUTO, List.of(low, high, middle))).isSameAs(high);
  }

  @Test
  void saysWhichDependencyBringsAMissingEngine() {
    assertThatThrownBy(() -> EngineSelection.select(Engine.SAMEDIFF, List.of()))
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "engine SAMEDIFF is not on the class path (found: []); add the dependency"
                + " dev.deepmatting:matting-dl4j");
  }

  @Test
  void namesABrokenProvider() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF").resolve("services"));
    Files.writeString(services.resolve(EngineProvider.class.getName()), "stranger.Broken");
    URL[] urls = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      assertThatThrownBy(() -> EngineSelection.providers(loader))
          .isInstanceOf(EngineException.class)
          .hasMessageStartingWith("an engine on the class path cannot be used: ")
          .hasMessageContaining("stranger.Broken")
          .hasCauseInstanceOf(ServiceConfigurationError.class);
    }
  }

  @Test
  void autoPassesOverWhatDoesNotWorkHere() {
    EngineProvider broken = new FakeProvider(7, false);
    EngineProvider working = new FakeProvider(3);

    assertThat(EngineSelection.select(Engine.AUTO, List.of(broken, working))).isSameAs(working);
    assertThat(EngineSelection.select(Engine.SAMEDIFF, List.of(broken))).isSameAs(broken);
  }

  private record FakeProvider(int priority, boolean isAvailable) implements EngineProvider {
    FakeProvider(int priority) {
      this(priority, true);
    }

    @Override
    public Engine engine() {
      return Engine.SAMEDIFF;
    }

    @Override
    public MattingEngine open(WeightSource weights, EngineSettings settings) {
      throw new UnsupportedOperationException();
    }
  }
}

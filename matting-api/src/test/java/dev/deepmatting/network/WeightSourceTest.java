package dev.deepmatting.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WeightSourceTest {
  @Test
  void tellsFilesFromBuiltinModels() {
    assertThat(WeightSource.parse("builtin:dim-small").builtinName()).isEqualTo("dim-small");
    assertThat(WeightSource.parse("a.safetensors").path()).isEqualTo(Path.of("a.safetensors"));
  }

  @Test
  void refusesAnEmptyName() {
    assertThatThrownBy(() -> WeightSource.parse(""))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("model is '', wanted builtin:NAME or the path of a file");
  }

  @Test
  void carriesTheUsersWordAndLeavesTheOriginalAsItIs() {
    WeightSource plain = WeightSource.parse("a.pth");
    WeightSource told = plain.withSkip(true).withStrict(false);
    assertThat(told.skip()).contains(true);
    assertThat(told.strict()).isFalse();
    assertThat(told.path()).isEqualTo(Path.of("a.pth"));
    assertThat(plain.skip()).isEmpty();
    assertThat(plain.strict()).isTrue();
  }
}

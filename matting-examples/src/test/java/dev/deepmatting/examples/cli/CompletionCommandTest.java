package dev.deepmatting.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionCommandTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void printsAScriptThatKnowsCommandsAndOptions(String shell) {
    Run run = Run.matting("completion", shell);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("complete -F _complete_matting", "bashcompinit")
        .contains("cutout", "--scribbles", "--feather");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void bashCompletesWithIt() throws IOException, InterruptedException {
    Path script = folder.resolve("completion");
    Files.writeString(script, Run.matting("completion", "bash").out());
    String complete =
        "source '"
            + script
            + "'; COMP_WORDS=(matting cuto); COMP_CWORD=1;"
            + " _complete_matting; echo \"${COMPREPLY[@]}\"";

    Process bash = new ProcessBuilder("bash", "-c", complete).redirectErrorStream(true).start();
    String printed = new String(bash.getInputStream().readAllBytes());

    assertThat(bash.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(printed.strip()).isEqualTo("cutout");
  }

  @Test
  void refusesOtherShells() {
    Run run = Run.matting("completion", "fish");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("matting: ").contains("bash", "zsh");
  }
}

package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

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

  /** What is offered to be typed is what the options take. */
  @Test
  void offersValuesThatAreAccepted() throws Exception {
    int offered = 0;
    for (CommandLine command : MattingCommand.commandLine().getSubcommands().values()) {
      for (OptionSpec option : command.getCommandSpec().options()) {
        if (option.completionCandidates() == null || option.converters().length == 0) {
          assertThat(option.auxiliaryTypes()[0].isEnum()).as(option.longestName()).isFalse();
          continue;
        }
        for (String candidate : option.completionCandidates()) {
          assertThat(option.converters()[0].convert(candidate)).isNotNull();
          assertThat(candidate).isEqualTo(candidate.toLowerCase(Locale.ROOT));
          offered++;
        }
      }
    }
    assertThat(offered).isGreaterThan(30);
  }

  @Test
  void refusesOtherShells() {
    Run run = Run.matting("completion", "fish");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("matting: ").contains("bash", "zsh");
  }
}

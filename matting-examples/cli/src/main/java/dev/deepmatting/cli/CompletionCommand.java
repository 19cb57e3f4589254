package dev.deepmatting.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script for shell completion. */
@Command(
    name = "completion",
    description = {"Prints a script for shell completion of commands and options.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the script was printed", "2:bad usage"},
    footer = {
      "",
      "Examples:",
      "  source <(matting completion bash)",
      "  matting completion zsh > ~/.matting-completion && source ~/.matting-completion"
    })
final class CompletionCommand implements Callable<Integer> {
  private enum Shell {
    bash,
    zsh
  }

  @Parameters(paramLabel = "bash|zsh", description = "The shell.")
  private Shell shell;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(script());
    spec.commandLine().getOut().flush();
    return ExitCode.DONE;
  }

  /** Returns a script for both shells: it enables what zsh needs. */
  private String script() {
    return switch (shell) {
      case bash, zsh -> AutoComplete.bash("matting", spec.root().commandLine());
    };
  }
}

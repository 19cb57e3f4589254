package dev.deepmatting.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line tool: {@code matting COMMAND}. */
@Command(
    name = "matting",
    description =
        "Separates a foreground from its photograph and composes it over something else; makes"
            + " trimaps and training samples; trains networks; scores mattes and compares models;"
            + " inspects and converts models.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Example:",
      "  matting predict --image photo.jpg --trimap trimap.png --out results",
      "  matting cutout --image photo.jpg --rect 120,80,640,900 --out results",
      "",
      "Help on a command: matting COMMAND --help"
    })
public final class MattingCommand {
  /** In the order of the help. */
  private static final List<Class<?>> COMMANDS =
      List.of(
          PredictCommand.class,
          CutoutCommand.class,
          CompositeCommand.class,
          PreviewCommand.class,
          TrimapCommand.class,
          EvaluateCommand.class,
          CompareCommand.class,
          ComposeCommand.class,
          TrainCommand.class,
          InspectCommand.class,
          ConvertCommand.class,
          ModelsCommand.class,
          FetchCommand.class,
          ServeCommand.class,
          CompletionCommand.class,
          CommandLine.HelpCommand.class);

  private static final Handlers HANDLERS = new Handlers();

  private static final List<Class<?>> NEED_ALL =
      List.of(CompletionCommand.class, CommandLine.HelpCommand.class);

  @Option(
      names = "--stack-trace",
      scope = ScopeType.INHERIT,
      description = "Print the Java stack trace of an error.")
  private boolean stackTrace;

  private MattingCommand() {}

  /**
   * Runs a command and ends the JVM with its exit code.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    int exitCode = run(args);
    UnfinishedFiles.end(exitCode);
    System.exit(exitCode);
  }

  static int run(String... args) {
    NativesAhead.begin(args);
    return execute(commandLine(args), args);
  }

  /** Runs a command; inputs that are pipes are read first. */
  static int execute(CommandLine line, String... args) {
    try {
      return line.execute(PipedFiles.received(args));
    } catch (IOException e) {
      ErrorReport.print(line.getErr(), "an input that is a pipe cannot be read: " + e);
      return ExitCode.BAD_USAGE;
    }
  }

  /**
   * Returns the parser that also runs commands.
   *
   * @param args the arguments about to be parsed: if they name a command that needs no others, the
   *     others are omitted, which saves a tenth of a second at the start
   * @return all commands, or the named one
   */
  public static CommandLine commandLine(String... args) {
    CommandLine line = new CommandLine(new MattingCommand());
    Optional<Class<?>> named = named(args);
    for (Class<?> command : named.isPresent() ? List.of(named.get()) : COMMANDS) {
      line.addSubcommand(command);
    }
    return line.setUsageHelpWidth(100)
        .setParameterExceptionHandler(HANDLERS)
        .setExecutionStrategy(HANDLERS)
        .setExecutionExceptionHandler(HANDLERS);
  }

  /** Not method references, with which a class-data archive of Java 17 leaves these out. */
  private static final class Handlers
      implements CommandLine.IParameterExceptionHandler,
          CommandLine.IExecutionStrategy,
          CommandLine.IExecutionExceptionHandler {
    @Override
    public int handleParseException(CommandLine.ParameterException error, String[] args) {
      return ErrorReport.badUsage(error);
    }

    @Override
    public int execute(CommandLine.ParseResult parsed) {
      return run(parsed);
    }

    @Override
    public int handleExecutionException(
        Exception error, CommandLine command, CommandLine.ParseResult parsed) {
      return ErrorReport.failure(error, command);
    }
  }

  private static Optional<Class<?>> named(String... args) {
    Optional<String> word =
        Arrays.stream(args).filter(argument -> !argument.startsWith("-")).findFirst();
    return COMMANDS.stream()
        .filter(command -> word.isPresent() && word.get().equals(name(command)))
        .filter(command -> !NEED_ALL.contains(command))
        .findFirst();
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  /** Picocli hands exceptions to the handler, but not errors. */
  private static int run(CommandLine.ParseResult parsed) {
    try {
      int exitCode = new CommandLine.RunLast().execute(parsed);
      if (exitCode == ExitCode.DONE) {
        parsed.commandSpec().commandLine().getOut().flush();
        StandardOutput.requireWritten();
      }
      return exitCode;
    } catch (OutOfMemoryError | IOException e) {
      ErrorReport.print(parsed.commandSpec().commandLine().getErr(), ErrorReport.message(e));
      return ExitCode.BAD_USAGE;
    }
  }

  boolean stackTrace() {
    return stackTrace;
  }
}

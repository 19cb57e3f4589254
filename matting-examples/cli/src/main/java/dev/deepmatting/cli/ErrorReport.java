package dev.deepmatting.cli;

import dev.deepmatting.error.MattingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Reports an error in one line: {@code matting: MESSAGE}. */
final class ErrorReport {
  private static final String PREFIX = "matting: ";

  private ErrorReport() {}

  /** Reports bad options: the message and where to find help. */
  static int badUsage(ParameterException error, String[] args) {
    CommandLine command = error.getCommandLine();
    PrintWriter err = command.getErr();
    print(err, error.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(error, err);
    err.println("Help: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.BAD_USAGE;
  }

  /** Reports any error that ended a command. */
  static int failure(Exception error, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    print(err, message(error));
    MattingCommand root = (MattingCommand) command.getCommandSpec().root().userObject();
    if (root.stackTrace()) {
      error.printStackTrace(err);
    } else if (!isExpected(error)) {
      err.println("This is a bug; --stack-trace shows where. Please report it.");
    }
    return ExitCode.BAD_USAGE;
  }

  static void print(PrintWriter err, String message) {
    err.println(PREFIX + Printable.text(message));
    err.flush();
  }

  static String message(Throwable error) {
    if (error instanceof OutOfMemoryError) {
      return "out of memory ("
          + error.getMessage()
          + "); wanted more than the JVM may take,"
          + " try MATTING_OPTS=-Xmx8g or a smaller picture";
    }
    if (error instanceof UncheckedIOException) {
      return message(error.getCause());
    }
    return error instanceof MattingException
        ? error.getMessage()
        : error.getClass().getSimpleName() + ": " + error.getMessage();
  }

  private static boolean isExpected(Throwable error) {
    return error instanceof MattingException
        || error instanceof IOException
        || error instanceof UncheckedIOException;
  }
}

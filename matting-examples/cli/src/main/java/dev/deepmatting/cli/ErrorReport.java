package dev.deepmatting.cli;

import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.MattingInterruptedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Reports an error in one line: {@code matting: MESSAGE}. */
final class ErrorReport {
  private static final String PREFIX = "matting: ";

  private ErrorReport() {}

  /** Reports bad options: the message and where to find help. */
  static int badUsage(ParameterException error) {
    CommandLine command = error.getCommandLine();
    PrintWriter err = command.getErr();
    print(err, String.valueOf(error.getMessage()));
    CommandLine.UnmatchedArgumentException.printSuggestions(error, err);
    err.println("Help: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.BAD_USAGE;
  }

  /** Reports any error that ended a command. */
  static int failure(Exception error, CommandLine command) {
    PrintWriter err = command.getErr();
    print(err, message(error));
    MattingCommand root = (MattingCommand) command.getCommandSpec().root().userObject();
    if (root.stackTrace()) {
      error.printStackTrace(err);
    } else if (!isExpected(error)) {
      err.println("This is a bug; --stack-trace shows where. Please report it.");
    }
    return error instanceof MattingInterruptedException ? ExitCode.SOME_FAILED : ExitCode.BAD_USAGE;
  }

  static void print(PrintWriter err, String message) {
    err.println(PREFIX + Printable.text(PipedFiles.named(message)));
    err.flush();
  }

  static String message(Throwable error) {
    if (error instanceof OutOfMemoryError) {
      return "out of memory ("
          + error.getMessage()
          + "); wanted more than the JVM can use,"
          + " try MATTING_OPTS=-Xmx8g or a smaller picture";
    }
    if (error instanceof UncheckedIOException unchecked) {
      return message(Objects.requireNonNull(unchecked.getCause()));
    }
    return error instanceof MattingException
        ? String.valueOf(error.getMessage())
        : error.getClass().getSimpleName() + ": " + error.getMessage();
  }

  private static boolean isExpected(Throwable error) {
    return error instanceof MattingException
        || error instanceof IOException
        || error instanceof UncheckedIOException;
  }
}

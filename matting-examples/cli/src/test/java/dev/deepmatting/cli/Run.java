package dev.deepmatting.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What a command line did.
 *
 * @param exitCode its exit code
 * @param out what it printed
 * @param err what it complained about
 */
public record Run(int exitCode, String out, String err) {
  public static Run matting(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        MattingCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    int exitCode = MattingCommand.execute(command, words);
    return new Run(exitCode, out.toString(), err.toString());
  }

  static Run predict(Object image, Object trimap, Object out) {
    return matting("predict", "--image", image, "--trimap", trimap, "--out", out);
  }
}

package dev.deepmatting.cli;

import dev.deepmatting.metrics.MattingScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Limits for the mean errors, so that a build can depend on them. */
final class Budgets {
  private static final String WHAT = "Ends with exit code 1 if the mean is larger.";

  @Option(names = "--max-sad", paramLabel = "X", description = WHAT)
  private @Nullable Double sad;

  @Option(names = "--max-mse", paramLabel = "X", description = WHAT)
  private @Nullable Double mse;

  @Option(names = "--max-grad", paramLabel = "X", description = WHAT)
  private @Nullable Double gradient;

  @Option(names = "--max-conn", paramLabel = "X", description = WHAT)
  private @Nullable Double connectivity;

  @Option(names = "--max-mad", paramLabel = "X", description = WHAT)
  private @Nullable Double mad;

  /** Returns one message for each budget that the means exceed. */
  List<String> broken(MattingScores mean) {
    List<String> broken = new ArrayList<>();
    compare("SAD", mean.sad(), sad, broken);
    compare("MSE", mean.mse(), mse, broken);
    compare("grad", mean.gradient(), gradient, broken);
    compare("conn", mean.connectivity(), connectivity, broken);
    compare("MAD", mean.mad(), mad, broken);
    return broken;
  }

  void requireUsable(CommandLine command) {
    requireUsable("--max-sad", sad, command);
    requireUsable("--max-mse", mse, command);
    requireUsable("--max-grad", gradient, command);
    requireUsable("--max-conn", connectivity, command);
    requireUsable("--max-mad", mad, command);
  }

  private static void compare(
      String name, double mean, @Nullable Double budget, List<String> broken) {
    if (budget != null && mean > budget) {
      broken.add(
          String.format(Locale.ROOT, "mean %s is %s, wanted at most %s", name, mean, budget));
    }
  }

  private static void requireUsable(String name, @Nullable Double budget, CommandLine command) {
    if (budget != null && !(budget >= 0 && budget <= Double.MAX_VALUE)) {
      throw new ParameterException(command, name + " is " + budget + ", wanted a number from 0");
    }
  }
}

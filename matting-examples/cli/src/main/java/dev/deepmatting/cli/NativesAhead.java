package dev.deepmatting.cli;

import dev.deepmatting.network.Engine;
import dev.deepmatting.spi.EngineProvider;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Loads native libraries on a thread of its own while the command line is parsed and its files are
 * looked for. What fails here is told when a network needs the libraries.
 */
final class NativesAhead {
  private static final List<String> COMMANDS = List.of("predict", "cutout", "composite", "preview");
  private static final String OPTION = "--model";
  private static final String METHODS = "builtin:";
  private static final String NETWORKS = "builtin:dim-";
  private static final String OTHER_ENGINE = "samediff";

  private NativesAhead() {}

  /** Begins if the arguments ask for a network. */
  static void begin(String... args) {
    if (args.length > 0 && COMMANDS.contains(args[0]) && hasNetwork(args)) {
      Thread thread = new Loading();
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Whether a model is named that is no method; other engines have other libraries. */
  static boolean hasNetwork(String... args) {
    // Plain loops: a start would wait for classes that streams make.
    String model = "";
    String option = "";
    for (String argument : args) {
      if (argument.endsWith(OTHER_ENGINE)) {
        return false;
      }
      if (option.equals(OPTION)) {
        model = argument;
      } else if (argument.startsWith(OPTION + "=")) {
        model = argument.substring(OPTION.length() + 1);
      }
      option = argument;
    }
    return model.startsWith(METHODS) ? model.startsWith(NETWORKS) : !model.isEmpty();
  }

  private static final class Loading extends Thread {
    Loading() {
      super("matting-ahead");
    }

    @Override
    public void run() {
      try {
        for (EngineProvider provider : ServiceLoader.load(EngineProvider.class)) {
          if (provider.engine() == Engine.ONEDNN) {
            provider.isAvailable();
          }
        }
      } catch (RuntimeException | Error e) {
        // Told where the engine is opened, by the command that needs it.
        return;
      }
    }
  }
}

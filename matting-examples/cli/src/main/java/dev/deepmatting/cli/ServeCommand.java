package dev.deepmatting.cli;

import dev.deepmatting.Matting;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.server.MattingServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves cut-outs over HTTP until it is told to end. */
@Command(
    name = "serve",
    description = {
      "Cuts objects out over HTTP, and has a page to paint trimaps on. It keeps pictures",
      "in memory only and fetches nothing. Ctrl-C ends it.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it was told to end", "2:bad usage, or it could not start"},
    footer = {
      "",
      "Examples:",
      "  matting serve --port 7000",
      "  matting serve --auto u2netp --workers 2 --keys keys.txt --access-log"
    })
final class ServeCommand implements Callable<Integer> {
  private static final int MILLIS = 1000;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      paramLabel = "ADDRESS",
      description = {
        "The address to listen on; 0.0.0.0 means all, so that others can come.",
        "Default: ${DEFAULT-VALUE}, this machine alone"
      })
  private String host;

  @Option(
      names = "--port",
      defaultValue = "7000",
      paramLabel = "N",
      description = "The port; 0 takes any free one. Default: ${DEFAULT-VALUE}")
  private int port;

  @Mixin private AutomaticOptions automatic;

  @Option(
      names = "--workers",
      converter = ThreadsConverter.class,
      paramLabel = "N",
      description = "Pictures at once. Default: one for each two processors")
  private @Nullable Integer workers;

  @Option(
      names = "--waiting",
      defaultValue = "16",
      paramLabel = "N",
      description =
          "Pictures that may wait; more are told to come again. Default: ${DEFAULT-VALUE}")
  private int waiting;

  @Option(
      names = "--timeout",
      defaultValue = "60",
      paramLabel = "SECONDS",
      description = "The time for a request, waiting included. Default: ${DEFAULT-VALUE}")
  private double seconds;

  @Option(
      names = "--max-body",
      defaultValue = "64MB",
      converter = MemoryConverter.class,
      paramLabel = "SIZE",
      description = "The largest body of a request. Default: ${DEFAULT-VALUE}")
  private MemorySize maxBody;

  @Option(
      names = "--max-pixels",
      defaultValue = "50000000",
      paramLabel = "N",
      description = "The largest picture, width times height. Default: ${DEFAULT-VALUE}")
  private long maxPixels;

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = {
        "Makes requests need an X-Api-Key. The file has the SHA-256 of a key in",
        "hexadecimal on each line."
      })
  private @Nullable Path keys;

  @Option(
      names = "--access-log",
      description = "Log each request: address, method, path, status, bytes, milliseconds.")
  private boolean accessLog;

  @Option(
      names = "--threads",
      converter = ThreadsConverter.class,
      paramLabel = "N",
      description = "Threads of a method's prediction. Default: one for each core")
  private @Nullable Integer threads;

  @Mixin private ModelOptions model;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    EmptyValues.refuse(spec);
    automatic.requireUsable();
    try (AutomaticOptions source = automatic;
        Matting matting = model.open(threads);
        MattingServer server = builder(matting, source).start()) {
      spec.commandLine().getOut().printf("listening on http://%s:%d/%n", host, server.port());
      spec.commandLine().getOut().flush();
      UnfinishedFiles.deletedOnExit(() -> join(server));
      return ExitCode.DONE;
    }
  }

  private static boolean join(MattingServer server) {
    try {
      server.join();
    } catch (InterruptedException e) {
      // That is how it is told to end: what follows closes the server in peace.
      return true;
    }
    return true;
  }

  private MattingServer.Builder builder(Matting matting, AutomaticOptions source) {
    MattingServer.Builder builder = MattingServer.builder(matting).host(host);
    OptionName.naming("--port", () -> builder.port(port));
    OptionName.naming("--waiting", () -> builder.waiting(waiting));
    OptionName.naming(
        "--timeout", () -> builder.timeout(Duration.ofMillis(Math.round(seconds * MILLIS))));
    OptionName.naming("--max-body", () -> builder.maxBytes(maxBody.bytes()));
    OptionName.naming("--max-pixels", () -> builder.maxPixels(maxPixels));
    if (workers != null) {
      builder.workers(workers);
    }
    Path file = keys;
    if (file != null) {
      OptionName.naming("--keys", () -> builder.keys(file));
    }
    if (source.isGiven()) {
      builder.automatic(source.open());
    }
    return builder.accessLog(accessLog);
  }
}

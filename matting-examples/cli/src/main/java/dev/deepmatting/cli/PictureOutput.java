package dev.deepmatting.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.deepmatting.batch.BatchInput;
import dev.deepmatting.batch.BatchInputs;
import dev.deepmatting.batch.BatchListener;
import dev.deepmatting.batch.BatchSummary;
import dev.deepmatting.error.MattingInterruptedException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import picocli.CommandLine;

/**
 * Reports the results of pictures: in lines for people, with the progress of the current one, or
 * one object per line for programs. Safe to share between threads.
 */
final class PictureOutput implements BatchListener {
  private final List<BatchInput> inputs;
  private final Optional<Path> received;
  private final PrintWriter lines;
  private final PrintWriter err;
  private final boolean json;
  private final Progress progress;

  /** By the names of their inputs, which differ. */
  private final Map<String, Done> made = new ConcurrentHashMap<>();

  /**
   * Creates an output.
   *
   * @param resultOnStandardOutput whether the result goes to standard output, so that messages have
   *     to go elsewhere
   * @param received the file that keeps standard input, which users do not know
   */
  PictureOutput(
      CommandLine command,
      boolean json,
      boolean resultOnStandardOutput,
      BatchInputs inputs,
      Optional<Path> received) {
    this.inputs = inputs.inputs();
    this.received = received;
    this.json = json;
    err = command.getErr();
    lines = resultOnStandardOutput ? err : command.getOut();
    boolean moving = Progress.onTerminal() && !json && !resultOnStandardOutput;
    progress = new Progress(lines, moving, this.inputs.size());
    progress.start();
  }

  /** Apart, since Jackson would take a tenth of the time of a matte that prints no JSON. */
  private static final class Json {
    /** ASCII only: no file name can control a terminal, in any character set. */
    static final ObjectMapper ASCII =
        JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  }

  /**
   * The result of a picture.
   *
   * @param line a line for people
   * @param notes more lines for people
   * @param details values for programs, in printing order
   */
  record Done(String line, List<String> notes, Map<String, Object> details) {}

  /** Keeps the report of a picture until its turn; without one, the files are reported. */
  void made(BatchInput input, Done done) {
    made.put(input.name(), done);
  }

  /** Returns the photograph as users know it: its file, or {@code -}. */
  String source(BatchInput input) {
    return withoutReceived(input.image().name());
  }

  private String withoutReceived(String text) {
    return PipedFiles.named(
        received.map(file -> text.replace(file.toString(), StandardInput.NAME)).orElse(text));
  }

  @Override
  public synchronized void unmatched(String message) {
    ErrorReport.print(err, message);
    if (json) {
      print(Map.of("error", message));
    }
  }

  @Override
  public synchronized void predicting(BatchInput input, double done) {
    progress.update(input.name(), done);
  }

  @Override
  public synchronized void warned(BatchInput input, String message) {
    progress.clear();
    ErrorReport.print(err, "warning: " + withoutReceived(message));
    if (json) {
      print(input, Map.of("warning", withoutReceived(message)));
    }
  }

  @Override
  public synchronized void done(BatchInput input, List<Path> results) {
    Done done = made.remove(input.name());
    if (done == null) {
      line(joined(results), List.of());
    } else if (json) {
      print(input, done.details());
    } else {
      line(done.line(), done.notes());
    }
  }

  @Override
  public synchronized void skipped(BatchInput input, List<Path> results) {
    line("is there: " + joined(results), List.of());
  }

  @Override
  public synchronized void failed(BatchSummary.Failure failure) {
    String message =
        failure.cause() instanceof OutOfMemoryError error
            ? failure.input().image().name() + ": " + ErrorReport.message(error)
            : failure.reason();
    progress.clear();
    progress.start();
    ErrorReport.print(err, withoutReceived(message));
    if (json) {
      print(failure.input(), Map.of("error", withoutReceived(message)));
    }
  }

  /** Ends with a summary line; a single picture already has its line. */
  synchronized int endWithSummary(BatchSummary summary) {
    progress.clear();
    if (summary.inputs() > 1 || summary.notDone() > 0) {
      lines.println(summary.describe("predicted"));
      lines.flush();
    }
    return exitCode(summary);
  }

  /** Ends without further output, except after an interrupt. */
  int end(BatchSummary summary) {
    if (summary.notDone() > 0) {
      int told = summary.done() + summary.failures().size();
      throw new MattingInterruptedException(
          "the run was interrupted at " + source(inputs.get(told)));
    }
    return exitCode(summary);
  }

  private static int exitCode(BatchSummary summary) {
    if (summary.isComplete()) {
      return ExitCode.DONE;
    }
    return summary.inputs() == 1 && summary.notDone() == 0
        ? ExitCode.BAD_USAGE
        : ExitCode.SOME_FAILED;
  }

  private void line(String text, List<String> notes) {
    progress.line(text);
    notes.forEach(note -> lines.println("  " + Printable.text(note)));
    lines.flush();
    progress.start();
  }

  private static String joined(List<Path> results) {
    return results.stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  private void print(BatchInput input, Map<String, Object> details) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", input.name());
    all.putAll(details);
    print(all);
  }

  private void print(Map<String, Object> details) {
    try {
      lines.println(Json.ASCII.writeValueAsString(details));
      lines.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts and numbers can be written", e);
    }
  }
}

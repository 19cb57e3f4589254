package dev.deepmatting.examples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/**
 * Tells what became of pictures: in lines for people, or in an object a line for programs. Safe to
 * share between threads.
 */
final class PictureOutput {
  /** ASCII alone: no file's name commands a terminal, in any character set. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final PrintWriter lines;
  private final PrintWriter err;
  private final boolean json;
  private final Progress progress;

  /**
   * @param resultOnStandardOutput so that messages have to go elsewhere
   */
  PictureOutput(CommandLine command, boolean json, boolean resultOnStandardOutput, int total) {
    err = command.getErr();
    lines = resultOnStandardOutput ? err : command.getOut();
    this.json = json;
    boolean moving = Progress.onTerminal() && !json && !resultOnStandardOutput;
    progress = new Progress(lines, moving, total);
    progress.start();
  }

  synchronized void working(PictureTask task, double done) {
    progress.update(task.name(), done);
  }

  synchronized void done(PictureTask task, PictureDone done) {
    if (json) {
      Map<String, Object> details = details(task);
      details.putAll(done.details());
      print(details);
    } else {
      progress.line(Printable.text(done.line()));
      done.notes().forEach(note -> lines.println("  " + Printable.text(note)));
      lines.flush();
      progress.start();
    }
  }

  synchronized void failed(PictureTask task, String message) {
    progress.clear();
    progress.start();
    ErrorReport.print(err, message);
    if (json) {
      Map<String, Object> details = details(task);
      details.put("error", message);
      print(details);
    }
  }

  synchronized void unmatched(String message) {
    ErrorReport.print(err, message);
    if (json) {
      print(Map.of("error", message));
    }
  }

  private static Map<String, Object> details(PictureTask task) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("name", task.name());
    return details;
  }

  private void print(Map<String, Object> details) {
    try {
      lines.println(JSON.writeValueAsString(details));
      lines.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts and numbers can be written", e);
    }
  }
}

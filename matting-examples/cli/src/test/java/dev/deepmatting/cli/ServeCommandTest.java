package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

@Timeout(60)
class ServeCommandTest {
  @Test
  void listensUntilItIsToldToEnd() throws Exception {
    PipedWriter printed = new PipedWriter();
    try (BufferedReader lines = new BufferedReader(new PipedReader(printed))) {
      CommandLine line = MattingCommand.commandLine("serve").setOut(new PrintWriter(printed, true));
      FutureTask<Integer> run =
          new FutureTask<>(
              () -> line.execute("serve", "--port", "0", "--model", "builtin:closed-form"));
      Thread thread = new Thread(run);
      thread.start();
      String said = lines.readLine();
      assertThat(said).startsWith("listening on http://127.0.0.1:").endsWith("/");

      URI health = URI.create(said.substring("listening on ".length()) + "health");
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).isEqualTo("ok\n");
      thread.interrupt();

      assertThat(run.get()).isZero();
    }
  }

  @Test
  void badValuesAreNamed() {
    assertRefused("--port: port is 70000", "serve", "--port", "70000");
    assertRefused("--timeout", "serve", "--timeout", "0");
    assertRefused("--keys", "serve", "--keys", "no-such-file");
    assertRefused("wanted --auto as well", "serve", "--objects", "largest");
    assertRefused("cannot listen on 192.0.2.1", "serve", "--host", "192.0.2.1", "--port", "0");
  }

  private static void assertRefused(String message, String... args) {
    StringWriter errors = new StringWriter();
    CommandLine line = MattingCommand.commandLine("serve").setErr(new PrintWriter(errors, true));
    assertThat(line.execute(args)).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(errors.toString()).contains(message);
  }
}

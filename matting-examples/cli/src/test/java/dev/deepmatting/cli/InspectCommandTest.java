package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
  @TempDir private Path folder;

  @Test
  void describesAModelForPeople() {
    Run run = Run.matting("inspect", "builtin:dim-small");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .contains(
            "file        builtin:dim-small",
            "format      safetensors",
            "size        7,120,580 bytes",
            "SHA-256     bd627e9de76d58faffbd2b461d56950f844bad4a09c342e37a312b728dbfb9e6",
            "contents    matting network",
            "tensors     122, 1,776,753 numbers",
            "  rawalpha.0.weight                      F32  [1, 16, 5, 5]")
        .anyMatch(line -> line.startsWith("network     seed, base 16"))
        .anyMatch(line -> line.startsWith("provenance  Trained from scratch"));
  }

  @Test
  void describesAModelForPrograms() throws IOException {
    Run run = Run.matting("inspect", "--json", "builtin:dim-small");

    JsonNode root = new ObjectMapper().readTree(run.out());
    assertThat(root.path("network").path("decoderChannels").toString())
        .isEqualTo("[128,64,32,16,16]");
    assertThat(root.path("bytes").asLong()).isEqualTo(7_120_580);
    assertThat(root.path("problem").asText()).isEmpty();
    assertThat(root.path("import").path("loaded")).hasSize(122);
    assertThat(root.path("tensors").get(0).toString())
        .isEqualTo(
            "{\"name\":\"down1.conv1.cbr_unit.0.weight\",\"dataType\":\"F32\","
                + "\"shape\":[16,4,3,3],\"bytes\":2304}");
  }

  @Test
  void saysWhatIsWrongWithTheUsersWord() {
    Run run = Run.matting("inspect", "builtin:dim-small", "--skip", "false");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("problem     model builtin:dim-small says skip true in its metadata, but skip");
  }

  @Test
  void describesAFileOfSeveralNetworks() throws IOException {
    String header =
        "{\"a.conv1_1.weight\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},"
            + "\"b.conv1_1.weight\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}";
    Path file =
        Files.writeString(
            folder.resolve("two.safetensors"),
            (char) header.length() + "\0\0\0\0\0\0\0" + header,
            StandardCharsets.ISO_8859_1);
    Run run = Run.matting("inspect", file);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("contents    several networks", "holds 2 networks, behind [a., b.], wanted one")
        .contains("a.conv1_1.weight");
  }

  @Test
  void refusesAFileOfNoKnownFormat() throws IOException {
    Path file = Files.writeString(folder.resolve("x.pth"), "hello\u001b[2J");
    Run run = Run.matting("inspect", file);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "matting: model "
                + file
                + " is of no known format: it has 9 bytes and begins with"
                + " [68 65 6c 6c 6f 1b 5b 32], wanted safetensors, PyTorch, Keras HDF5 or ONNX"
                + System.lineSeparator());
  }

  @Test
  void refusesAFileThatDoesNotExist() {
    Run run = Run.matting("inspect", "gone.pth");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("model gone.pth does not exist");
  }
}

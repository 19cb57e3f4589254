package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertCommandTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"a.safetensors, f32", "b.safetensors, bf16", "c.safetensors, F16", "d.onnx, f32"})
  void convertsAModel(String name, String storage) throws IOException {
    Path out = folder.resolve(name);
    Run run = Run.matting("convert", "--in", "builtin:dim-small", "--out", out, "--dtype", storage);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith(out + ": 122 loaded, 0 skipped, 0 missing");
    assertThat(Files.size(out)).isBetween(3_500_000L, 7_200_000L);
    assertThat(Run.matting("inspect", out).out())
        .contains("contents    matting network", "network     seed, base 16");
  }

  @Test
  void writesTheSameModelAgain() throws IOException {
    Path first = folder.resolve("first.safetensors");
    Path second = folder.resolve("second.safetensors");
    Run.matting("convert", "--in", "builtin:dim-small", "--out", first);
    Run.matting("convert", "--in", first, "--out", second);

    assertThat(second).hasSameBinaryContentAs(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.pth", "model", ".onnx", "model.safetensors.zip"})
  void refusesEndingsThatItDoesNotWrite(String name) {
    Run run = Run.matting("convert", "--in", "builtin:dim-small", "--out", folder.resolve(name));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("wanted one of the endings [.safetensors, .onnx, .fb]");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesAStorageThatTheFormatDoesNotKnow() {
    Path out = folder.resolve("m.onnx");
    Run run = Run.matting("convert", "--in", "builtin:dim-small", "--out", out, "--dtype", "f16");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("storage is f16, wanted f32 for " + out);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesAFolderThatDoesNotExist() {
    Path out = folder.resolve("no").resolve("m.onnx");
    Run run = Run.matting("convert", "--in", "builtin:dim-small", "--out", out);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("target is " + out + ", wanted a file in a folder that exists");
  }

  @Test
  void leavesAnOlderFileAsItWasWhereTheInputIsBad() throws IOException {
    Path out = Files.writeString(folder.resolve("m.safetensors"), "older");
    Path in = Files.writeString(folder.resolve("bad.pth"), "no model");
    Run run = Run.matting("convert", "--in", in, "--out", out);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("model " + in + " is of no known format");
    assertThat(out).hasContent("older");
  }
}

package dev.deepmatting.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PretrainedFileTest {
  @Test
  void knowsTheFilesOfTorchvision() {
    PretrainedFile file = PretrainedFile.vgg16Bn();

    assertThat(file.name()).isEqualTo("vgg16_bn");
    assertThat(file.uri())
        .isEqualTo(URI.create("https://download.pytorch.org/models/vgg16_bn-6c64b313.pth"));
    assertThat(file.fileName()).isEqualTo("vgg16_bn-6c64b313.pth");
    assertThat(file.sha256Prefix()).isEqualTo("6c64b313");
    assertThat(file.size()).hasValue(553_507_836);
    assertThat(PretrainedFile.vgg16().uri())
        .isEqualTo(URI.create("https://download.pytorch.org/models/vgg16-397923af.pth"));
    assertThat(PretrainedFile.vgg16().size()).isEmpty();
    assertThat(PretrainedFile.known()).startsWith(PretrainedFile.vgg16Bn(), PretrainedFile.vgg16());
  }

  @Test
  void saysOfEveryKnownFileWhatItIsAndUnderWhichLicence() {
    assertThat(PretrainedFile.known())
        .allSatisfy(
            file -> {
              assertThat(file.licence()).isNotEmpty();
              assertThat(file.purpose()).isNotEmpty();
              assertThat(file.sha256Prefix()).matches("[0-9a-f]{8}|[0-9a-f]{64}");
              assertThat(PretrainedFile.named(file.name())).hasValue(file);
            });
    assertThat(PretrainedFile.known()).extracting(PretrainedFile::fileName).doesNotHaveDuplicates();
    assertThat(PretrainedFile.named("none")).isEmpty();
  }

  @Test
  void knowsAHashThatTheNameDoesNotHave() {
    PretrainedFile file = PretrainedFile.named("u2netp").orElseThrow();

    assertThat(file.fileName()).isEqualTo("u2netp.onnx");
    assertThat(file.sha256Prefix()).hasSize(64).startsWith("309c8469");
    assertThat(file.size()).hasValue(4_574_861);
    assertThat(file.licence()).isEqualTo("Apache-2.0");
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/x/net-0123ABCD.pth, net-0123ABCD.pth, 0123abcd",
    "http://a.example:8080/net-0123abcd0.tar.gz?key=1, net-0123abcd0.tar.gz, 0123abcd0",
    "https://a.example/a-00000000.b-11111111.pth, a-00000000.b-11111111.pth, 11111111",
    "https://a.example/a-00000000-11111111.pth, a-00000000-11111111.pth, 11111111"
  })
  void readsTheHashOfAName(URI uri, String fileName, String prefix) {
    PretrainedFile file = PretrainedFile.of(uri);

    assertThat(file.uri()).isEqualTo(uri);
    assertThat(file.name()).isEqualTo(fileName);
    assertThat(file.fileName()).isEqualTo(fileName);
    assertThat(file.sha256Prefix()).isEqualTo(prefix);
    assertThat(file).isEqualTo(PretrainedFile.of(uri)).isNotEqualTo(PretrainedFile.vgg16());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://a.example/net.pth                  | beginning of its SHA-256
          https://a.example/net-0123abc.pth          | beginning of its SHA-256
          https://a.example/net-0123abcd             | beginning of its SHA-256
          https://a.example/net-0123abcg.pth         | beginning of its SHA-256
          https://a.example/                         | names the file ''
          https://a.example                          | names the file ''
          https://a.example/..%2Fnet-0123abcd%5C.pth | names the file
          https://a.example/.net-0123abcd.pth        | names the file '.net-0123abcd.pth'
          https:///net-0123abcd.pth                  | no usable host
          https://a.example:70000/net-0123abcd.pth   | no usable host and port
          ftp://a.example/net-0123abcd.pth           | scheme 'ftp', wanted https or http
          file:/net-0123abcd.pth                     | scheme 'file'
          net-0123abcd.pth                           | scheme ''
          mailto:net-0123abcd.pth                    | scheme 'mailto'
          https:net-0123abcd.pth                     | no usable host
          """)
  void refusesOtherAddresses(URI uri, String reason) {
    assertThatThrownBy(() -> PretrainedFile.of(uri))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("the address of a file ")
        .hasMessageContaining(reason);
  }

  @Test
  void refusesAUserNameWithoutShowingIt() {
    URI uri = URI.create("https://me:hush@a.example/net-0123abcd.pth");

    assertThatThrownBy(() -> PretrainedFile.of(uri))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith("has a user name, wanted an address without one")
        .hasMessageNotContaining("hush");
  }

  @Test
  void refusesAVeryLongName() {
    URI uri = URI.create("https://a.example/" + "a".repeat(200) + "-0123abcd.pth");

    assertThatThrownBy(() -> PretrainedFile.of(uri))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("wanted at most 200");
  }
}

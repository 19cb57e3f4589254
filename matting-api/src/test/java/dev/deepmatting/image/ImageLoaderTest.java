package dev.deepmatting.image;

import static dev.deepmatting.image.Samples.path;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.InvalidInputException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decoders that cannot start on this machine. */
class ImageLoaderTest {
  private static final Path FILE = path("text.png");

  static Stream<Error> faults() {
    return Stream.of(
        new UnsatisfiedLinkError("no jniopencv_java in java.library.path"),
        new NoClassDefFoundError("org/bytedeco/opencv/global/opencv_imgcodecs"),
        new ExceptionInInitializerError("natives"),
        new ServiceConfigurationError("Provider stranger.Decoder not found"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void namesTheFileWhenItsDecoderCannotStart(Error fault) {
    assertRefused(List.of(new FailingDecoder(fault)), fault);
  }

  @Test
  void namesTheFileWhenADecoderCannotBeFound() {
    ServiceConfigurationError fault = new ServiceConfigurationError("Provider x not found");

    assertRefused(
        () -> {
          throw fault;
        },
        fault);
  }

  @Test
  void doesNotBlameTheFileForAnEngine() {
    EngineException fault = new EngineException("no code may run in the folder");

    assertThatThrownBy(() -> load(List.of(new FailingDecoder(fault)))).isSameAs(fault);
  }

  private static BufferedImage load(Iterable<ImageDecoder> decoders) {
    return ImageLoader.load(
        ImageInput.of(FILE), new DecodingLimits(100, null), ImageLoader.Use.COLOURS, decoders);
  }

  private static void assertRefused(Iterable<ImageDecoder> decoders, Error fault) {
    assertThatThrownBy(() -> load(decoders))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "file "
                + FILE
                + " cannot be decoded, its decoder could not start: "
                + fault.getMessage())
        .hasCause(fault);
  }

  private record FailingDecoder(Throwable fault) implements ImageDecoder {
    @Override
    public boolean accepts(byte[] header) {
      return true;
    }

    @Override
    public ImageSize size(ImageInput file) {
      return new ImageSize(1, 1);
    }

    @Override
    public BufferedImage decode(ImageInput file) {
      if (fault instanceof EngineException engine) {
        throw engine;
      }
      throw (Error) fault;
    }
  }
}

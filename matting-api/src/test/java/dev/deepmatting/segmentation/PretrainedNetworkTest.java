package dev.deepmatting.segmentation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.DownloadException;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.pretrained.PretrainedCache;
import dev.deepmatting.pretrained.PretrainedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainedNetworkTest {
  @TempDir private Path folder;

  @Test
  void saysHowToFetchWhatIsNotThere() {
    assertThatThrownBy(() -> SegmentationModel.pretrained("u2netp", cache()))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("u2netp is not in the cache")
        .hasMessageContaining("matting fetch u2netp")
        .hasMessageContaining("downloads are switched off")
        .hasMessageContaining(folder.resolve("u2netp.onnx").toString());
  }

  @Test
  void refusesAFileThatIsAnother() throws IOException {
    Files.writeString(cache().path(PretrainedFile.named("u2netp").orElseThrow()), "another");

    assertThatThrownBy(() -> SegmentationModel.pretrained("u2netp", cache()))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("has another SHA-256 than wanted");
  }

  @Test
  void refusesWhatCannotBeFetched() {
    assertThatThrownBy(() -> SegmentationModel.pretrained("sinet", cache()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(
            "network is 'sinet', which cannot be fetched, wanted one of u2netp, silueta, ")
        .hasMessageEndingWith("; or its file, with the preset sinet");
    assertThatThrownBy(() -> SegmentationModel.pretrained("vgg16", cache()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("network is 'vgg16', wanted one of u2netp, silueta, ");
  }

  @Test
  void saysThatNoBackendIsThere() {
    assertThatThrownBy(() -> SegmentationModel.load(folder.resolve("any.onnx")))
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "nothing on the class path runs segmentation networks; add the dependency"
                + " dev.deepmatting:matting-dl4j");
  }

  private PretrainedCache cache() {
    return PretrainedCache.builder().folder(folder).offline(true).build();
  }
}

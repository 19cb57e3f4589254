package dev.deepmatting.dl4j.benchmark.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.deepmatting.dl4j.benchmark.Timing;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** What the inference benchmark tells, from figures that are made up. */
class ReportTest {
  private static final List<ForwardResult> FORWARDS =
      List.of(
          forward("64x64", "oneDNN fp32", 1e-6, 0.2, 0.4, 0.3, 0.6, 0.5),
          forward("64x64", "PyTorch", 0.5, 0.8),
          new ForwardResult(
              "full width", "64x64", "SameDiff", true, null, -1, null, 1e-4, 0.2, "gone"),
          forward("96x64", "oneDNN fp32", 1e-6, 3.0));

  @Test
  void tellsMedianAndMiddleHalf() {
    Timing timing = FORWARDS.get(0).timing();
    assertThat(timing.median()).isEqualTo(0.4);
    assertThat(timing.lowerQuartile()).isEqualTo(0.3);
    assertThat(timing.upperQuartile()).isEqualTo(0.5);
    assertThat(new Timing(List.of(1.0, 2.0)).median()).isEqualTo(1.5);
  }

  @Test
  void comparesForwardsOfTheSameSize() {
    assertThat(new Figures(results(List.of())).toMarkdown())
        .contains("### Forwards, full width")
        .contains(
            "| 64x64 | oneDNN fp32 | 0.400 | 0.300 to 0.500 | 1.00 | 12 | 1.0e-06 | 1.0e-06 | 0.200 |")
        .contains(
            "| 64x64 | PyTorch | 0.800 | 0.800 to 0.800 | 2.00 | 12 | 5.0e-01 | 5.0e-01 **too great** | 0.200 |")
        .contains("| 64x64 | SameDiff | gone |")
        .contains(
            "| 96x64 | oneDNN fp32 | 3.00 | 3.00 to 3.00 | 1.00 | 12 | 1.0e-06 | 1.0e-06 | 0.200 |");
  }

  @Test
  void tellsTilesByTheirDistanceToTheWholePicture() {
    PictureResult whole = picture("fp32 whole", 2.0);
    PictureResult tiles = picture("fp32 auto", 2.1);
    assertThat(new Figures(results(List.of(whole, tiles))).toMarkdown())
        .contains("| fp32 auto | 1.00 | 2.00 | 2.100 | +5.00 % | 12 |")
        .contains("| scene | 15.0 % | 0.40 | 0.50 | 1.00 | 1.00 | 1.00 |")
        .contains("| photograph | 30.0 % | 0.60 | 0.70 | 1.00 | 1.00 | 1.00 |")
        .contains("| scene | 2.000 | 2.100 | +5.00 % | 0.00100 |")
        .doesNotContain("| photograph | 2");
  }

  @Test
  void drawsABarOfTimeAndOneOfMemoryForEachEngineThatRan() throws Exception {
    Document chart =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(BarChart.of(FORWARDS))));
    long bars =
        IntStream.range(0, chart.getElementsByTagName("rect").getLength())
            .mapToObj(i -> chart.getElementsByTagName("rect").item(i).getAttributes())
            .filter(bar -> bar.getNamedItem("class").getNodeValue().matches("own|peer"))
            .count();
    assertThat(bars).isEqualTo(2 + 2 * 3);
    assertThat(chart.getDocumentElement().getTextContent())
        .contains("full width, 64 x 64 pixels", "full width, 96 x 64 pixels", "seconds", "GB")
        .doesNotContain("SameDiff");
  }

  @Test
  void aShortChartHasTheLargestSizeAlone() {
    assertThat(BarChart.ofLargestSizes(FORWARDS))
        .contains("full width, 96 x 64 pixels")
        .doesNotContain("full width, 64 x 64 pixels");
  }

  @Test
  void writesEveryRound(@TempDir Path folder) throws IOException {
    Results results = results(List.of());
    results.write(folder);
    JsonNode json = new ObjectMapper().readTree(folder.resolve("results.json").toFile());
    assertThat(json.at("/forwards/0/timing/seconds")).hasSize(5);
    assertThat(json.at("/forwards/0/timing/median").asDouble()).isEqualTo(0.4);
    assertThat(json.at("/forwards/2/failure").asText()).isEqualTo("gone");
    assertThat(Files.readString(folder.resolve("performance.svg"))).startsWith("<svg");
    assertThat(Files.readString(folder.resolve("forwards.svg"))).startsWith("<svg");
    assertThat(results.agree()).isFalse();
  }

  @Test
  void refusesOptionsThatItDoesNotKnow() {
    assertThat(InferenceBenchmark.options("rounds=3").number("rounds")).isEqualTo(3);
    assertThatThrownBy(() -> InferenceBenchmark.options("round=3"))
        .hasMessageContaining("'round=3'");
    assertThatThrownBy(() -> InferenceBenchmark.options("sizes"))
        .hasMessageContaining("NAME=VALUE");
    assertThatThrownBy(() -> Size.parse("100x64")).hasMessageContaining("multiples of 32");
    assertThatThrownBy(() -> ForwardEngine.named("cuda")).hasMessageContaining("samediff");
  }

  @Test
  void differencesThatAreNoNumbersAreInfinite() {
    float[] wanted = {0, 1};
    assertThat(Difference.between(new float[] {0.25f, 1}, wanted))
        .isEqualTo(new Difference(0.25, 0.125));
    assertThat(Difference.between(new float[] {Float.NaN, 1}, wanted).greatest()).isInfinite();
    assertThat(Difference.between(new float[] {0}, wanted).mean()).isInfinite();
    assertThat(FloatFiles.deviation(wanted)).isEqualTo(0.5);
  }

  private static Results results(List<PictureResult> pictures) {
    return new Results(Map.of("threads", "2"), Map.of(), FORWARDS, pictures, List.of());
  }

  private static ForwardResult forward(
      String size, String engine, double difference, Double... seconds) {
    return new ForwardResult(
        "full width",
        size,
        engine,
        engine.startsWith("oneDNN"),
        new Timing(List.of(seconds)),
        12_000_000,
        new Difference(difference, difference),
        1e-4,
        0.2,
        null);
  }

  private static PictureResult picture(String way, double sad) {
    return new PictureResult(
        "dim-small",
        way,
        List.of(
            new Picture("scene", null, null, null, 0.15, 0.4, 0.5),
            new Picture("photograph", null, null, null, 0.3, 0.6, 0.7)),
        12_000_000,
        List.of(1.0, 1.0),
        Arrays.asList(sad, null),
        Arrays.asList(0.001, null),
        null);
  }
}

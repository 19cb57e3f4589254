package dev.deepmatting.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.deepmatting.Matting;
import dev.deepmatting.compose.Colour;
import dev.deepmatting.compose.Composition;
import dev.deepmatting.compose.CutOut;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.trimap.Band;
import dev.deepmatting.trimap.TrimapSource;
import dev.deepmatting.trimap.Trimaps;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes of rembg and remove.bg, with requests as their clients send them. */
@Timeout(60)
class CompatibleRoutesTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final TrimapSource OBJECT =
      Trimaps.fromRectangle(20, 10, 40, 40, Band.relative(0.05));
  private static Matting matting;
  private static MattingServer server;

  @BeforeAll
  static void start() {
    matting = Matting.load("builtin:closed-form");
    server = MattingServer.builder(matting).port(0).automatic(OBJECT).start();
  }

  @AfterAll
  static void stop() {
    server.close();
    matting.close();
  }

  private static AlphaMatte alpha() {
    return matting.predict(MattingServerTest.image(), OBJECT);
  }

  private static CutOut cutOut() {
    return CutOut.of(MattingServerTest.image(), alpha());
  }

  private static MattingServerTest.Form form(String field) {
    return new MattingServerTest.Form()
        .file(field, MattingServerTest.png(MattingServerTest.image()));
  }

  @Test
  void rembgsRouteAnswersACutOut() throws Exception {
    HttpResponse<byte[]> answer = post("/api/remove", form("file").text("a", "true"));

    assertThat(answer.statusCode()).as(() -> text(answer)).isEqualTo(200);
    assertSamePixels(answer.body(), cutOut().toBufferedImage());
  }

  @Test
  void rembgsRouteAnswersMasksAndGrounds() throws Exception {
    assertSamePixels(
        post("/api/remove", form("file").text("om", "true")).body(), alpha().toGray8());
    assertSamePixels(
        post("/api/remove?bgc=255,0,10,255", form("file").text("ppm", "true")).body(),
        Composition.builder(cutOut()).onto(new Colour(255, 0, 10)).build().render());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model=u2net | model is 'u2net', wanted none",
        "ae=10 | ae is '10', wanted none",
        "bgc=1,2,3 | bgc is '1,2,3', wanted red,green,blue,255",
        "extras={\"sam_prompt\":[]} | extras is",
        "url=http://localhost/a.png | unknown fields [url]",
      })
  void rembgsOtherFieldsAreRefused(String field, String message) throws Exception {
    String[] parts = field.split("=", 2);
    HttpResponse<byte[]> answer = post("/api/remove", form("file").text(parts[0], parts[1]));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(MAPPER.readTree(answer.body()).get("detail").asText()).startsWith(message);
  }

  @Test
  void removeBgsRouteAnswersACutOutWithItsHeaders() throws Exception {
    HttpResponse<byte[]> answer = post("/v1.0/removebg", form("image_file").text("size", "auto"));

    assertThat(answer.statusCode()).as(() -> text(answer)).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(answer.headers().firstValue("X-Width")).contains("80");
    assertThat(answer.headers().firstValue("X-Credits-Charged")).contains("0");
    int left = (int) answer.headers().firstValueAsLong("X-Foreground-Left").orElseThrow();
    int width = (int) answer.headers().firstValueAsLong("X-Foreground-Width").orElseThrow();
    assertThat(left).isBetween(18, 24);
    assertThat(width).isBetween(34, 42);
    assertSamePixels(answer.body(), Composition.builder(cutOut()).build().render());
  }

  @Test
  void removeBgsPicturesCanBeBase64AndAnswersJson() throws Exception {
    String image =
        Base64.getEncoder().encodeToString(MattingServerTest.png(MattingServerTest.image()));
    HttpRequest request =
        HttpRequest.newBuilder(uri("/v1.0/removebg"))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"image_file_b64\":\"" + image + "\",\"size\":\"full\"}"))
            .build();
    JsonNode data = MAPPER.readTree(send(request).body()).get("data");

    assertThat(data.get("foreground_width").asInt()).isBetween(34, 42);
    assertSamePixels(
        data.get("result_b64").binaryValue(), Composition.builder(cutOut()).build().render());
  }

  @Test
  void removeBgsPreviewHasAQuarterOfAMegapixel() throws Exception {
    byte[] pixels = new byte[3 * 1000 * 500];
    for (int i = 0; i < 1000 * 500; i++) {
      boolean inside = Math.hypot(i % 1000 - 40, i / 1000.0 - 30) < 18;
      pixels[3 * i] = (byte) (inside ? 220 : 30);
      pixels[3 * i + 2] = (byte) (inside ? 40 : 160);
    }
    RgbImage large = RgbImage.of8(1000, 500, pixels);
    HttpResponse<byte[]> answer =
        post(
            "/v1.0/removebg",
            new MattingServerTest.Form().file("image_file", MattingServerTest.png(large)));

    assertThat(answer.headers().firstValue("X-Width")).contains("707");
    assertThat(answer.headers().firstValue("X-Height")).contains("353");
  }

  @Test
  void removeBgsCropChannelsAndGrounds() throws Exception {
    BufferedImage matte =
        read(
            post(
                "/v1.0/removebg",
                form("image_file")
                    .text("size", "full")
                    .text("channels", "alpha")
                    .text("format", "png")));
    assertSame(matte, alpha().toGray8());
    BufferedImage cropped =
        read(
            post(
                "/v1.0/removebg",
                form("image_file")
                    .text("size", "full")
                    .text("crop", "true")
                    .text("crop_margin", "2px")
                    .text("bg_color", "#f00")
                    .text("format", "png")));
    assertSame(
        cropped,
        Composition.builder(cutOut()).onto(new Colour(255, 0, 0)).cropToObject(2).build().render());
  }

  @Test
  void removeBgsScaleAndPositionPlaceTheObject() throws Exception {
    BufferedImage placed =
        read(
            post(
                "/v1.0/removebg",
                form("image_file")
                    .text("size", "full")
                    .text("scale", "50%")
                    .text("position", "25% 50%")
                    .text("channels", "alpha")
                    .text("format", "png")));
    double sum = 0;
    double x = 0;
    double y = 0;
    int top = placed.getHeight();
    int bottom = 0;
    for (int row = 0; row < placed.getHeight(); row++) {
      for (int column = 0; column < placed.getWidth(); column++) {
        int value = placed.getRaster().getSample(column, row, 0);
        sum += value;
        x += (double) value * column;
        y += (double) value * row;
        if (value > 127) {
          top = Math.min(top, row);
          bottom = row + 1;
        }
      }
    }
    assertThat(x / sum).isBetween(17.0, 22.0);
    assertThat(y / sum).isBetween(27.0, 32.0);
    assertThat(bottom - top).isBetween(26, 32);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image_url=http://localhost/a.jpg | invalid_image_url",
        "size=huge | invalid_field",
        "roi=1 2 3 | invalid_field",
        "roi=50 50 10 10 | invalid_input",
        "scale=5% | invalid_field",
        "position=left | invalid_field",
        "bg_color=nothing | invalid_field",
        "colour=red | unknown_field",
      })
  void removeBgsErrorsHaveItsForm(String field, String code) throws Exception {
    String[] parts = field.split("=", 2);
    HttpResponse<byte[]> answer =
        post("/v1.0/removebg", form("image_file").text(parts[0], parts[1]));

    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode error = MAPPER.readTree(answer.body()).get("errors").get(0);
    assertThat(error.get("code").asText()).isEqualTo(code);
    assertThat(error.get("title").asText()).isNotBlank();
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private static HttpResponse<byte[]> post(String path, MattingServerTest.Form form)
      throws Exception {
    return send(form.request(uri(path)));
  }

  private static HttpResponse<byte[]> send(HttpRequest request) throws Exception {
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static BufferedImage read(HttpResponse<byte[]> answer) throws IOException {
    assertThat(answer.statusCode()).as(() -> text(answer)).isEqualTo(200);
    return ImageIO.read(new ByteArrayInputStream(answer.body()));
  }

  private static void assertSamePixels(byte[] png, BufferedImage expected) throws IOException {
    assertSame(ImageIO.read(new ByteArrayInputStream(png)), expected);
  }

  private static void assertSame(BufferedImage actual, BufferedImage expected) {
    int width = expected.getWidth();
    int height = expected.getHeight();
    assertThat(actual.getWidth()).isEqualTo(width);
    assertThat(actual.getHeight()).isEqualTo(height);
    assertThat(actual.getRGB(0, 0, width, height, null, 0, width))
        .isEqualTo(expected.getRGB(0, 0, width, height, null, 0, width));
  }
}

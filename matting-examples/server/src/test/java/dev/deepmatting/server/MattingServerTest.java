package dev.deepmatting.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.deepmatting.Matting;
import dev.deepmatting.compose.Colour;
import dev.deepmatting.compose.Composition;
import dev.deepmatting.compose.CutOut;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageInput;
import dev.deepmatting.image.ImageOutput;
import dev.deepmatting.image.ImageProperties;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.trimap.Band;
import dev.deepmatting.trimap.Trimaps;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class MattingServerTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static Matting matting;
  private static MattingServer server;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    matting = Matting.builder().model("builtin:closed-form").build();
    server = MattingServer.builder(matting).port(0).maxBytes(1 << 20).maxPixels(100_000).start();
  }

  @AfterAll
  static void stop() {
    server.close();
    matting.close();
  }

  @Test
  void aCutOutIsTheLibrarys() throws Exception {
    RgbImage image = image();
    Trimap trimap = trimap();
    CutOut expected = CutOut.of(image, matting.predict(image, trimap));

    HttpResponse<byte[]> answer =
        post("/v1/cutout", new Form().file("image", png(image)).file("trimap", png(trimap)));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(answer.body()));
    assertSamePixels(read, expected.toBufferedImage());
  }

  @Test
  void aMatteIsTheLibrarysFromEachKindOfHint() throws Exception {
    RgbImage image = image();
    AlphaMatte mask = AlphaMatte.of(trimap().toBufferedImage());
    Trimap ofRectangle = Trimaps.fromRectangle(20, 10, 40, 40, Band.pixels(4)).trimap(image);
    Trimap ofMask = Trimaps.fromMask(mask, Band.relative(0.05)).trimap(image);

    assertAlpha(
        new Form().file("image", png(image)).text("rect", "20,10,40,40").text("band", "4"),
        Trimaps.withoutIslands(matting.predict(image, ofRectangle), ofRectangle));
    assertAlpha(
        new Form().file("image", png(image)).file("mask", png(trimap())).text("band", "5%"),
        Trimaps.withoutIslands(matting.predict(image, ofMask), ofMask));
    assertAlpha(
        new Form()
            .text("image_b64", Base64.getEncoder().encodeToString(png(image)))
            .file("trimap", png(trimap())),
        matting.predict(image, trimap()));
    assertAlpha(new Form().file("image", png(image)).file("alpha", png(trimap())), mask);
  }

  private static void assertAlpha(Form form, AlphaMatte expected) throws Exception {
    HttpResponse<byte[]> answer = post("/v1/alpha", form);
    assertThat(answer.statusCode()).as(() -> text(answer)).isEqualTo(200);
    AlphaMatte read = ImageFiles.standard().readAlpha(ImageInput.of(answer.body()));
    assertThat(read).isEqualTo(AlphaMatte.of(expected.toGray8()));
  }

  @Test
  void aTrimapIsTheLibrarys() throws Exception {
    HttpResponse<byte[]> answer =
        post("/v1/trimap", new Form().file("image", png(image())).text("rect", "20,10,40,40"));

    Trimap read =
        ImageFiles.standard().readTrimap(ImageInput.of(answer.body()), TrimapThresholds.exact());
    assertThat(read)
        .isEqualTo(Trimaps.fromRectangle(20, 10, 40, 40, Band.relative(0.02)).trimap(image()));
  }

  @Test
  void aCompositeIsTheLibrarys() throws Exception {
    RgbImage image = image();
    CutOut cutOut = CutOut.of(image, matting.predict(image, trimap()));
    BufferedImage expected =
        Composition.builder(cutOut).onto(new Colour(30, 144, 255)).cropToObject(3).build().render();

    HttpResponse<byte[]> answer =
        post(
            "/v1/composite",
            new Form()
                .file("image", png(image))
                .file("trimap", png(trimap()))
                .text("color", "1e90ff")
                .text("crop", "3"));

    assertThat(answer.statusCode()).as(() -> text(answer)).isEqualTo(200);
    assertSamePixels(ImageIO.read(new ByteArrayInputStream(answer.body())), expected);
  }

  @Test
  void otherAnswersHaveTheSamePixels() throws Exception {
    Form form = new Form().file("image", png(image())).file("trimap", png(trimap()));
    byte[] png = post("/v1/cutout", form).body();

    JsonNode json = MAPPER.readTree(post("/v1/cutout?answer=json", form).body());
    assertThat(json.get("image").binaryValue()).isEqualTo(png);
    assertThat(json.get("width").asInt()).isEqualTo(80);
    HttpResponse<byte[]> webp = post("/v1/cutout?format=webp", form);
    assertThat(webp.headers().firstValue("Content-Type")).contains("image/webp");
    assertThat(names(post("/v1/cutout?format=zip", form).body()))
        .containsExactly("color.jpg", "alpha.png");
  }

  private static List<String> names(byte[] zip) throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }

  @Test
  void bodiesCanBeThePictureOrJson() throws Exception {
    byte[] png = png(image());
    byte[] expected =
        post("/v1/alpha", new Form().file("image", png).text("rect", "20,10,40,40")).body();

    HttpRequest raw =
        HttpRequest.newBuilder(uri("/v1/alpha?rect=20,10,40,40"))
            .header("Content-Type", "image/png")
            .POST(HttpRequest.BodyPublishers.ofByteArray(png))
            .build();
    assertThat(send(raw).body()).isEqualTo(expected);
    String json =
        "{\"rect\":\"20,10,40,40\",\"image_b64\":\""
            + Base64.getEncoder().encodeToString(png)
            + "\"}";
    HttpRequest object =
        HttpRequest.newBuilder(uri("/v1/alpha"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    assertThat(send(object).body()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/cutout | missing_field | image is missing",
        "/v1/cutout?rect=1,2,3 | invalid_field | rect is '1,2,3', wanted x,y,width,height",
        "/v1/cutout?rect=1,2,3,4&key=auto | missing_field | [rect, key] is given",
        "/v1/cutout?rect=1,2,30,40&color=fff | unknown_field | unknown fields [color]",
        "/v1/cutout?rect=1,2,30,40&band=wide | invalid_field | band is 'wide', wanted pixels",
        "/v1/cutout?rect=1,2,30,40&format=jpg | invalid_field | format is 'jpg', wanted png",
        "/v1/cutout?rect=1,2,30,40&format=bmp | invalid_field | format is 'bmp', wanted one of",
        "/v1/cutout?rect=1,2,30,40&rect=1,2,3,4 | invalid_field | rect is given twice",
        "/v1/alpha?rect=1,2,30,40&bits=12 | invalid_field | bits is '12', wanted 8 or 16",
        "/v1/alpha?rect=500,500,30,40 | invalid_input | rectangle",
        "/v1/composite?rect=1,2,30,40 | missing_field | 0 of color, background and transparent",
        "/v1/trimap?alpha_b64=AAAA | invalid_field | alpha is given",
      })
  void badFieldsAreNamed(String path, String code, String message) throws Exception {
    Form form = new Form();
    HttpResponse<byte[]> answer =
        post(path, path.endsWith("cutout") ? form : form.file("image", png(image())));

    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode error = MAPPER.readTree(answer.body()).get("error");
    assertThat(error.get("code").asText()).isEqualTo(code);
    assertThat(error.get("message").asText()).startsWith(message);
  }

  @Test
  void badPicturesAreNamedByTheirFile() throws Exception {
    HttpResponse<byte[]> broken =
        post(
            "/v1/cutout?rect=1,2,30,40", new Form().file("image", Arrays.copyOf(png(image()), 99)));
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(text(broken)).contains("image image.png is damaged");
    BufferedImage large = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
    HttpResponse<byte[]> huge =
        post("/v1/cutout?rect=1,2,30,40", new Form().file("image", png(large)));
    assertThat(text(huge)).contains("declares 400x300 pixels, wanted 1 to 100000 in all");
  }

  @Test
  void otherPathsMethodsAndTypesAreRefused() throws Exception {
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
    HttpResponse<byte[]> method = get("/v1/cutout");
    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(method.headers().firstValue("Allow")).contains("POST");
    assertThat(post("/health", new Form()).statusCode()).isEqualTo(405);
    HttpRequest type =
        HttpRequest.newBuilder(uri("/v1/cutout"))
            .header("Content-Type", "text/html")
            .POST(HttpRequest.BodyPublishers.ofString("<p>"))
            .build();
    assertThat(send(type).statusCode()).isEqualTo(415);
  }

  @Test
  void largeBodiesAreRefusedWhateverTheyDeclare() throws Exception {
    byte[] large = new byte[2 << 20];

    assertThat(post("/v1/cutout", new Form().file("image", large)).statusCode()).isEqualTo(413);
    HttpRequest chunked =
        HttpRequest.newBuilder(uri("/v1/cutout"))
            .header("Content-Type", "image/png")
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
            .build();
    assertThat(send(chunked).statusCode()).isEqualTo(413);
  }

  @Test
  void manyPartsAndMalformedFormsAreRefused() throws Exception {
    Form many = new Form();
    for (int i = 0; i < 1000; i++) {
      many.text("field" + i, "x");
    }
    assertThat(post("/v1/cutout", many).statusCode()).isIn(400, 413);
    HttpRequest cut =
        HttpRequest.newBuilder(uri("/v1/cutout"))
            .header("Content-Type", "multipart/form-data; boundary=x")
            .POST(HttpRequest.BodyPublishers.ofString("--x\r\nContent-Disposition: form-data"))
            .build();
    HttpResponse<byte[]> answer = send(cut);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(text(answer)).contains("malformed");
    assertThat(get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void theDescriptionHasEveryRouteWithItsFields() throws Exception {
    JsonNode paths = MAPPER.readTree(get("/openapi.json").body()).get("paths");
    Map<String, Routes.Route> routes =
        new Routes(new Cutter(matting, ImageFiles.standard(), Optional.empty())).own();

    assertThat(names(paths)).isEqualTo(routes.keySet());
    for (Map.Entry<String, Routes.Route> route : routes.entrySet()) {
      Set<String> known = new TreeSet<>();
      for (String source : List.of("key=auto", "rect=1,2,3,4")) {
        Fields fields = new Fields(false);
        fields.add("image", "picture");
        fields.add(source.split("=")[0], source.split("=")[1]);
        if (route.getKey().equals("/v1/composite")) {
          fields.add("color", "ffffff");
        }
        route.getValue().work(fields);
        known.addAll(fields.known());
      }
      known.removeIf(name -> name.endsWith("_b64"));
      JsonNode form =
          paths.at(
              "/"
                  + route.getKey().replace("/", "~1")
                  + "/post/requestBody/content/multipart~1form-data/schema/properties");
      assertThat(names(form)).as(route.getKey()).isEqualTo(known);
    }
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void metricsCountRoutesOnly() throws Exception {
    post("/v1/trimap", new Form());
    get("/nothing-of-that-name");

    String metrics = text(get("/metrics"));
    assertThat(metrics)
        .contains("matting_requests_seconds_count{route=\"/v1/trimap\",status=\"400\"}")
        .contains("matting_pictures_waiting")
        .doesNotContain("nothing-of-that-name");
  }

  @Test
  void requestsNeedAKeyIfThereAreKeys() throws Exception {
    // SHA-256 of "secret", as sha256sum prints it.
    Path keys =
        Files.writeString(
            folder.resolve("keys"),
            "# of the shop\n2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b\n");
    try (MattingServer guarded = MattingServer.builder(matting).port(0).keys(keys).start()) {
      URI address = URI.create("http://127.0.0.1:" + guarded.port() + "/v1/cutout");
      HttpRequest.Builder request =
          HttpRequest.newBuilder(address)
              .header("Content-Type", "image/png")
              .POST(HttpRequest.BodyPublishers.ofByteArray(png(image())));
      assertThat(send(request.build()).statusCode()).isEqualTo(401);
      assertThat(send(request.copy().header("X-Api-Key", "other").build()).statusCode())
          .isEqualTo(401);
      assertThat(send(request.copy().header("X-Api-Key", "secret").build()).statusCode())
          .isEqualTo(400);
    }
  }

  @Test
  void filesOfKeysAreChecked() throws IOException {
    Path plain = Files.writeString(folder.resolve("plain"), "secret\n");

    assertThatThrownBy(() -> MattingServer.builder(matting).keys(plain))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("wanted SHA-256 in 64 hexadecimal digits");
    assertThatThrownBy(() -> MattingServer.builder(matting).keys(folder.resolve("none")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cannot be read");
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private static HttpResponse<byte[]> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  private static HttpResponse<byte[]> post(String path, Form form) throws Exception {
    return send(form.request(uri(path)));
  }

  private static HttpResponse<byte[]> send(HttpRequest request) throws Exception {
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static void assertSamePixels(BufferedImage actual, BufferedImage expected) {
    assertThat(actual.getWidth()).isEqualTo(expected.getWidth());
    assertThat(actual.getHeight()).isEqualTo(expected.getHeight());
    int width = actual.getWidth();
    int height = actual.getHeight();
    assertThat(actual.getRGB(0, 0, width, height, null, 0, width))
        .isEqualTo(expected.getRGB(0, 0, width, height, null, 0, width));
  }

  static RgbImage image() {
    byte[] pixels = new byte[3 * 80 * 60];
    for (int y = 0; y < 60; y++) {
      for (int x = 0; x < 80; x++) {
        boolean inside = Math.hypot(x - 40, y - 30) < 18;
        int at = 3 * (80 * y + x);
        pixels[at] = (byte) (inside ? 220 - x : 30 + y);
        pixels[at + 1] = (byte) (inside ? 60 + y : 90);
        pixels[at + 2] = (byte) (inside ? 40 : 160 + x);
      }
    }
    return RgbImage.of8(80, 60, pixels);
  }

  static Trimap trimap() {
    byte[] values = new byte[80 * 60];
    for (int y = 0; y < 60; y++) {
      for (int x = 0; x < 80; x++) {
        double distance = Math.hypot(x - 40, y - 30);
        int value = distance < 15 ? Trimap.FOREGROUND : distance < 21 ? Trimap.UNKNOWN : 0;
        values[80 * y + x] = (byte) value;
      }
    }
    return Trimap.of(80, 60, values);
  }

  static byte[] png(RgbImage image) {
    return png(image.toBufferedImage());
  }

  static byte[] png(Trimap trimap) {
    return png(trimap.toBufferedImage());
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageFiles.writePng(image, ImageOutput.of(bytes), ImageProperties.none());
    return bytes.toByteArray();
  }

  /** A multipart form. */
  static final class Form {
    private static final String BOUNDARY = "boundary-of-the-tests";
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    Form text(String name, String value) {
      return part("name=\"" + name + "\"", "", value.getBytes(StandardCharsets.UTF_8));
    }

    Form file(String name, byte[] content) {
      return part(
          "name=\"" + name + "\"; filename=\"" + name + ".png\"",
          "Content-Type: image/png\r\n",
          content);
    }

    private Form part(String disposition, String headers, byte[] content) {
      body.writeBytes(
          ("--"
                  + BOUNDARY
                  + "\r\nContent-Disposition: form-data; "
                  + disposition
                  + "\r\n"
                  + headers
                  + "\r\n")
              .getBytes(StandardCharsets.UTF_8));
      body.writeBytes(content);
      body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
      return this;
    }

    byte[] bytes() {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      whole.writeBytes(body.toByteArray());
      whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
      return whole.toByteArray();
    }

    HttpRequest request(URI uri) {
      return HttpRequest.newBuilder(uri)
          .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
          .POST(HttpRequest.BodyPublishers.ofByteArray(bytes()))
          .build();
    }
  }
}

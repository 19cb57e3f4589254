package dev.deepmatting.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.deepmatting.Matting;
import dev.deepmatting.compose.CutOut;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/**
 * The page in Chromium. Without Chromium and its driver it is skipped, but fails where {@code CI}
 * is {@code true}.
 */
@Timeout(180)
class BrowserTest {
  private static final List<String> BROWSERS =
      List.of("/usr/bin/chromium", "/usr/bin/google-chrome");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  @TempDir static Path downloads;
  private static Matting matting;
  private static MattingServer server;
  private static ChromeDriver browser;
  private static Path photo;

  @BeforeAll
  static void start() throws IOException {
    Path chromium =
        BROWSERS.stream().map(Path::of).filter(Files::isExecutable).findFirst().orElse(null);
    if (chromium == null || !Files.isExecutable(DRIVER)) {
      if ("true".equals(System.getenv("CI"))) {
        fail("wanted Chromium in one of %s and %s", BROWSERS, DRIVER);
      }
      assumeTrue(false, "Chromium or its driver is not installed");
    }
    matting = Matting.load("builtin:closed-form");
    server = MattingServer.builder(matting).port(0).start();
    photo = downloads.resolve("disc.png");
    ImageFiles.writePng(MattingServerTest.image().toBufferedImage(), photo);
    browser = browser(chromium);
  }

  private static ChromeDriver browser(Path chromium) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--lang=en", "--window-size=1200,900");
    options.setExperimentalOption(
        "prefs",
        Map.of("download.default_directory", downloads.toString(), "intl.accept_languages", "en"));
    ChromeDriverService driver =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    return new ChromeDriver(driver, options);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.quit();
      server.close();
      matting.close();
    }
  }

  @BeforeEach
  void open() {
    browser.manage().window().setSize(new Dimension(1200, 900));
    browser.get("http://127.0.0.1:" + server.port() + "/");
    browser.findElement(By.id("photo")).sendKeys(photo.toString());
    await(
        "return !document.getElementById('work').hidden && document.getElementById('paint').width === 80");
  }

  @Test
  void whatIsPaintedChangesTheResultAndIsSavedAsTheLibraryMakesIt() throws Exception {
    paintObjectAndBackground();
    String first = pixels("result");
    click("[data-tool=unknown]");
    drag(0.42, 0.2, 0.58, 0.2);
    awaitResult();
    assertThat(pixels("result")).isNotEqualTo(first);
    browser.findElement(By.id("undo")).click();
    awaitResult();
    assertThat(pixels("result")).isEqualTo(first);

    Trimap trimap = ImageFiles.standard().readTrimap(save("trimap"), TrimapThresholds.exact());
    assertThat(trimap.foregroundCount()).isPositive();
    assertThat(trimap.backgroundCount()).isPositive();
    RgbImage image = MattingServerTest.image();
    AlphaMatte alpha = matting.predict(image, trimap);
    BufferedImage expected = CutOut.of(image, alpha).toBufferedImage();
    BufferedImage saved = ImageIO.read(save("cutout").toFile());
    assertThat(saved.getRGB(0, 0, 80, 60, null, 0, 80))
        .isEqualTo(expected.getRGB(0, 0, 80, 60, null, 0, 80));
  }

  @Test
  void aRectangleMakesATrimap() {
    click("[data-tool=rectangle]");
    drag(0.2, 0.1, 0.8, 0.9);
    awaitResult();
    assertThat(opaqueShare()).isBetween(0.1, 0.4);
  }

  @Test
  void theKeyboardPaintsToo() {
    WebElement paint = browser.findElement(By.id("paint"));
    paint.click();
    browser.findElement(By.id("undo")).click();
    Actions keys = new Actions(browser);
    keys.click(paint).perform();
    browser.executeScript("document.getElementById('paint').focus()");
    new Actions(browser)
        .sendKeys("1")
        .sendKeys(Keys.ARROW_RIGHT)
        .keyDown(Keys.SPACE)
        .sendKeys(Keys.ARROW_DOWN)
        .keyUp(Keys.SPACE)
        .sendKeys("2")
        .perform();
    assertThat(
            script(
                "return document.querySelector('[data-tool=background]').getAttribute('aria-checked')"))
        .isEqualTo("true");
    assertThat(browser.findElement(By.id("undo")).isEnabled()).isTrue();
  }

  @Test
  void speaksGermanAndFitsAPhone() {
    click("#language option[value=de]");
    assertThat(browser.findElement(By.cssSelector("[data-tool=object]")).getText())
        .isEqualTo("Objekt");
    assertThat(script("return document.documentElement.lang")).isEqualTo("de");
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 375, "height", 800, "deviceScaleFactor", 1, "mobile", true));
    try {
      assertThat(script("return document.documentElement.scrollWidth <= window.innerWidth"))
          .isEqualTo(true);
    } finally {
      browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }
  }

  @Test
  void axeFindsNothing() throws IOException {
    browser.get("http://127.0.0.1:" + server.port() + "/");
    assertThat(violations()).isEmpty();
    browser.findElement(By.id("photo")).sendKeys(photo.toString());
    paintObjectAndBackground();
    assertThat(violations()).isEmpty();
  }

  private static List<?> violations() throws IOException {
    try (InputStream axe = BrowserTest.class.getResourceAsStream("/axe.min.js")) {
      browser.executeScript(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
    }
    return (List<?>)
        browser.executeAsyncScript(
            "const done = arguments[arguments.length - 1]; axe.run().then(found =>"
                + " done(found.violations.map(v => v.id + ' ' + v.nodes.map(n => n.html))))");
  }

  @Test
  void nothingIsLoadedFromElsewhereAndNoErrorIsLogged() {
    paintObjectAndBackground();
    Object foreign =
        script(
            "return performance.getEntriesByType('resource').map(e => e.name)"
                + ".filter(name => !name.startsWith(location.origin) && !name.startsWith('blob:'))");
    assertThat((List<?>) foreign).isEmpty();
    assertThat(browser.manage().logs().get("browser").getAll().toString())
        .doesNotContain("Content Security Policy")
        .doesNotContain("Uncaught");
  }

  /** Pictures of the page with the photograph of a property, for whoever looks at it. */
  @Test
  void screenshots() throws IOException {
    String folder = System.getProperty("screenshots");
    assumeTrue(folder != null, "no folder for screenshots");
    browser.findElement(By.id("other")).click();
    browser.findElement(By.id("photo")).sendKeys(System.getProperty("screenshots.photo"));
    await("return document.getElementById('paint').width !== 80");
    click("[data-tool=rectangle]");
    drag(0.1, 0.077, 0.767, 0.846);
    awaitResult();
    screenshot(folder, "server-page.png");
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
    screenshot(folder, "server-page-dark.png");
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 390, "height", 844, "deviceScaleFactor", 1, "mobile", true));
    screenshot(folder, "server-page-phone.png");
    browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
  }

  private static void screenshot(String folder, String name) throws IOException {
    Files.write(Path.of(folder, name), browser.getScreenshotAs(OutputType.BYTES));
  }

  private static void paintObjectAndBackground() {
    browser.executeScript(
        "const size = document.getElementById('size'); size.value = 8;"
            + "size.dispatchEvent(new Event('input'))");
    click("[data-tool=object]");
    drag(0.42, 0.5, 0.58, 0.5);
    click("[data-tool=background]");
    drag(0.05, 0.08, 0.95, 0.08);
    awaitResult();
    drag(0.05, 0.92, 0.95, 0.92);
    awaitResult();
  }

  private static void click(String selector) {
    browser.findElement(By.cssSelector(selector)).click();
  }

  /** Drags over the photograph; places are shares of its sides. */
  private static void drag(double fromX, double fromY, double toX, double toY) {
    WebElement paint = browser.findElement(By.id("paint"));
    int width = paint.getSize().width;
    int height = paint.getSize().height;
    double wide = ((Number) script("return document.getElementById('paint').width")).doubleValue();
    double high = ((Number) script("return document.getElementById('paint').height")).doubleValue();
    // The canvas keeps the photograph's shape inside of its box.
    double scale = Math.min(width / wide, height / high);
    int w = (int) (wide * scale);
    int h = (int) (high * scale);
    new Actions(browser)
        .moveToElement(paint, (int) ((fromX - 0.5) * w), (int) ((fromY - 0.5) * h))
        .clickAndHold()
        .moveByOffset((int) ((toX - fromX) * w), (int) ((toY - fromY) * h))
        .release()
        .perform();
  }

  private static void awaitResult() {
    await(
        "return document.getElementById('busy').hidden"
            + " && /Done in/.test(document.getElementById('status').textContent)");
  }

  private static void await(String condition) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!Boolean.TRUE.equals(script(condition))) {
      if (System.nanoTime() > end) {
        fail("%s; the page says: %s", condition, browser.findElement(By.id("status")).getText());
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static Object script(String text) {
    return browser.executeScript(text);
  }

  private static String pixels(String canvas) {
    return (String) script("return document.getElementById('" + canvas + "').toDataURL()");
  }

  private static double opaqueShare() {
    return ((Number)
            script(
                "const c = document.getElementById('result');"
                    + "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                    + "let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 127;"
                    + "return 4 * n / d.length"))
        .doubleValue();
  }

  private static Path save(String kind) throws Exception {
    click("[data-save=" + kind + "]");
    Path file = downloads.resolve("disc-" + kind + ".png");
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!Files.exists(file) || busy()) {
      assertThat(System.nanoTime()).as("saving " + file).isLessThan(end);
      Thread.sleep(50);
    }
    return file;
  }

  private static boolean busy() throws IOException {
    try (Stream<Path> files = Files.list(downloads)) {
      return files.anyMatch(each -> each.toString().endsWith(".crdownload"));
    }
  }
}

package dev.deepmatting.evaluation;

import static dev.deepmatting.evaluation.Pictures.matte;
import static dev.deepmatting.evaluation.Pictures.scored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.evaluation.WorstCases.WorstCase;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.internal.html.HtmlText;
import dev.deepmatting.metrics.MattingMetrics;
import dev.deepmatting.metrics.Region;
import java.awt.image.BufferedImage;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {
  private static final String HOSTILE = "a\"><script>alert('&')</script>\u202Egnp.\u0007";
  private static final String HOSTILE_SHOWN = "a\"><script>alert('&')</script>\\u202Egnp.\\u0007";

  @Test
  void saysHowManyWereScoredWhereAndWithWhatMean() {
    String text = text(page(List.of(scored("a", 1), scored("b", 4)), List.of()));

    assertThat(text)
        .contains("2 images scored, 0 failed")
        .contains("the unknown pixels of the trimap")
        .contains("SAD sum of absolute differences2.500")
        .contains("MSE mean squared error1.600 ×10⁻³");
  }

  @Test
  void namesTheWholeImageAsTheRegion() {
    MattingMetrics metrics = MattingMetrics.standard().withRegion(Region.WHOLE_IMAGE);
    EvaluationReport report =
        report(metrics, List.of(scored("a", 1)), List.of(), List.of(), List.of());

    assertThat(text(HtmlReport.of(report))).contains("1 image scored").contains("the whole image");
  }

  @Test
  void listsTheWorstImageFirst() {
    String page = page(List.of(scored("a", 1), scored("b", 3), scored("c", 2)), List.of());

    Element body = element(parse(page), "tbody");
    assertThat(texts(body, "th")).containsExactly("b", "c", "a");
  }

  @Test
  void showsTextFromOutsideAsTextOnly() {
    EvaluatedImage image = scored(HOSTILE, 1, "notice " + HOSTILE);
    CasePanels.Panel.Row row = new CasePanels.Panel.Row("Whole image", CasePanels.Panel.Row.FIT);
    CasePanels.Panel missing = CasePanels.Panel.missing(row, "image", "reason " + HOSTILE);
    CasePanels.Panel drawn =
        CasePanels.Panel.of(row, "truth", new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB));

    String page =
        HtmlReport.of(
            report(
                List.of(image),
                List.of(new FailedImage("failed " + HOSTILE, "because " + HOSTILE)),
                List.of(new WorstCase(image, List.of(missing, drawn)))));

    Document document = parse(page);
    assertThat(document.getElementsByTagName("script").getLength()).isOne();
    assertThat(page).doesNotContain("\u202E", "\u0007");
    assertThat(text(page))
        .contains("failed " + HOSTILE_SHOWN)
        .contains("because " + HOSTILE_SHOWN)
        .contains("notice " + HOSTILE_SHOWN)
        .contains("reason " + HOSTILE_SHOWN);
    assertThat(pictures(document).get(1).getAttribute("alt"))
        .isEqualTo("truth of " + HOSTILE_SHOWN);
  }

  @Test
  void showsLoneSurrogatesAndKeepsOtherScripts() {
    assertThat(HtmlText.of("\ud800 ñ 葉 🌱\n")).isEqualTo("\\uD800 ñ 葉 🌱\\u000A");
  }

  @Test
  void showsFailuresAndNoticesBeforeTheTables() {
    String text =
        text(
            page(
                List.of(scored("doubtful", 1, "trimap is odd"), scored("good", 2)),
                List.of(new FailedImage("lost", "truth lost.png has no prediction"))));

    assertThat(text)
        .contains("1 image could not be scored")
        .contains("losttruth lost.png has no prediction")
        .contains("1 image with notices");
    assertThat(text.indexOf("trimap is odd")).isLessThan(text.indexOf("All images"));
    assertThat(text.indexOf("no prediction")).isLessThan(text.indexOf("trimap is odd"));
  }

  @Test
  void makesSenseWithoutAnyScoredImage() {
    String page = page(List.of(), List.of(new FailedImage("a", "damaged")));

    assertThat(text(page))
        .contains("0 images scored, 1 failed")
        .contains("No image could be scored")
        .contains("damaged");
    assertThat(parse(page).getElementsByTagName("table").getLength()).isZero();
  }

  @Test
  void showsTheMeansOfStrata() {
    List<EvaluatedImage> images = List.of(scored("a", 1), scored("b", 3));
    List<Stratum> strata =
        List.of(
            Stratum.of(Share.UNKNOWN, 0, 0.07, images), Stratum.of(Share.UNKNOWN, 0.07, 1, images));
    EvaluationReport report =
        report(MattingMetrics.standard(), images, List.of(), strata, List.of());

    assertThat(text(HtmlReport.of(report)))
        .contains("Means by share of unknown pixels")
        .contains("from 0 % to below 7 %0–––––")
        .contains("from 7 %22.000");
  }

  @Test
  void carriesItsPicturesAndNamesNoOtherAddress() {
    EvaluatedImage image = scored("a", 1);
    AlphaMatte truth = matte(600, 300, (x, y) -> 0);
    AlphaMatte prediction = matte(600, 300, (x, y) -> x == 400 ? 255 : 0);
    List<CasePanels.Panel> panels =
        CasePanels.draw(
            prediction,
            truth,
            Optional.empty(),
            Region.UNKNOWN,
            Optional.empty(),
            ImageFiles.standard());

    String page =
        HtmlReport.of(report(List.of(image), List.of(), List.of(new WorstCase(image, panels))));

    assertThat(page).doesNotContain("http://", "https://", "url(", "@import");
    assertThat(pictures(parse(page)))
        .hasSize(7)
        .allSatisfy(HtmlReportTest::assertDeclaredSize)
        .last()
        .satisfies(last -> assertThat(last.getAttribute("width")).isEqualTo("240"));
  }

  @Test
  void enlargesSmallPicturesWithoutResamplingThem() {
    EvaluatedImage image = scored("a", 1);
    AlphaMatte matte = matte(20, 10, (x, y) -> x);
    List<CasePanels.Panel> panels =
        CasePanels.draw(
            matte,
            matte,
            Optional.empty(),
            Region.UNKNOWN,
            Optional.empty(),
            ImageFiles.standard());

    String page =
        HtmlReport.of(report(List.of(image), List.of(), List.of(new WorstCase(image, panels))));

    Element picture = pictures(parse(page)).get(1);
    assertThat(picture.getAttribute("width")).isEqualTo("240");
    assertThat(decode(picture).getWidth()).isEqualTo(20);
    assertThat(page).contains("image-rendering: pixelated");
  }

  @Test
  void allowsItsOwnStyleAndScriptOnly() throws Exception {
    Document document = parse(page(List.of(scored("a", 1)), List.of()));

    assertThat(
            document.getElementsByTagName("meta").item(1).getAttributes().getNamedItem("content"))
        .extracting(node -> node.getNodeValue())
        .asString()
        .startsWith("default-src 'none'; img-src data:;")
        .contains("style-src " + hash(element(document, "style").getTextContent()))
        .contains("script-src " + hash(element(document, "script").getTextContent()));
  }

  @Test
  void plotsTheSpreadOfMoreThanThreeImages() {
    assertThat(page(numbered(3), List.of())).doesNotContain("<svg");
    assertThat(page(numbered(4), List.of()))
        .contains("<svg")
        .contains("from 4.000 (worst) over 2.500 (median) to 1.000 (best)");
  }

  @Test
  void staysSmallWithAThousandImages() {
    String page = page(numbered(1000), List.of());

    assertThat(texts(element(parse(page), "tbody"), "th")).hasSize(1000).first().isEqualTo("n1000");
    assertThat(page.length()).isLessThan(1_000_000);
  }

  private static List<EvaluatedImage> numbered(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> scored("n" + i, i)).toList();
  }

  private static String page(List<EvaluatedImage> images, List<FailedImage> failures) {
    return HtmlReport.of(report(images, failures, List.of()));
  }

  private static EvaluationReport report(
      List<EvaluatedImage> images, List<FailedImage> failures, List<WorstCase> worst) {
    return report(MattingMetrics.standard(), images, failures, List.of(), worst);
  }

  private static EvaluationReport report(
      MattingMetrics metrics,
      List<EvaluatedImage> images,
      List<FailedImage> failures,
      List<Stratum> strata,
      List<WorstCase> worst) {
    CaseFinder.EvaluationFolders folders =
        new CaseFinder.EvaluationFolders(
            Optional.of(Path.of("predictions")), Path.of("truth"), List.of(), Optional.empty());
    EvaluationReport.Inputs inputs =
        new EvaluationReport.Inputs(
            folders, Optional.empty(), Optional.empty(), TrimapThresholds.exact());
    return new EvaluationReport(
        inputs, metrics, new EvaluationReport.Images(images, failures), strata, worst);
  }

  /** The page is XML as well, so that a tag left open or a stray quote shows here. */
  private static Document parse(String page) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(page)));
    } catch (Exception e) {
      throw new AssertionError("the page is not well-formed: " + e.getMessage(), e);
    }
  }

  private static String text(String page) {
    return element(parse(page), "main").getTextContent();
  }

  private static Element element(Document document, String tag) {
    return (Element) document.getElementsByTagName(tag).item(0);
  }

  private static List<String> texts(Element parent, String tag) {
    return elements(parent.getElementsByTagName(tag)).stream()
        .map(Element::getTextContent)
        .toList();
  }

  private static List<Element> pictures(Document document) {
    return elements(document.getElementsByTagName("img"));
  }

  private static List<Element> elements(NodeList nodes) {
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static void assertDeclaredSize(Element picture) {
    BufferedImage decoded = decode(picture);
    assertThat(picture.getAttribute("width")).isEqualTo("" + decoded.getWidth());
    assertThat(picture.getAttribute("height")).isEqualTo("" + decoded.getHeight());
  }

  private static BufferedImage decode(Element picture) {
    String data = picture.getAttribute("src");
    assertThat(data).startsWith("data:image/png;base64,");
    return Pictures.decode(Base64.getDecoder().decode(data.substring(data.indexOf(',') + 1)));
  }

  private static String hash(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }
}

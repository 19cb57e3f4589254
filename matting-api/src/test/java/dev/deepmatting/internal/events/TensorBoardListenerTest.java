package dev.deepmatting.internal.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataClass;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog.SessionStatus;
import org.tensorflow.proto.Summary;

class TensorBoardListenerTest {
  @TempDir private Path run;
  private Path folder;
  private TensorBoardListener listener;

  @BeforeEach
  void listen() {
    folder = run.resolve("deep/events");
    listener = TensorBoardListener.into(folder);
  }

  @AfterEach
  void close() {
    listener.close();
  }

  @Test
  void aFileBeginsWithItsVersionAndIsNamedForTensorBoard() throws IOException {
    double before = System.currentTimeMillis() / 1000.0;
    listener.started(Reports.start(0, false));
    double after = System.currentTimeMillis() / 1000.0 + 0.001;

    Event first = EventReader.onlyFile(folder).get(0);
    assertThat(first.getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(first.getWallTime()).isBetween(before, after);
    assertThat(EventReader.files(folder).get(0).getFileName().toString())
        .matches("events\\.out\\.tfevents\\.\\d{10}\\.[A-Za-z0-9.-]+\\.\\d{9}\\.\\d+");
  }

  @Test
  void theDescriptionIsMarkdownForTheTextPlugin() throws IOException {
    listener.started(Reports.start(0, false));

    Summary.Value text = EventReader.onlyFile(folder).get(1).getSummary().getValue(0);
    assertThat(text.getTag()).isEqualTo("description");
    assertThat(text.getMetadata().getPluginData().getPluginName()).isEqualTo("text");
    assertThat(text.getMetadata().getDataClass()).isEqualTo(DataClass.DATA_CLASS_TENSOR);
    assertThat(text.getTensor().getDtype()).isEqualTo(DataType.DT_STRING);
    assertThat(text.getTensor().getTensorShape().getDimCount()).isZero();
    assertThat(text.getTensor().getStringValList())
        .singleElement()
        .extracting(bytes -> bytes.toStringUtf8())
        .isEqualTo(
            "## data\n\n    12 images\n\n## recipe\n\n    name: seed\n    \n    # stage\n\n");
  }

  @Test
  void aStepGivesScalarsAtTheStepOfTheRun() throws IOException {
    listener.started(Reports.start(100, false));
    listener.stepped(Reports.step(101));
    listener.stepped(Reports.step(102, 0.25));

    List<Event> events = EventReader.onlyFile(folder);
    assertThat(EventReader.scalars(events.subList(0, 3)))
        .containsExactly(
            "loss/total @101 = 0.75",
            "loss/alpha @101 = 0.5",
            "loss/composition @101 = 0.25",
            "learning rate/encoder @101 = 1.0E-4",
            "learning rate/head @101 = 2.0E-4",
            "gradient norm @101 = 8.5",
            "samples per second @101 = 8.0",
            "unknown pixels @101 = 70000.0");
    assertThat(EventReader.scalars(events))
        .hasSize(16)
        .contains("loss/total @102 = 0.75", "samples per second @102 = 16.0");
  }

  @Test
  void aStepThatTookNoTimeHasNoSpeed() throws IOException {
    listener.started(Reports.start(0, false));
    listener.stepped(Reports.step(1, 0));

    assertThat(EventReader.scalars(EventReader.onlyFile(folder)))
        .hasSize(7)
        .noneMatch(scalar -> scalar.startsWith("samples per second"));
  }

  @Test
  void aValidationGivesScalarsAndAnImageOfEachSample() throws IOException {
    listener.started(Reports.start(0, false));
    listener.validated(
        Reports.validation(120, Reports.plain("cat", 10, 8), Reports.plain("dög", 400, 640)));

    List<Event> events = EventReader.onlyFile(folder);
    assertThat(EventReader.scalars(events))
        .containsExactly(
            "validation/sad @120 = 50.5",
            "validation/mse @120 = 0.0625",
            "validation/gradient @120 = 30.25",
            "validation/connectivity @120 = 40.75");
    assertImage(events.get(3), "validation images/cat", 5 * 10 + 4 * 4, 8);
    assertImage(events.get(4), "validation images/dög", 5 * 200 + 4 * 4, 320);
  }

  private static void assertImage(Event event, String tag, int width, int height)
      throws IOException {
    Summary.Value value = event.getSummary().getValue(0);
    Summary.Image image = value.getImage();
    BufferedImage decoded =
        ImageIO.read(new ByteArrayInputStream(image.getEncodedImageString().toByteArray()));
    assertThat(event.getStep()).isEqualTo(120);
    assertThat(value.getTag()).isEqualTo(tag);
    assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(width, height);
    assertThat(List.of(decoded.getWidth(), decoded.getHeight())).containsExactly(width, height);
    assertThat(image.getColorspace()).isEqualTo(3);
    assertThat(decoded.getRGB(0, 0)).isEqualTo(0xffff0000);
  }

  @Test
  void aNewRunDropsNothing() throws IOException {
    listener.started(Reports.start(0, false));
    listener.stepped(Reports.step(1));

    assertThat(EventReader.onlyFile(folder)).noneMatch(Event::hasSessionLog);
  }

  @Test
  void aResumedRunDropsTheStepsBehindItsCheckpoint() throws IOException {
    listener.started(Reports.start(130, true));

    Event restart = EventReader.onlyFile(folder).get(1);
    assertThat(restart.getSessionLog().getStatus()).isEqualTo(SessionStatus.START);
    assertThat(restart.getStep()).isEqualTo(131);
  }

  @Test
  void eachStartWritesAFileThatComesLaterByItsName() throws IOException {
    for (int i = 0; i < 3; i++) {
      listener.started(Reports.start(i, false));
    }

    List<Path> files = EventReader.files(folder);
    assertThat(files).hasSize(3);
    for (int i = 0; i < 3; i++) {
      List<Event> events = EventReader.events(Files.readAllBytes(files.get(i)));
      assertThat(events).last().extracting(Event::getStep).isEqualTo((long) i);
    }
  }

  @Test
  void aFileThatWasCutIsReadableUpToTheCut() throws IOException {
    listener.started(Reports.start(130, true));
    listener.stepped(Reports.step(131));
    listener.validated(Reports.validation(131, Reports.plain("cat", 10, 8)));
    byte[] whole = Files.readAllBytes(EventReader.files(folder).get(0));
    List<Event> all = EventReader.events(whole);
    assertThat(all).hasSize(6);

    int before = 0;
    for (int length = 0; length < whole.length; length++) {
      List<Event> left = EventReader.events(Arrays.copyOf(whole, length));
      assertThat(left).isEqualTo(all.subList(0, left.size()));
      assertThat(left.size()).isBetween(before, before + 1);
      before = left.size();
    }
    assertThat(before).isEqualTo(5);
  }

  @Test
  void anInterruptThatStopsTheRunDoesNotStopTheFile() throws IOException {
    listener.started(Reports.start(0, false));
    Thread.currentThread().interrupt();
    try {
      listener.stepped(Reports.step(1));
      listener.validated(Reports.validation(1, Reports.plain("cat", 10, 8)));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(EventReader.onlyFile(folder)).hasSize(5);
  }

  @Test
  void refusesAFolderThatIsAFile() throws IOException {
    Path file = Files.writeString(run.resolve("file"), "");

    assertThatThrownBy(() -> TensorBoardListener.into(file).started(Reports.start(0, false)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("folder " + file + " is a file, wanted a folder for event files");
  }

  @Test
  void saysWhichFolderCannotBeWritten() throws IOException {
    Path below = Files.writeString(run.resolve("file"), "").resolve("events");

    assertThatThrownBy(() -> TensorBoardListener.into(below).started(Reports.start(0, false)))
        .isInstanceOf(MattingException.class)
        .hasMessageStartingWith(
            "folder " + below + " cannot be written, wanted a folder for event files: ");
  }

  @Test
  void writesNothingBeforeTheRunBeginsNorAfterItsEnd() throws IOException {
    assertThatThrownBy(() -> listener.stepped(Reports.step(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no event file is open, wanted a run that has started");
    assertThat(folder).doesNotExist();

    listener.started(Reports.start(0, false));
    listener.finished(null);
    listener.close();

    assertThatThrownBy(() -> listener.validated(Reports.validation(1)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(EventReader.onlyFile(folder)).hasSize(2);
  }
}

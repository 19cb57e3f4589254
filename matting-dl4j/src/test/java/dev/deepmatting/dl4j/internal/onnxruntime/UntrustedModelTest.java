package dev.deepmatting.dl4j.internal.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.segmentation.SegmentationEngine;
import dev.deepmatting.segmentation.SegmentationModel;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of strangers: each fault has its own words, and nothing ends the process. */
@Timeout(120)
class UntrustedModelTest {
  private static final int SEED = 23;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bad-two-inputs    | has the inputs [picture, other], wanted one
          bad-input-type    | takes numbers of type 2 (UINT8), wanted 1 (FLOAT)
          bad-input-shape   | takes the shape [1, 288], wanted one picture
          bad-channels      | the network takes the shape [1, 5, 8, 12], wanted three channels
          bad-opset         | uses version 99 of the operations of ai.onnx, wanted 7 to 26
          bad-no-opset      | names no version of the operations of ONNX
          bad-output-type   | gives mask with numbers of type 7 (INT64), wanted 1 (FLOAT)
          bad-operation     | cannot be loaded by ONNX Runtime
          bad-domain        | uses the operation Custom of com.example, wanted those of ai.onnx
          bad-context       | uses the operation EPContext
          bad-loop          | uses the operation Loop of ai.onnx, wanted those of ai.onnx, ai.onnx.ml, com.microsoft, without EPContext, Loop, Scan, SequenceMap
          bad-external      | tensor weight keeps its numbers in another file
          bad-external-node | tensor weight keeps its numbers in another file
          bad-tensor        | tensor weight has 12 bytes, wanted 1200000000
          """)
  void refusesWhatIsNoNetworkForMasks(String name, String reason) {
    assertThatThrownBy(() -> SegmentationModel.load(Networks.file(name)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void refusesASizeThatWouldTakeTooMuchMemory() {
    assertThatThrownBy(() -> SegmentationModel.load(Networks.file("bad-size")))
        .isInstanceOf(MattingException.class)
        .hasMessageContaining("the network's size is 100000x100000, wanted sides of 1 to 4096");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bad-shape   | the network gives the shape [1, 192], wanted that of a mask
          bad-five    | the network gives the shape [1, 5, 8, 12], wanted that of a mask
          bad-numbers | the network gives NaN at
          bad-memory  | there is not enough memory to run model
          """)
  void saysWhatIsWrongWithWhatANetworkGives(String name, String reason) {
    try (SegmentationModel model = SegmentationModel.load(Networks.file(name))) {
      assertThatThrownBy(() -> model.segment(Networks.picture()))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining(reason);
    }
  }

  @Test
  void refusesFilesCutShortAtEveryByte() throws IOException {
    byte[] whole = Files.readAllBytes(Networks.file("several"));
    Path file = folder.resolve("short.onnx");
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> CheckedModel.read(file))
          .as("cut to %d bytes", length)
          .isInstanceOf(ModelFormatException.class);
    }
  }

  /** Damage that the check does not see reaches ONNX Runtime, which must survive it. */
  @Test
  void damagedFilesAreRefusedOrRun() throws IOException {
    byte[] whole = Files.readAllBytes(Networks.file("several"));
    Random random = new Random(SEED);
    Path file = folder.resolve("damaged.onnx");
    for (int i = 0; i < 300; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      Files.write(file, damaged);
      assertThatCode(() -> run(file)).as("damage %d", i).doesNotThrowAnyException();
    }
  }

  private static void run(Path file) {
    try (SegmentationModel model = SegmentationModel.load(file)) {
      model.segment(Networks.picture());
    } catch (MattingException e) {
      assertThat(e).hasMessageNotContaining("bug");
    }
  }

  @Test
  void refusesOtherFiles() throws IOException {
    Path text = Files.writeString(folder.resolve("text.onnx"), "no network at all");
    Path huge = folder.resolve("huge.onnx");
    try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
      sparse.setLength(1L << 32);
    }

    assertThatThrownBy(() -> SegmentationModel.load(text)).isInstanceOf(ModelFormatException.class);
    assertThatThrownBy(() -> SegmentationModel.load(huge))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("has 4294967296 bytes, wanted at most 2147483639");
    assertThatThrownBy(() -> SegmentationModel.load(folder.resolve("none.onnx")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> SegmentationModel.load(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("is not a file");
  }

  /** Far longer than the limit of these tests. */
  @Test
  void anInterruptEndsALongRun() throws InterruptedException {
    try (SegmentationModel model = SegmentationModel.load(Networks.file("slow"))) {
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread caller =
          new Thread(
              () -> {
                try {
                  model.segment(Networks.picture());
                } catch (MattingException e) {
                  thrown.set(Thread.currentThread().isInterrupted() ? e : null);
                }
              });
      caller.start();
      Thread.sleep(300);
      caller.interrupt();
      caller.join();

      assertThat(thrown.get())
          .isInstanceOf(MattingInterruptedException.class)
          .hasMessage("the segmentation was interrupted");
      // Closing waits for the run, which thus has ended.
    }
  }

  @Test
  void anInterruptEndsTheWaitForAnotherRun() throws InterruptedException {
    try (SegmentationModel model = SegmentationModel.load(Networks.file("slow"))) {
      List<Throwable> thrown = new CopyOnWriteArrayList<>();
      Runnable work =
          () -> {
            try {
              model.segment(Networks.picture());
            } catch (MattingException e) {
              thrown.add(e);
            }
          };
      Thread running = new Thread(work);
      Thread waiting = new Thread(work);
      running.start();
      Thread.sleep(100);
      waiting.start();
      Thread.sleep(100);
      waiting.interrupt();
      waiting.join();
      assertThat(running.isAlive()).isTrue();
      running.interrupt();
      running.join();

      assertThat(thrown).hasSize(2).allMatch(each -> each instanceof MattingInterruptedException);
    }
  }

  @Test
  void aRunHasATimeLimit() {
    try (SegmentationModel model =
        SegmentationModel.builder(Networks.file("slow")).timeLimit(Duration.ofMillis(200)).load()) {
      assertThatThrownBy(() -> model.segment(Networks.picture()))
          .isInstanceOf(EngineException.class)
          .hasMessage("the segmentation took longer than 200 ms, wanted less time");
    }
  }

  @Test
  void anInterruptedThreadLoadsAndRunsNothing() {
    try (SegmentationModel model = SegmentationModel.load(Networks.file("nchw"))) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> model.segment(Networks.picture()))
          .isInstanceOf(MattingInterruptedException.class);
      assertThatThrownBy(() -> SegmentationModel.load(Networks.file("nchw")))
          .isInstanceOf(MattingInterruptedException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** Native libraries load on a thread with a deep stack, whatever the caller's is. */
  @Test
  void loadsFromAThreadWithASmallStack() throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread small =
        new Thread(
            null,
            () -> {
              try {
                run(Networks.file("nchw"));
              } catch (RuntimeException | Error e) {
                thrown.set(e);
              }
            },
            "small",
            1 << 17);
    small.start();
    small.join();

    assertThat(thrown.get()).isNull();
  }

  @Test
  void namesTheDependencyThatIsMissing() throws Exception {
    try (URLClassLoader loader = withoutRuntime()) {
      Class<?> provider = loader.loadClass(OnnxRuntimeProvider.class.getName());
      Object made = provider.getConstructor().newInstance();

      assertThatThrownBy(
              () -> provider.getMethod("open", Path.class).invoke(made, Networks.file("nchw")))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .hasMessageContaining("add the dependency com.microsoft.onnxruntime:onnxruntime");
    }
  }

  private static URLClassLoader withoutRuntime() throws MalformedURLException {
    String[] paths = System.getProperty("java.class.path").split(File.pathSeparator);
    URL[] urls = new URL[paths.length];
    int count = 0;
    for (String path : paths) {
      if (!path.contains("onnxruntime")) {
        urls[count++] = Path.of(path).toUri().toURL();
      }
    }
    return new URLClassLoader(Arrays.copyOf(urls, count), ClassLoader.getPlatformClassLoader());
  }

  @Test
  void theEngineGivesWhatTheFileTells() {
    try (SegmentationEngine engine = new OnnxRuntimeProvider().open(Networks.file("several"))) {
      assertThat(engine.inputShape()).containsExactly(1, 3, Networks.HEIGHT, Networks.WIDTH);
      assertThat(engine.outputs()).containsExactly("d0", "d1", "d2");
      assertThat(engine.operationOf("d1")).hasValue("Sigmoid");
    }
  }
}

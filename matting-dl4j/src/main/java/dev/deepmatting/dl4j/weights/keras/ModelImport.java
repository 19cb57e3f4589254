package dev.deepmatting.dl4j.weights.keras;

import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.file.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Takes up numbers through DeepLearning4J's model import, which reads HDF5 with native code. That
 * code gets a file of this library's own making, so no file from a stranger can crash it.
 */
final class ModelImport {
  private static final String BINDINGS = "org.bytedeco.hdf5.presets.hdf5";
  private static final String LOAD_LIBRARIES = "org.bytedeco.javacpp.loadLibraries";

  private ModelImport() {}

  /**
   * Sends numbers through the model import. Where HDF5's native library does not exist for this
   * computer, as for macOS on arm64, they are taken as they are: they are the same.
   *
   * @param origin what errors call the stranger's file
   * @throws ModelFormatException if the temporary file cannot be written
   */
  static float[] take(String origin, float[] numbers) {
    Path file = null;
    try {
      file = Files.createTempFile("deep-matting-", ".h5");
      write(file, CanonicalFile.of(numbers));
      return read(file, numbers.length);
    } catch (IOException e) {
      throw new ModelFormatException(
          origin + ": a temporary file for its numbers cannot be written: " + e, e);
    } catch (LinkageError e) {
      return numbers;
    } finally {
      delete(file);
    }
  }

  private static void write(Path file, ByteBuffer content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      AtomicFile.writeFully(channel, content);
    }
  }

  @SuppressWarnings({"try", "unchecked"})
  private static float[] read(Path file, int count) {
    // Before the scope below, so that nothing of ND4J's own is freed with it.
    Nd4j.getExecutioner();
    QuietBindings.require();
    Hdf5Archive archive = new Hdf5Archive(file.toString());
    // The import leaves its copy of the numbers to the garbage collector; the scope frees it now.
    try (PointerScope scope = new PointerScope(FloatPointer.class);
        INDArray array = archive.readDataSet(CanonicalFile.NAME).castTo(DataType.FLOAT)) {
      float[] numbers = new float[count];
      array.data().asNioFloat().get(numbers);
      return numbers;
    } catch (UnsupportedKerasConfigurationException e) {
      throw new IllegalStateException("the model import cannot read " + file, e);
    } finally {
      archive.close();
    }
  }

  /**
   * JavaCPP prints that the bindings of HDF5 are older than itself. They work, so users should not
   * take it for a fault: the check is run here, once, while JavaCPP is told not to warn, and under
   * the lock under which it loads libraries.
   */
  private static final class QuietBindings {
    static {
      synchronized (Loader.class) {
        String before = System.getProperty(LOAD_LIBRARIES);
        System.setProperty(LOAD_LIBRARIES, "false");
        try {
          Class.forName(BINDINGS);
        } catch (ClassNotFoundException e) {
          throw new NoClassDefFoundError(e.getMessage());
        } finally {
          if (before == null) {
            System.clearProperty(LOAD_LIBRARIES);
          } else {
            System.setProperty(LOAD_LIBRARIES, before);
          }
        }
      }
    }

    private QuietBindings() {}

    /** Runs the above, if nobody has. */
    static void require() {}
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}

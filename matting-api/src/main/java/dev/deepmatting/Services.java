package dev.deepmatting;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.network.WeightSource;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/** Finds the services of backends on the class path. */
final class Services {
  private Services() {}

  /**
   * Reads a file of weights.
   *
   * @throws EngineException if there is too little memory for it
   */
  static <T> T withinMemory(WeightSource weights, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (OutOfMemoryError e) {
      throw new EngineException(
          "model "
              + weights
              + " cannot be read: not enough memory ("
              + e.getMessage()
              + "), wanted"
              + " a smaller one, or more memory",
          e);
    }
  }

  /**
   * Returns the first service of a type.
   *
   * @param loader where to look
   * @param does what it does, for messages: {@code reads files of weights}
   */
  static <S> S first(Class<S> type, ClassLoader loader, String does) {
    try {
      return ServiceLoader.load(type, loader)
          .findFirst()
          .orElseThrow(
              () ->
                  new EngineException(
                      "nothing on the class path "
                          + does
                          + "; add the dependency dev.deepmatting:matting-dl4j"));
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new EngineException("what " + does + " cannot be used: " + e.getMessage(), e);
    }
  }
}

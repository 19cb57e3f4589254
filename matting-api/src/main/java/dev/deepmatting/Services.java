package dev.deepmatting;

import dev.deepmatting.error.EngineException;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the services of backends on the class path. */
final class Services {
  private Services() {}

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

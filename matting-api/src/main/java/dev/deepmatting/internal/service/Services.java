package dev.deepmatting.internal.service;

import dev.deepmatting.error.EngineException;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the services of backends on the class path. */
public final class Services {
  private Services() {}

  /**
   * Returns the first service of a type.
   *
   * @param <S> the type
   * @param type the type
   * @param loader where to look
   * @param does what it does, for messages: {@code reads files of weights}
   * @return the service
   * @throws EngineException if there is none, or it cannot be used
   */
  public static <S> S first(Class<S> type, ClassLoader loader, String does) {
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

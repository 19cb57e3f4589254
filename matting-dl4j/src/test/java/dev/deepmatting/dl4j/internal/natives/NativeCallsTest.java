package dev.deepmatting.dl4j.internal.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.EngineException;
import org.junit.jupiter.api.Test;

class NativeCallsTest {
  /** As JavaCPP reports it, the first time and each further time. */
  @Test
  void saysThatCodeMayNotRunInTheFolder() {
    Error first = new UnsatisfiedLinkError("x.so: failed to map segment from shared object");
    Error later = new NoClassDefFoundError("Could not initialize class org.bytedeco.Pointer");
    later.initCause(new ExceptionInInitializerError(first));

    for (Error error : new Error[] {first, later}) {
      assertThatThrownBy(() -> NativeCalls.require(failure(error)))
          .isInstanceOf(EngineException.class)
          .hasMessageStartingWith("OpenCV does not load here: no code may run in the folder")
          .hasMessageContaining("set org.bytedeco.javacpp.cachedir to one where it may");
    }
  }

  @Test
  void saysWhichLibrariesAreMissing() {
    assertThat(failure(new UnsatisfiedLinkError("no jniopencv_core in java.library.path")))
        .startsWith("wanted org.bytedeco:opencv with the natives of this operating system")
        .endsWith("no jniopencv_core in java.library.path");
  }

  @Test
  void isSilentWhereTheyLoad() {
    String failure = NativeCalls.failure(() -> {});

    assertThat(failure).isEmpty();
    assertThatCode(() -> NativeCalls.require(failure)).doesNotThrowAnyException();
  }

  private static String failure(Error error) {
    return NativeCalls.failure(
        () -> {
          throw error;
        });
  }
}

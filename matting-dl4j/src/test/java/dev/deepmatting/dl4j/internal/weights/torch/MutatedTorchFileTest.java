package dev.deepmatting.dl4j.internal.weights.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.dl4j.fixture.Golden;
import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.error.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real files with bytes changed, moved, left out and added at random. */
class MutatedTorchFileTest {
  private static final int ROUNDS = 5_000;

  @ParameterizedTest
  @ValueSource(strings = {"zip.pt", "legacy-4.pth", "python-2.pth", "numbers.pt"})
  void failsOnlyWithItsOwnError(String name) throws IOException {
    byte[] sound = Files.readAllBytes(TorchFileTest.path(name));
    Random random = new Random(name.hashCode());
    int read = 0;
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = damaged(sound, random);
      try (TorchFile file = new TorchFile(FileBytes.of("model x", damaged))) {
        read += Golden.readAll(file).size() == file.tensors().size() ? 1 : 0;
      } catch (ModelFormatException e) {
        refused += e.getMessage().startsWith("model x") ? 1 : 0;
      }
    }
    assertThat(read + refused).isEqualTo(ROUNDS);
    // Both happen, so that the mutations are neither too weak nor too strong.
    assertThat(read).isGreaterThan(ROUNDS / 50);
    assertThat(refused).isGreaterThan(ROUNDS / 50);
  }

  private static byte[] damaged(byte[] sound, Random random) {
    byte[] damaged = sound.clone();
    if (random.nextInt(8) == 0) {
      damaged = Arrays.copyOf(sound, random.nextInt(sound.length + 8));
    }
    for (int i = random.nextInt(3); i >= 0 && damaged.length > 16; i--) {
      int place = random.nextInt(damaged.length - 16);
      switch (random.nextInt(4)) {
        case 0 -> damaged[place] = (byte) random.nextInt();
        case 1 -> damaged[place] ^= (byte) (1 << random.nextInt(8));
        case 2 -> damaged[place] = (byte) (random.nextBoolean() ? 0xff : 0);
        default ->
            System.arraycopy(
                sound, random.nextInt(sound.length - 16), damaged, place, random.nextInt(16));
      }
    }
    return damaged;
  }
}

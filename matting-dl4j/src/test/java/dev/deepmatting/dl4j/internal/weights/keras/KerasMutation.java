package dev.deepmatting.dl4j.internal.weights.keras;

import static dev.deepmatting.dl4j.internal.weights.keras.KerasFiles.numbers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes a sound file at random; checksums are made right again, as somebody malicious would. */
final class KerasMutation {
  private static final String[] GUARDED = {
    "OHDR", "OCHK", "FRHP", "FHIB", "BTHD", "BTLF", "FAHD", "FADB"
  };
  private static final int LONGEST = 3000;
  private static final long[] EXTREMES = {
    0, 1, 0x7f, 0xff, 1 << 16, Integer.MAX_VALUE, 1L << 40, -1, Long.MIN_VALUE
  };

  private final byte[] sound;
  private final Random random;
  private final List<int[]> guarded = new ArrayList<>();

  KerasMutation(byte[] sound, long seed) {
    this.sound = sound;
    this.random = new Random(seed);
    if (sound[8] >= 2) {
      guarded.add(new int[] {0, 44});
      findGuarded();
    }
  }

  private void findGuarded() {
    for (int start = 48; start < sound.length - 8; start++) {
      String signature = new String(sound, start, 4, StandardCharsets.ISO_8859_1);
      if (List.of(GUARDED).contains(signature)) {
        int length = guardedLength(start);
        if (length > 0) {
          guarded.add(new int[] {start, length});
        }
      }
    }
  }

  private int guardedLength(int start) {
    int most = Math.min(LONGEST, sound.length - start - 4);
    for (int length = 8; length <= most; length++) {
      if (Hdf5Bytes.Checksum.of(numbers(sound).slice(start, length), length)
          == numbers(sound).getInt(start + length)) {
        return length;
      }
    }
    return 0;
  }

  int guardedStructures() {
    return guarded.size();
  }

  byte[] next() {
    byte[] content = sound.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      change(content, random.nextInt(content.length));
    }
    for (int[] range : guarded) {
      int sum = Hdf5Bytes.Checksum.of(numbers(content).slice(range[0], range[1]), range[1]);
      numbers(content).putInt(range[0] + range[1], sum);
    }
    return content;
  }

  private void change(byte[] content, int at) {
    switch (random.nextInt(4)) {
      case 0 -> content[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> content[at] = (byte) random.nextInt();
      case 2 -> copyFrom(random.nextInt(content.length), content, at);
      default -> {
        long extreme = EXTREMES[random.nextInt(EXTREMES.length)];
        for (int i = 0; i < Long.BYTES && at + i < content.length; i++) {
          content[at + i] = (byte) (extreme >> 8 * i);
        }
      }
    }
  }

  /** An address or count from elsewhere in the file makes loops and overlaps. */
  private static void copyFrom(int from, byte[] content, int at) {
    int count = Math.min(Long.BYTES, content.length - Math.max(from, at));
    System.arraycopy(content.clone(), from, content, at, count);
  }
}

package dev.deepmatting.dl4j.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.dl4j.internal.memory.AlignedMemory;
import dev.deepmatting.dl4j.internal.onednn.Layouts;
import dev.deepmatting.dl4j.internal.onednn.NumberType;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownRowsTest {
  private static final int CHANNELS = 3;
  private static final int HEIGHT = 8;
  private static final int WIDTH = 12;
  private static final int COUNT = 10;

  /** Squares of 4 pixels, of which one is known; what is elsewhere may be no number. */
  @ParameterizedTest
  @CsvSource({"5, 2", "5, -3", "5, 6", "3, 2", "-1, 2", "8, 2", "5, 30", "5, -30"})
  void copiesWhatIsKnownAndZerosElsewhere(int y, int left) {
    try (Layouts layouts = new Layouts();
        AlignedMemory memory = new AlignedMemory(1 << 14)) {
      Value picture =
          new Value(layouts.channelsLast(NumberType.FLOAT, 1, CHANNELS, HEIGHT, WIDTH), 0);
      Value seen = new Value(layouts.channelsLast(NumberType.FLOAT, 1, CHANNELS, 2, COUNT), 0);
      picture.place(0);
      seen.place(1 << 13);
      fill(new FloatPointer(memory.start()));
      KnownRows rows = new KnownRows(picture);
      rows.bind(memory.start());
      NativeRows target = NativeRows.of(seen);
      target.bind(memory.start());
      Grid known = new Grid(HEIGHT / 4, WIDTH / 4);
      known.add(1, 1, 1, 1);
      rows.focus(known, 4);
      rows.copy(y, left, COUNT, target, 1);
      float[] copied = new float[COUNT * CHANNELS];
      target.get(1, 0, copied, 0, copied.length);
      for (int i = 0; i < copied.length; i++) {
        int x = left + i / CHANNELS;
        boolean isKnown = y >= 4 && y < 8 && x >= 4 && x < 8;
        float wanted = isKnown ? value(y, x, i % CHANNELS) : 0;
        assertThat(copied[i]).isEqualTo(wanted);
      }
    }
  }

  private static void fill(FloatPointer values) {
    for (int i = 0; i < (1 << 14) / Float.BYTES; i++) {
      values.put(i, Float.NaN);
    }
    for (int i = 0; i < HEIGHT * WIDTH * CHANNELS; i++) {
      int y = i / CHANNELS / WIDTH;
      int x = i / CHANNELS % WIDTH;
      boolean known = y / 4 == 1 && x / 4 == 1;
      values.put(i, known ? value(y, x, i % CHANNELS) : Float.NaN);
    }
  }

  private static float value(int y, int x, int channel) {
    return 100 * y + x + channel / 10f;
  }
}

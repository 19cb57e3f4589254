package dev.deepmatting.data.scene;

import dev.deepmatting.data.SampleRandom;
import java.util.List;
import java.util.stream.Stream;

/** The few colours of a picture. */
record Palette(List<Colour> colours) {
  private static final int COLOURS = 4;

  Palette {
    colours = List.copyOf(colours);
  }

  /** Returns unrelated colours, or shades of one. */
  static Palette any(SampleRandom random) {
    Colour base = Colour.any(random);
    boolean related = random.chance(0.5);
    return new Palette(
        Stream.generate(() -> related ? base.near(random, 0.12) : Colour.any(random))
            .limit(COLOURS)
            .toList());
  }

  /** Returns shades of one of some typical colours. */
  static Palette shadesOf(SampleRandom random, List<Integer> typical, double amount) {
    Colour base = Colour.of(random.pick(typical));
    return new Palette(Stream.generate(() -> base.near(random, amount)).limit(COLOURS).toList());
  }

  Colour pick(SampleRandom random) {
    return random.pick(colours);
  }

  Colour first() {
    return colours.get(0);
  }

  /** Returns the colours in a row, blended: 0 is the first, 1 the last. */
  Colour ramp(double position) {
    double at = Math.max(0, Math.min(1, position)) * (colours.size() - 1);
    int from = Math.min((int) at, colours.size() - 2);
    return colours.get(from).mix(colours.get(from + 1), at - from);
  }
}

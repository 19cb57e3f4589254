package dev.deepmatting.evaluation;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.Trimap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares a trimap with the truth: the softness of the unknown region, and contradictions. */
final class TruthCheck {
  private final int[] foreground = new int[256];
  private final int[] background = new int[256];
  private long scored;
  private long soft;

  private TruthCheck() {}

  static TruthCheck wholeImage(AlphaMatte truth) {
    return of(truth, null, true);
  }

  static TruthCheck of(AlphaMatte truth, @Nullable Trimap trimap, boolean wholeImage) {
    TruthCheck check = new TruthCheck();
    byte[] alpha = new byte[truth.width()];
    byte[] known = new byte[truth.width()];
    for (int y = 0; y < truth.height(); y++) {
      truth.readRow8(y, alpha);
      if (trimap != null) {
        trimap.readRow(y, known);
        check.countKnown(alpha, known);
      }
      check.countScored(alpha, known, wholeImage);
    }
    return check;
  }

  /** Returns the share of scored pixels that are neither 0 nor 1. */
  double softShare() {
    return (double) soft / scored;
  }

  List<String> contradictions() {
    List<String> found = new ArrayList<>();
    int below = sum(foreground, 0, 255);
    int above = sum(background, 1, 256);
    if (below > 0) {
      found.add(
          String.format(
              Locale.ROOT,
              "trimap says foreground at %d pixels where the truth is below 1 (down to %.3f)",
              below,
              lowest(foreground) / 255.0));
    }
    if (above > 0) {
      found.add(
          String.format(
              Locale.ROOT,
              "trimap says background at %d pixels where the truth is above 0 (up to %.3f)",
              above,
              highest(background) / 255.0));
    }
    return found;
  }

  private void countKnown(byte[] alpha, byte[] known) {
    for (int x = 0; x < alpha.length; x++) {
      switch (known[x] & 0xff) {
        case Trimap.FOREGROUND -> foreground[alpha[x] & 0xff]++;
        case Trimap.BACKGROUND -> background[alpha[x] & 0xff]++;
        default -> {}
      }
    }
  }

  private void countScored(byte[] alpha, byte[] known, boolean wholeImage) {
    for (int x = 0; x < alpha.length; x++) {
      if (wholeImage || (known[x] & 0xff) == Trimap.UNKNOWN) {
        scored++;
        int value = alpha[x] & 0xff;
        soft += value > 0 && value < 255 ? 1 : 0;
      }
    }
  }

  private static int sum(int[] counts, int from, int to) {
    int sum = 0;
    for (int value = from; value < to; value++) {
      sum += counts[value];
    }
    return sum;
  }

  private static int lowest(int[] counts) {
    int value = 0;
    while (counts[value] == 0) {
      value++;
    }
    return value;
  }

  private static int highest(int[] counts) {
    int value = 255;
    while (counts[value] == 0) {
      value--;
    }
    return value;
  }
}

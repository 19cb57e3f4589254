package dev.deepmatting.evaluation;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.metrics.MattingScores;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;

/** Mattes and trimaps from formulas of column and row, and what was drawn of them. */
final class Pictures {
  private Pictures() {}

  static AlphaMatte matte(int width, int height, IntBinaryOperator valueAt) {
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = valueAt.applyAsInt(i % width, i / width) / 255f;
    }
    return AlphaMatte.of(width, height, values);
  }

  static Trimap trimap(int width, int height, IntBinaryOperator valueAt) {
    byte[] values = new byte[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) valueAt.applyAsInt(i % width, i / width);
    }
    return Trimap.of(width, height, values);
  }

  static BufferedImage decode(byte[] png) {
    try {
      return ImageIO.read(new ByteArrayInputStream(png));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static EvaluatedImage scored(String name, double sad, String... notices) {
    MattingScores scores = new MattingScores(1000, sad, 0.0016, 0.5, 0.25, 0.02);
    return new EvaluatedImage(name, 40, 30, scores, 0.25, 0.5, List.of(notices));
  }
}

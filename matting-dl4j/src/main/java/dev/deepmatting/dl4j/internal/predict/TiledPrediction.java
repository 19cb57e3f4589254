package dev.deepmatting.dl4j.internal.predict;

import dev.deepmatting.dl4j.internal.engine.NetworkEngine;
import dev.deepmatting.dl4j.internal.tensor.GuideMatte;
import dev.deepmatting.dl4j.internal.tensor.Padding;
import dev.deepmatting.dl4j.internal.tensor.PixelSet;
import dev.deepmatting.dl4j.internal.tensor.RunRequest;
import dev.deepmatting.dl4j.internal.tensor.TensorCodec;
import dev.deepmatting.dl4j.internal.tensor.Tile;
import dev.deepmatting.dl4j.internal.tensor.Window;
import dev.deepmatting.dl4j.internal.weights.NumberBounds;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.image.AlphaSink;
import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapRows;
import dev.deepmatting.network.ProgressListener;
import java.util.List;
import java.util.Optional;

/**
 * Predicts a picture tile by tile from top to bottom, and passes on each row once no later tile
 * reaches it.
 */
final class TiledPrediction {
  private final NetworkEngine engine;
  private final TensorCodec codec;
  private final ImageRows image;
  private final TrimapRows trimap;
  private final List<GuideMatte> guides;
  private final AlphaSink sink;
  private final KnownRegion known;
  private final AlphaBand band;
  private final float[] row;
  private int written;

  TiledPrediction(
      NetworkEngine engine,
      TensorCodec codec,
      ImageRows image,
      TrimapRows trimap,
      List<GuideMatte> guides,
      AlphaSink sink) {
    this.engine = engine;
    this.codec = codec;
    this.image = image;
    this.trimap = trimap;
    this.guides = guides;
    this.sink = sink;
    this.known = new KnownRegion(trimap);
    this.band = new AlphaBand(Padding.padded(image.width()));
    this.row = new float[image.width()];
  }

  /**
   * Predicts.
   *
   * @param pieces sorted by the top of their windows; their cores cover every unknown pixel
   */
  void run(List<Piece> pieces, ProgressListener listener) {
    double total = pieces.stream().mapToLong(Piece::cost).sum();
    double done = 0;
    for (Piece piece : pieces) {
      writeRows(piece.tile().top() + piece.window().top());
      double before = done;
      ProgressListener part =
          share -> listener.progress(Math.min(1, (before + share * piece.cost()) / total));
      band.add(piece, engine.run(request(piece), part).values());
      done += piece.cost();
    }
    writeRows(image.height());
    if (pieces.isEmpty()) {
      listener.progress(1);
    }
  }

  private RunRequest request(Piece piece) {
    FloatTensor input = codec.encode(image, trimap, guides, piece.tile());
    return new RunRequest(
        input, piece.window(), Optional.of(piece).filter(Piece::inParts).map(this::unknown));
  }

  /** Returns the unknown pixels of a piece's window, the only ones to predict. */
  private PixelSet unknown(Piece piece) {
    Tile tile = piece.tile();
    Window window = piece.window();
    PixelSet unknown = new PixelSet(tile.height(), tile.width());
    int left = tile.left() + window.left();
    byte[] values = new byte[Math.min(window.width(), trimap.width() - left)];
    int end = Math.min(window.top() + window.height(), trimap.height() - tile.top());
    for (int y = window.top(); y < end; y++) {
      trimap.readPart(left, tile.top() + y, values.length, values);
      for (int x = 0; x < values.length; x++) {
        if ((values[x] & 0xff) == Trimap.UNKNOWN) {
          unknown.add(y, window.left() + x);
        }
      }
    }
    return unknown;
  }

  private void writeRows(int end) {
    for (; written < Math.min(end, image.height()); written++) {
      band.readRow(written, row);
      known.apply(written, row);
      sink.writeRow(written, row);
    }
    band.dropAbove(written);
  }

  /**
   * The region that the trimap determines: known pixels are exactly 0 or 1, whatever the network
   * returns.
   */
  static final class KnownRegion {
    private final TrimapRows trimap;
    private final byte[] known;

    KnownRegion(TrimapRows trimap) {
      this.trimap = trimap;
      this.known = new byte[trimap.width()];
    }

    /**
     * Sets the known pixels of a row.
     *
     * @param y the row
     * @param alpha the network's values for the row; only unknown pixels are checked
     * @throws EngineException if a value at an unknown pixel is not an alpha
     */
    void apply(int y, float[] alpha) {
      trimap.readRow(y, known);
      for (int x = 0; x < known.length; x++) {
        int value = known[x] & 0xff;
        alpha[x] =
            value == Trimap.UNKNOWN
                ? requireAlpha(alpha[x], x, y)
                : value / (float) Trimap.FOREGROUND;
      }
    }

    private static float requireAlpha(float value, int x, int y) {
      if (value >= 0 && value <= 1) {
        return value;
      }
      if (Float.isNaN(value)) {
        throw NumberBounds.overflow();
      }
      throw new EngineException(
          "the network returned "
              + value
              + " at x "
              + x
              + ", y "
              + y
              + ", wanted 0 to 1; the model's weights are not those of a trained network");
    }
  }

  /**
   * The rows of the alpha matte that pieces are written to. Around the core of a piece, the weight
   * of its alpha falls smoothly from 1 to 0; where pieces overlap, their weighted average counts.
   */
  static final class AlphaBand {
    private final int width;
    private float[][] sums;
    private float[][] weights;
    private int top;

    /**
     * Creates a band without rows.
     *
     * @param width of the padded picture
     */
    AlphaBand(int width) {
      this.width = width;
      this.sums = new float[0][];
      this.weights = new float[0][];
    }

    /** Drops the rows above one. */
    void dropAbove(int y) {
      for (int row = top; row < Math.min(y, top + sums.length); row++) {
        sums[row % sums.length] = null;
        weights[row % sums.length] = null;
      }
      top = Math.max(top, y);
    }

    /**
     * Adds a piece; none of its rows must have been dropped.
     *
     * @param alpha of its window
     */
    void add(Piece piece, float[] alpha) {
      Window window = piece.window();
      int left = piece.tile().left() + window.left();
      int top = piece.tile().top() + window.top();
      reserve(top + window.height() - this.top);
      float[] across = weights(left, window.width(), piece.core().left(), piece.core().right());
      float[] down = weights(top, window.height(), piece.core().top(), piece.core().bottom());
      for (int y = 0; y < window.height(); y++) {
        int slot = (top + y) % sums.length;
        if (sums[slot] == null) {
          sums[slot] = new float[width];
          weights[slot] = new float[width];
        }
        for (int x = 0; x < window.width(); x++) {
          float weight = across[x] * down[y];
          sums[slot][left + x] += weight * alpha[y * window.width() + x];
          weights[slot][left + x] += weight;
        }
      }
    }

    private void reserve(int rows) {
      if (rows <= sums.length) {
        return;
      }
      float[][] largerSums = new float[rows][];
      float[][] largerWeights = new float[rows][];
      for (int y = top; y < top + sums.length; y++) {
        largerSums[y % rows] = sums[y % sums.length];
        largerWeights[y % rows] = weights[y % sums.length];
      }
      sums = largerSums;
      weights = largerWeights;
    }

    /** Returns weights along one side of a window: 1 from a position to before another. */
    private static float[] weights(int start, int length, int from, int to) {
      float[] result = new float[length];
      for (int i = 0; i < length; i++) {
        double outside = Math.max(from - (start + i), start + i + 1 - to) - 0.5;
        double share = 1 - outside / Piece.FADE;
        double clamped = Math.max(0, Math.min(1, share));
        result[i] = (float) (clamped * clamped * (3 - 2 * clamped));
      }
      return result;
    }

    /**
     * Reads the averaged alphas of a row.
     *
     * @param y a row that was not dropped
     * @param target receives values where a piece has weight, NaN elsewhere
     */
    void readRow(int y, float[] target) {
      boolean none = sums.length == 0 || sums[y % sums.length] == null;
      for (int x = 0; x < target.length; x++) {
        target[x] = none ? Float.NaN : sums[y % sums.length][x] / weights[y % sums.length][x];
      }
    }
  }
}

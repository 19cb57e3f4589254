package dev.deepmatting.dl4j.internal.predict;

import dev.deepmatting.dl4j.internal.engine.NetworkEngine;
import dev.deepmatting.dl4j.internal.tensor.GuideMatte;
import dev.deepmatting.dl4j.internal.tensor.Padding;
import dev.deepmatting.dl4j.internal.tensor.PixelSet;
import dev.deepmatting.dl4j.internal.tensor.TensorCodec;
import dev.deepmatting.dl4j.internal.tensor.Tile;
import dev.deepmatting.dl4j.internal.tensor.Window;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.image.AlphaSink;
import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapRows;
import dev.deepmatting.network.ProgressListener;
import java.util.List;

/**
 * Predicts a picture tile by tile from the top to the bottom and passes rows on as soon as no tile
 * reaches them any more.
 */
final class TiledPrediction {
  private final NetworkEngine engine;
  private final TensorCodec codec;
  private final boolean inParts;
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
      boolean inParts,
      ImageRows image,
      TrimapRows trimap,
      List<GuideMatte> guides,
      AlphaSink sink) {
    this.engine = engine;
    this.inParts = inParts;
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
   * @param pieces by the top of their windows; their cores hold every unknown pixel
   */
  void run(List<Piece> pieces, ProgressListener listener) {
    double total = pieces.stream().mapToLong(Piece::cost).sum();
    double done = 0;
    for (Piece piece : pieces) {
      writeRows(piece.tile().top() + piece.window().top());
      double before = done;
      ProgressListener part =
          share -> listener.progress(Math.min(1, (before + share * piece.cost()) / total));
      band.add(piece, alpha(piece, part).values());
      done += piece.cost();
    }
    writeRows(image.height());
    if (pieces.isEmpty()) {
      listener.progress(1);
    }
  }

  private FloatTensor alpha(Piece piece, ProgressListener listener) {
    FloatTensor input = codec.encode(image, trimap, guides, piece.tile());
    return inParts
        ? piece.window().cut(engine.run(input, unknown(piece), listener))
        : engine.run(input, piece.window(), listener);
  }

  /** The unknown pixels of a piece's window, which alone have to be predicted. */
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
}

package dev.deepmatting.dl4j.predict;

import dev.deepmatting.dl4j.engine.NetworkEngine;
import dev.deepmatting.dl4j.tensor.Padding;
import dev.deepmatting.dl4j.tensor.TensorCodec;
import dev.deepmatting.dl4j.tensor.Tile;
import dev.deepmatting.image.AlphaSink;
import dev.deepmatting.image.ImageRows;
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
  private final ImageRows image;
  private final TrimapRows trimap;
  private final AlphaSink sink;
  private final KnownRegion known;
  private final AlphaBand band;
  private final float[] row;
  private int written;

  TiledPrediction(
      NetworkEngine engine, TensorCodec codec, ImageRows image, TrimapRows trimap, AlphaSink sink) {
    this.engine = engine;
    this.codec = codec;
    this.image = image;
    this.trimap = trimap;
    this.sink = sink;
    this.known = new KnownRegion(trimap);
    this.band = new AlphaBand(Padding.padded(image.width()), Padding.padded(image.height()));
    this.row = new float[image.width()];
  }

  /**
   * Predicts.
   *
   * @param tiles from the top to the bottom; together they hold every unknown pixel
   */
  void run(List<Tile> tiles, ProgressListener listener) {
    double total = tiles.stream().mapToLong(Tile::area).sum();
    double done = 0;
    for (Tile tile : tiles) {
      writeRows(tile.top());
      double before = done;
      ProgressListener part =
          share -> listener.progress(Math.min(1, (before + share * tile.area()) / total));
      band.add(tile, engine.run(codec.encode(image, trimap, tile), part).values());
      done += tile.area();
    }
    writeRows(image.height());
    if (tiles.isEmpty()) {
      listener.progress(1);
    }
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

package dev.deepmatting.dl4j.internal.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.dl4j.internal.tensor.Tile;
import dev.deepmatting.dl4j.internal.tensor.Window;
import org.junit.jupiter.api.Test;

class PieceTest {
  @Test
  void aWindowHoldsTheCoreAndWhatItFadesInto() {
    Piece piece = Piece.ofTile(new Tile(64, 32, 512, 320), new Tile(192, 160, 256, 64));
    assertThat(piece.window()).isEqualTo(new Window(80, 80, 352, 160));
  }

  @Test
  void aWindowEndsWithItsTile() {
    Piece piece = Piece.ofTile(new Tile(0, 0, 320, 160), new Tile(0, 0, 192, 160));
    assertThat(piece.window()).isEqualTo(new Window(0, 0, 240, 160));
    assertThat(Piece.whole(100, 33).window()).isEqualTo(Window.whole(128, 64));
  }

  @Test
  void aSmallerWindowCostsLess() {
    Tile tile = new Tile(0, 0, 512, 512);
    assertThat(Piece.ofTile(tile, new Tile(128, 128, 256, 256)).cost())
        .isLessThan(Piece.ofTile(tile, tile).cost())
        .isGreaterThan(tile.area() / 2);
  }

  @Test
  void inPartsNoMoreIsAskedForThanFades() {
    Piece piece = Piece.inParts(new Tile(64, 32, 512, 320), new Tile(192, 160, 256, 64), 1000);
    assertThat(piece.window()).isEqualTo(new Window(104, 104, 256 + 48, 64 + 48));
    assertThat(piece.cost()).isBetween(1000L, 10_000L);
  }
}

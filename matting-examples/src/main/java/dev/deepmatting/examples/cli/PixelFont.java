package dev.deepmatting.examples.cli;

import java.awt.Color;
import java.awt.Graphics2D;

/** Letters of squares, the same everywhere: many servers have no font. */
final class PixelFont {
  private static final String LETTERS = "adeghiklmnoprtuvy";
  private static final int COLUMNS = 5;
  private static final int ROWS = 9;
  private static final int DOT = 2;

  /** Nine rows for each letter, five bits each; the last two are below the line. */
  private static final String[] ROWS_OF_LETTERS = {
    "00 00 0e 01 0f 11 0f 00 00", // a
    "01 01 0d 13 11 11 0f 00 00", // d
    "00 00 0e 11 1f 10 0e 00 00", // e
    "00 00 0f 11 11 11 0f 01 0e", // g
    "10 10 16 19 11 11 11 00 00", // h
    "04 00 0c 04 04 04 0e 00 00", // i
    "10 10 12 14 18 14 12 00 00", // k
    "0c 04 04 04 04 04 0e 00 00", // l
    "00 00 1a 15 15 15 15 00 00", // m
    "00 00 16 19 11 11 11 00 00", // n
    "00 00 0e 11 11 11 0e 00 00", // o
    "00 00 1e 11 11 11 1e 10 10", // p
    "00 00 16 19 10 10 10 00 00", // r
    "08 08 1c 08 08 09 06 00 00", // t
    "00 00 11 11 11 13 0d 00 00", // u
    "00 00 11 11 11 0a 04 00 00", // v
    "00 00 11 11 11 11 0f 01 0e", // y
  };

  private PixelFont() {}

  static int width(String text) {
    return text.length() * (COLUMNS + 1) * DOT;
  }

  /** Draws words of the letters that there are; others are left out like spaces. */
  static void draw(Graphics2D graphics, Color colour, String text, int left, int top) {
    graphics.setColor(colour);
    for (int i = 0; i < text.length(); i++) {
      int letter = LETTERS.indexOf(text.charAt(i));
      if (letter >= 0) {
        draw(graphics, ROWS_OF_LETTERS[letter].split(" "), left + width(text.substring(0, i)), top);
      }
    }
  }

  private static void draw(Graphics2D graphics, String[] rows, int left, int top) {
    for (int y = 0; y < ROWS; y++) {
      int bits = Integer.parseInt(rows[y], 16);
      for (int x = 0; x < COLUMNS; x++) {
        if ((bits >> COLUMNS - 1 - x & 1) == 1) {
          graphics.fillRect(left + x * DOT, top + y * DOT, DOT, DOT);
        }
      }
    }
  }
}

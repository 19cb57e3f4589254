package dev.deepmatting.cli;

import java.awt.Color;
import java.awt.Graphics2D;

/** Letters made of squares, the same everywhere: many servers have no fonts. */
final class PixelFont {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-.";
  private static final int COLUMNS = 5;
  private static final int ROWS = 9;
  private static final int DOT = 2;

  /** Nine rows for each letter, five bits each; the last two are below the line. */
  private static final String[] ROWS_OF_LETTERS = {
    "00 00 0e 01 0f 11 0f 00 00", // a
    "10 10 16 19 11 11 1e 00 00", // b
    "00 00 0e 11 10 11 0e 00 00", // c
    "01 01 0d 13 11 11 0f 00 00", // d
    "00 00 0e 11 1f 10 0e 00 00", // e
    "06 08 1c 08 08 08 08 00 00", // f
    "00 00 0f 11 11 11 0f 01 0e", // g
    "10 10 16 19 11 11 11 00 00", // h
    "04 00 0c 04 04 04 0e 00 00", // i
    "02 00 06 02 02 02 02 12 0c", // j
    "10 10 12 14 18 14 12 00 00", // k
    "0c 04 04 04 04 04 0e 00 00", // l
    "00 00 1a 15 15 15 15 00 00", // m
    "00 00 16 19 11 11 11 00 00", // n
    "00 00 0e 11 11 11 0e 00 00", // o
    "00 00 1e 11 11 11 1e 10 10", // p
    "00 00 0f 11 11 11 0f 01 01", // q
    "00 00 16 19 10 10 10 00 00", // r
    "00 00 0f 10 0e 01 1e 00 00", // s
    "08 08 1c 08 08 09 06 00 00", // t
    "00 00 11 11 11 13 0d 00 00", // u
    "00 00 11 11 11 0a 04 00 00", // v
    "00 00 11 11 15 15 0a 00 00", // w
    "00 00 11 0a 04 0a 11 00 00", // x
    "00 00 11 11 11 11 0f 01 0e", // y
    "00 00 1f 02 04 08 1f 00 00", // z
    "0e 11 13 15 19 11 0e 00 00", // 0
    "04 0c 04 04 04 04 0e 00 00", // 1
    "0e 11 01 06 08 10 1f 00 00", // 2
    "0e 11 01 06 01 11 0e 00 00", // 3
    "02 06 0a 12 1f 02 02 00 00", // 4
    "1f 10 1e 01 01 11 0e 00 00", // 5
    "06 08 10 1e 11 11 0e 00 00", // 6
    "1f 01 02 04 08 08 08 00 00", // 7
    "0e 11 11 0e 11 11 0e 00 00", // 8
    "0e 11 11 0f 01 02 0c 00 00", // 9
    "00 00 00 00 0e 00 00 00 00", // -
    "00 00 00 00 00 0c 0c 00 00", // .
  };

  private PixelFont() {}

  static int width(String text) {
    return text.length() * (COLUMNS + 1) * DOT;
  }

  /** Returns as many letters as fit the width. */
  static String cut(String text, int width) {
    return text.substring(0, Math.min(text.length(), width / width(" ")));
  }

  /** Draws text with the available letters; others are omitted like spaces. */
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

/**
 * Where trimaps come from: masks, mattes, rectangles, scribbles, key colours; and whether they are
 * any good.
 */
package dev.deepmatting.trimap;

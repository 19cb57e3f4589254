/**
 * Where trimaps come from: masks, mattes, rectangles, scribbles, key colours; and whether they are
 * any good.
 */
@NullMarked
package dev.deepmatting.trimap;

import org.jspecify.annotations.NullMarked;

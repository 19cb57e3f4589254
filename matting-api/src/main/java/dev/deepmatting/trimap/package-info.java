/** Makes trimaps from masks, mattes, rectangles, scribbles and key colours, and checks them. */
@NullMarked
package dev.deepmatting.trimap;

import org.jspecify.annotations.NullMarked;

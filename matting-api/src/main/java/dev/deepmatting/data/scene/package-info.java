/**
 * Scenes drawn in plain Java, to train on where there is no data set: hair, smoke, glass and more,
 * with a matte that is exact because the drawing itself makes it.
 *
 * <p>Everything is drawn with coverage, not with samples: polygons by their exact area in each
 * pixel, strands by the area of short slabs, so that a hair of a fifth of a pixel leaves a fifth of
 * an alpha.
 */
@NullMarked
package dev.deepmatting.data.scene;

import org.jspecify.annotations.NullMarked;

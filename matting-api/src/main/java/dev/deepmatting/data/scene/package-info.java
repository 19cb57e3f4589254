/**
 * Scenes drawn in plain Java, for training without a data set: hair, smoke, glass and more, with a
 * matte that is exact because the drawing itself produces it.
 *
 * <p>Everything is drawn by coverage, not by sampling: polygons by their exact area in each pixel,
 * strands by the area of short slabs, so a hair a fifth of a pixel wide yields an alpha of a fifth.
 */
@NullMarked
package dev.deepmatting.data.scene;

import org.jspecify.annotations.NullMarked;

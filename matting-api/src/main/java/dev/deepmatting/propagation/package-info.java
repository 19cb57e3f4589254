/**
 * Classical matting: alpha mattes without a network. Opacity spreads from the known pixels of a
 * trimap to the unknown ones along the edges of a graph built from the photograph's colours.
 */
@NullMarked
package dev.deepmatting.propagation;

import org.jspecify.annotations.NullMarked;

/**
 * Classical matting: alpha mattes without a network. Opacity spreads from the known pixels of a
 * trimap to the unknown ones along edges of a graph that is built from the photograph's colours.
 */
package dev.deepmatting.propagation;

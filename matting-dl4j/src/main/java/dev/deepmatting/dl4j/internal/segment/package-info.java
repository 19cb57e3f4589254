/** Segments objects from their surroundings with OpenCV, for trimaps. */
package dev.deepmatting.dl4j.internal.segment;

/** Parts objects from their surroundings by OpenCV, for trimaps. */
package dev.deepmatting.dl4j.internal.segment;

/**
 * Networks that find the object of a photograph: {@link
 * dev.deepmatting.segmentation.SegmentationModel} turns a photograph into a soft mask, from which
 * {@link dev.deepmatting.trimap.Trimaps#automatic} makes trimaps.
 */
@NullMarked
package dev.deepmatting.segmentation;

import org.jspecify.annotations.NullMarked;

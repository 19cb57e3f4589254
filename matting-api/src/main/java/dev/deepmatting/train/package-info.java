/**
 * Training in three stages, as Deep Image Matting (Xu et al., CVPR 2017) does it: what trains in a
 * stage and how, what a run tells while it goes on, and what is left of it in the end.
 */
@NullMarked
package dev.deepmatting.train;

import org.jspecify.annotations.NullMarked;

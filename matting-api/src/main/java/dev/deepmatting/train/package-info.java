/**
 * Training in three stages, as in Deep Image Matting (Xu et al., CVPR 2017): the settings of each
 * stage, the events of a run, and its outcome.
 */
@NullMarked
package dev.deepmatting.train;

import org.jspecify.annotations.NullMarked;

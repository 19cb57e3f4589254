package dev.deepmatting.dl4j.onednn;

import dev.deepmatting.dl4j.backprop.Pooled;

/**
 * What a max pooling gave.
 *
 * @param output the maxima
 * @param workspace where they were
 * @param input the layout of what was pooled
 */
record Pooling(Blob output, Blob workspace, Layout input) implements Pooled {}

/** Losses of a predicted alpha: from its values and a label to a number and a gradient. */
package dev.deepmatting.dl4j.internal.loss;

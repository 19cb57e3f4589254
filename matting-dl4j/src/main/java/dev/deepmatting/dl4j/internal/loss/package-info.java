/** Losses of a predicted alpha: its values and a label in, a number and a gradient out. */
package dev.deepmatting.dl4j.internal.loss;

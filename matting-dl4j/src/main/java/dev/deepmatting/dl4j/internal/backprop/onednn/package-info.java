/** The layers of training on oneDNN, in single precision on the CPU, in oneDNN's own layouts. */
package dev.deepmatting.dl4j.internal.backprop.onednn;

/**
 * oneDNN as prediction and training share it: layouts, operations, the processor, its threads. It
 * knows no network.
 */
package dev.deepmatting.dl4j.internal.onednn;

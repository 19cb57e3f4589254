/**
 * The oneDNN binding that prediction and training share: layouts, operations, the processor, its
 * threads. It contains no network.
 */
package dev.deepmatting.dl4j.internal.onednn;

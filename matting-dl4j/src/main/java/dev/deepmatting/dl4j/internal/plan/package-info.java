/**
 * A network compiled for one size: a fixed list of oneDNN operations in one block of memory, in
 * oneDNN's own layouts from the first convolution to the last.
 */
package dev.deepmatting.dl4j.internal.plan;

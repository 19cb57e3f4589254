/** Training: a stage, the loop over its steps, and the files on disk. */
package dev.deepmatting.dl4j.internal.train;

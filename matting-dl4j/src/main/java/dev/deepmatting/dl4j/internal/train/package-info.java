/** What trains in a stage, the loop over its steps, and what is kept on disk. */
package dev.deepmatting.dl4j.internal.train;

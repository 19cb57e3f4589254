/**
 * Metrics of how far a predicted alpha matte is from the true one: the four published ones and MAD.
 */
@NullMarked
package dev.deepmatting.metrics;

import org.jspecify.annotations.NullMarked;

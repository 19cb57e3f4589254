/** How far a predicted alpha matte is from the true one: the four published metrics and MAD. */
@NullMarked
package dev.deepmatting.metrics;

import org.jspecify.annotations.NullMarked;

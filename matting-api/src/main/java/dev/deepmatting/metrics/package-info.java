/** How far a predicted alpha matte is from the true one: the four published metrics and MAD. */
package dev.deepmatting.metrics;

/** Runnable programs, one class each, that show how the library is used. */
@NullMarked
package dev.deepmatting.examples;

import org.jspecify.annotations.NullMarked;

/** The front doors: {@link dev.deepmatting.Matting} predicts alpha mattes. */
@NullMarked
package dev.deepmatting;

import org.jspecify.annotations.NullMarked;

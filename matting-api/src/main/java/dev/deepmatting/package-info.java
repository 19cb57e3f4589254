/** The entry points: {@link dev.deepmatting.Matting} predicts alpha mattes. */
@NullMarked
package dev.deepmatting;

import org.jspecify.annotations.NullMarked;

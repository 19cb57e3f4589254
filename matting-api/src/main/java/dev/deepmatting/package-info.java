/** The front doors: {@link dev.deepmatting.Matting} predicts alpha mattes. */
package dev.deepmatting;

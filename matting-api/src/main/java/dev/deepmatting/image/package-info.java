/**
 * Images, trimaps and alpha mattes as immutable values, and the files they come from.
 *
 * <p>Every value has its origin in the top left corner, x runs right and y runs down. Values are
 * safe to share between threads. A bad size, coordinate or file raises {@link
 * dev.deepmatting.error.InvalidInputException}; a null argument raises {@link
 * java.lang.NullPointerException} with the name of the parameter.
 */
@NullMarked
package dev.deepmatting.image;

import org.jspecify.annotations.NullMarked;

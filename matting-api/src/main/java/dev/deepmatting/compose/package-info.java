/**
 * What is done with an alpha matte: the object's pure colours are estimated, it is cut out, and
 * laid over something else.
 */
@NullMarked
package dev.deepmatting.compose;

import org.jspecify.annotations.NullMarked;

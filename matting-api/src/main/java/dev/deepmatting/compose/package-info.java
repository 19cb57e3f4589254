/**
 * Uses of an alpha matte: estimates the object's pure colours, cuts it out, and composes it over
 * something else.
 */
@NullMarked
package dev.deepmatting.compose;

import org.jspecify.annotations.NullMarked;

/** Errors: one unchecked root and a few subclasses. */
@NullMarked
package dev.deepmatting.error;

import org.jspecify.annotations.NullMarked;

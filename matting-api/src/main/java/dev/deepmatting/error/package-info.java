/** What can go wrong: one unchecked root and its few kinds. */
@NullMarked
package dev.deepmatting.error;

import org.jspecify.annotations.NullMarked;

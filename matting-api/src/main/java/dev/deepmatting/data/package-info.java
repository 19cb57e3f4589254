/** Training data: foregrounds composed onto backgrounds, with an exactly known matte. */
@NullMarked
package dev.deepmatting.data;

import org.jspecify.annotations.NullMarked;

/**
 * What a network is trained on: foregrounds composed onto backgrounds, with the matte known
 * exactly.
 */
@NullMarked
package dev.deepmatting.data;

import org.jspecify.annotations.NullMarked;

/**
 * Public weights to start from, and a folder that caches them. Nothing here reads the weights; the
 * files are verified by their SHA-256 and returned as paths.
 */
@NullMarked
package dev.deepmatting.pretrained;

import org.jspecify.annotations.NullMarked;

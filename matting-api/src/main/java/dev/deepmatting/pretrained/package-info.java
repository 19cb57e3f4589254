/**
 * Public weights to start from: what there is, and a folder that keeps what was fetched. Nothing
 * here reads the weights; the files are verified by their SHA-256 and handed out as paths.
 */
@NullMarked
package dev.deepmatting.pretrained;

import org.jspecify.annotations.NullMarked;

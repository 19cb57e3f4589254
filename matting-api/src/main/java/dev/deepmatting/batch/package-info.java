/** Many images and trimaps in one run: found, decoded, predicted and written in parallel. */
@NullMarked
package dev.deepmatting.batch;

import org.jspecify.annotations.NullMarked;

/** Many images and trimaps in one run: found, decoded, predicted and written side by side. */
@NullMarked
package dev.deepmatting.batch;

import org.jspecify.annotations.NullMarked;

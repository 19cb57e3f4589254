/** Many images and trimaps in one run: found, decoded, predicted and written side by side. */
package dev.deepmatting.batch;

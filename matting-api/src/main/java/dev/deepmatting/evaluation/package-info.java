/** Scores a whole data set, and reports it. */
@NullMarked
package dev.deepmatting.evaluation;

import org.jspecify.annotations.NullMarked;

/** Scores a whole data set, and reports it. */
package dev.deepmatting.evaluation;

/** Samples as batches of arrays that DeepLearning4J and SameDiff train on. */
@NullMarked
package dev.deepmatting.dl4j.data;

import org.jspecify.annotations.NullMarked;

/** Samples as batches of arrays that DeepLearning4J and SameDiff train on. */
package dev.deepmatting.dl4j.data;

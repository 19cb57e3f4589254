/** The parameters of DeepLearning4J's networks as tensors. */
package dev.deepmatting.dl4j.internal.weights.nn;

/** Weights of classifiers as the encoder of a matting network. */
package dev.deepmatting.dl4j.model;

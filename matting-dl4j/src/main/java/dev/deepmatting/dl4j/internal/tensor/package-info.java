/** The conversion of image and trimap to the network's input tensor and back, in plain Java. */
package dev.deepmatting.dl4j.internal.tensor;

/** Prediction, from image and trimap to alpha matte: padding, the network, the known region. */
package dev.deepmatting.dl4j.internal.predict;

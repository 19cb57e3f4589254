/** Classifiers' weights as the encoder of a matting network. */
@NullMarked
package dev.deepmatting.dl4j.model;

import org.jspecify.annotations.NullMarked;

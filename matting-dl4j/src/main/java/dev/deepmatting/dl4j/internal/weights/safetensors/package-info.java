/** The safetensors format: reading and writing. */
package dev.deepmatting.dl4j.internal.weights.safetensors;

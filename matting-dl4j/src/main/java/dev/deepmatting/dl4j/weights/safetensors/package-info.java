/** The safetensors format: reading and writing. */
package dev.deepmatting.dl4j.weights.safetensors;

/** The model file: network configuration, weights and provenance in one safetensors file. */
package dev.deepmatting.dl4j.internal.model;

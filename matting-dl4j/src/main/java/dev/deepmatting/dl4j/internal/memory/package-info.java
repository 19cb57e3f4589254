/** Arrays of the backend over native memory that this library allocates and frees. */
package dev.deepmatting.dl4j.internal.memory;

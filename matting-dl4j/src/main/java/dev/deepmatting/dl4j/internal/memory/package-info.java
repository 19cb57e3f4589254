/** Native memory that this library allocates and frees, and arrays of the backend over it. */
package dev.deepmatting.dl4j.internal.memory;

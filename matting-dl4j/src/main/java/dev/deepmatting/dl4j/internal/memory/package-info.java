/** Native memory that this library allocates and frees, and the backend's arrays over it. */
package dev.deepmatting.dl4j.internal.memory;

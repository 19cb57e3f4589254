/** The transfer curve of colours. For the library's own modules. */
package dev.deepmatting.internal.colour;

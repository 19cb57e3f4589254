/** Pixels in bulk: resampling, photometric changes and masks. For the library's own modules. */
package dev.deepmatting.internal.pixel;

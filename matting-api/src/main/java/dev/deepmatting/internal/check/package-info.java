/** Checks that packages share; for the library's own modules. */
package dev.deepmatting.internal.check;

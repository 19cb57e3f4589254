/** Files that are written whole or not at all; for the library's own modules. */
package dev.deepmatting.internal.file;

/** Files that are written completely or not at all; for the library's own modules. */
package dev.deepmatting.internal.file;

/**
 * Files that are written whole or not at all, and formats read with bounds; for the library's own
 * modules.
 */
package dev.deepmatting.internal.file;

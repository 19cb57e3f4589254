/** Runnable programs, one class each, that show how the library is used. */
package dev.deepmatting.examples;

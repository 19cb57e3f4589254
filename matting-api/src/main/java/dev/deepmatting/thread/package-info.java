/** Threads that packages share; for this module alone. */
package dev.deepmatting.thread;

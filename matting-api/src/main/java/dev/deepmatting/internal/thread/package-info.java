/** Threads that packages share; for this module alone. */
package dev.deepmatting.internal.thread;

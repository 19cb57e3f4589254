/** Threads that packages share; for this module only. */
package dev.deepmatting.internal.thread;

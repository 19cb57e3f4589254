/** Files with which TensorBoard shows a run in progress; for the library's own entry point. */
package dev.deepmatting.internal.events;

/** Files by which TensorBoard shows a run while it goes on; for the library's own front door. */
package dev.deepmatting.internal.events;

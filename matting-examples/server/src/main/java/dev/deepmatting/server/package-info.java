/**
 * Cut-outs and mattes over HTTP: requests are read into {@link dev.deepmatting.server.Fields}, wait
 * in a {@link dev.deepmatting.server.WorkQueue} and end in an {@link
 * dev.deepmatting.server.Answer}.
 */
@NullMarked
package dev.deepmatting.server;

import org.jspecify.annotations.NullMarked;

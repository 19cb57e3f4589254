/** The network and how to run it, as plain values: no engine type appears here. */
@NullMarked
package dev.deepmatting.network;

import org.jspecify.annotations.NullMarked;

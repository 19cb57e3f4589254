/** The network and how it is run, as plain values: no engine type appears here. */
@NullMarked
package dev.deepmatting.network;

import org.jspecify.annotations.NullMarked;

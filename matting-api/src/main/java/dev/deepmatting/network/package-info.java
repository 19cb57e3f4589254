/** The network and how it is run, as plain values: no engine type appears here. */
package dev.deepmatting.network;

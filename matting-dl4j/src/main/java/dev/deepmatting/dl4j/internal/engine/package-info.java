/** What runs the network, behind one interface: a tensor in, an alpha plane out. */
package dev.deepmatting.dl4j.internal.engine;

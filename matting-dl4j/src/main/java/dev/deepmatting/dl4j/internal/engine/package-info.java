/** The engines that run the network, behind one interface: from a tensor to an alpha plane. */
package dev.deepmatting.dl4j.internal.engine;

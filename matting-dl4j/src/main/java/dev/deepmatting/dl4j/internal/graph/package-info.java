/** The network as an ND4J SameDiff graph, with the unpooling op that ND4J lacks. */
package dev.deepmatting.dl4j.internal.graph;

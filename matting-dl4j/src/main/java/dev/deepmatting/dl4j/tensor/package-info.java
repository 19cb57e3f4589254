/** Numbers as they come out of files and graphs, in plain Java. */
package dev.deepmatting.dl4j.tensor;

/** Numbers from files and graphs, in plain Java. */
@NullMarked
package dev.deepmatting.dl4j.tensor;

import org.jspecify.annotations.NullMarked;

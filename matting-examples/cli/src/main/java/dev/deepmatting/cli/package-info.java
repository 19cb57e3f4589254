/** The command line tool {@code matting}. */
@NullMarked
package dev.deepmatting.cli;

import org.jspecify.annotations.NullMarked;

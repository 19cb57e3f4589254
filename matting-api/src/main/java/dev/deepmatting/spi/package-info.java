/** The only interface to a backend; programs that predict or train do not need it. */
@NullMarked
package dev.deepmatting.spi;

import org.jspecify.annotations.NullMarked;

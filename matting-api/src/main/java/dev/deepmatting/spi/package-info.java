/** The only seam to a backend; programs that predict or train do not need it. */
package dev.deepmatting.spi;

/** The command line tool {@code matting}. */
package dev.deepmatting.cli;

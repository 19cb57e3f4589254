/** What is done with an alpha matte: cutting out, and laying over something else. */
package dev.deepmatting.compose;

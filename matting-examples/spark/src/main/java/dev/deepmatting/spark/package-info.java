/** Mattes of many pictures on Apache Spark. */
@NullMarked
package dev.deepmatting.spark;

import org.jspecify.annotations.NullMarked;

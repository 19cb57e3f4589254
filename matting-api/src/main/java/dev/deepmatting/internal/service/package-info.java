/** Finding backends; for the library's own modules. */
@NullMarked
package dev.deepmatting.internal.service;

import org.jspecify.annotations.NullMarked;

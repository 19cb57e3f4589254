/** Training data in folders: foregrounds with their mattes, and backgrounds. */
@NullMarked
package dev.deepmatting.data.folder;

import org.jspecify.annotations.NullMarked;

/** Training data that lies in folders: foregrounds with their mattes, and backgrounds. */
package dev.deepmatting.data.folder;

/** The common parts of the library's pages: text, policy, pictures; for this module alone. */
package dev.deepmatting.internal.html;

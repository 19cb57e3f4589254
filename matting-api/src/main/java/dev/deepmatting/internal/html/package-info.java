/** The common parts of the library's pages: text, policy, pictures; for this module only. */
package dev.deepmatting.internal.html;

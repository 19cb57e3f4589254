/** What the library's pages share: text, policy, pictures; for this module alone. */
package dev.deepmatting.internal.html;

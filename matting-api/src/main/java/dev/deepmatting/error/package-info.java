/** What can go wrong: one unchecked root and its few kinds. */
package dev.deepmatting.error;

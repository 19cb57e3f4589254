/**
 * The records of a run for people: its history in a file, and a page with curves and pictures; for
 * this module only.
 */
package dev.deepmatting.internal.report;

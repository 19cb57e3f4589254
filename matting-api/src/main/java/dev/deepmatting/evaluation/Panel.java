package dev.deepmatting.evaluation;

/**
 * One picture of a report.
 *
 * @param title what it shows
 * @param png the encoded picture; empty where the note says why there is none
 * @param note what to say below it, such as where a close-up lies; may be empty
 */
record Panel(String title, byte[] png, String note) {}

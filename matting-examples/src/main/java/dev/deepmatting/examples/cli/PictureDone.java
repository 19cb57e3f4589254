package dev.deepmatting.examples.cli;

import java.util.List;
import java.util.Map;

/**
 * What became of a picture.
 *
 * @param line for people
 * @param notes more lines for people
 * @param details for programs, in the order of their printing
 */
record PictureDone(String line, List<String> notes, Map<String, Object> details) {}

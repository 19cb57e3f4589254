package dev.deepmatting.dl4j.benchmark.inference;

import java.util.List;

/**
 * All pictures by one way to predict them.
 *
 * @param way such as {@code fp32 auto}
 * @param bytes the most that its process had resident; -1 if unknown
 * @param seconds of each picture, the median of its rounds; empty if it failed
 * @param sad of each picture against the true alpha; null where there is none
 * @param distance of each picture's alpha from that of {@code fp32 whole}, the mean over unknown
 *     pixels; null where alpha means nothing
 * @param failure null unless it failed
 */
record PictureResult(
    String network,
    String way,
    List<Picture> pictures,
    long bytes,
    List<Double> seconds,
    List<Double> sad,
    List<Double> distance,
    String failure) {
  static final String REFERENCE = "fp32 whole";
}

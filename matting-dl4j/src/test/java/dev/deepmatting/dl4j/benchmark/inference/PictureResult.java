package dev.deepmatting.dl4j.benchmark.inference;

import java.util.List;

/**
 * All pictures by one way to predict them.
 *
 * @param way such as {@code fp32 auto}
 * @param bytes the most that its process had resident; -1 if unknown
 * @param seconds of each picture; empty if it failed
 * @param sad of each picture against the true alpha; null where there is none
 * @param failure null unless it failed
 */
record PictureResult(
    String network,
    String way,
    List<String> pictures,
    List<Double> unknownShares,
    long bytes,
    List<Double> seconds,
    List<Double> sad,
    String failure) {}

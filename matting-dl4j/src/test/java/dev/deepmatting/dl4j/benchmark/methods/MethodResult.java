package dev.deepmatting.dl4j.benchmark.methods;

import java.util.List;

/**
 * What a method took for the photographs, in their order.
 *
 * @param method its name
 * @param seconds medians of the rounds; empty if that was not measured
 * @param peer seconds of the definition in NumPy and SciPy; empty if that was not measured
 * @param heap of each photograph; empty if that was not measured
 * @param failure what went wrong; null if nothing did
 */
record MethodResult(
    String method, List<Double> seconds, List<Double> peer, List<HeapPeak> heap, String failure) {}

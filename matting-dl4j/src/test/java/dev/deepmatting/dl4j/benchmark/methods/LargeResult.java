package dev.deepmatting.dl4j.benchmark.methods;

/**
 * What a method took for the large picture.
 *
 * @param method its name
 * @param way {@code predict}, in memory, or {@code predictTo}, from files to files
 * @param seconds in a fresh JVM
 * @param resident the most bytes that the process had resident; -1 if unknown
 * @param heap what it kept on the heap; null if that was not measured
 * @param failure what went wrong; null if nothing did
 */
record LargeResult(
    String method, String way, double seconds, long resident, HeapPeak heap, String failure) {}

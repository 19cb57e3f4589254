package dev.deepmatting.dl4j.benchmark.methods;

import java.util.List;
import java.util.Map;

/**
 * All that was measured, and on what.
 *
 * @param machine what it was measured on
 * @param photographs the photographs
 * @param methods what each method took for them
 * @param large the large picture; null if it was not measured
 * @param larges what each method took for it
 */
record Results(
    Map<String, String> machine,
    List<Photograph> photographs,
    List<MethodResult> methods,
    Photograph large,
    List<LargeResult> larges) {}

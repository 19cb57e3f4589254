package dev.deepmatting.dl4j.benchmark.inference;

import dev.deepmatting.dl4j.benchmark.Timing;

/**
 * From the start of a process to a written alpha.
 *
 * @param timing null if it failed
 * @param difference the greatest from PyTorch's alpha, or from the first way's; null if it failed
 */
record StartResult(String way, Timing timing, Double difference) {}

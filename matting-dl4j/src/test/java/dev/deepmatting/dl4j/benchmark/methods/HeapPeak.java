package dev.deepmatting.dl4j.benchmark.methods;

/**
 * What work kept on the heap, in bytes, beside what was there before.
 *
 * @param live the most that was in use right after a collection; between two collections it may
 *     have been more
 * @param most the most that was taken, garbage included
 */
record HeapPeak(long live, long most) {
  static HeapPeak parse(String text) {
    String[] parts = text.split(" ");
    return new HeapPeak(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
  }

  String toLine() {
    return live + " " + most;
  }
}

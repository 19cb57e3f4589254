package dev.deepmatting.dl4j.benchmark.methods;

import dev.deepmatting.dl4j.benchmark.Options;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The large picture by each method, in memory and from files to files. */
final class LargePart {
  private final Options options;
  private final Photograph large;

  LargePart(Options options, Photograph large) {
    this.options = options;
    this.large = large;
  }

  List<LargeResult> run() throws IOException {
    List<LargeResult> results = new ArrayList<>();
    for (String method : options.list("methods")) {
      for (String way : List.of("predict", "predictTo")) {
        System.out.println(large.name() + " by " + method + ", " + way);
        results.add(result(method, way));
      }
    }
    return results;
  }

  private LargeResult result(String method, String way) throws IOException {
    String answer;
    long resident;
    try (Child timed = Child.timed(method, options)) {
      answer = timed.ask(line(way));
      resident = Long.parseLong(timed.end());
    }
    if (answer.startsWith(MethodChild.FAILED)) {
      return new LargeResult(method, way, 0, resident, null, answer);
    }
    double seconds = Double.parseDouble(answer);
    if (!options.has("large-memory")) {
      return new LargeResult(method, way, seconds, resident, null, null);
    }
    try (Child watched = Child.watched(method, options)) {
      String heap = watched.ask(line(way));
      return heap.startsWith(MethodChild.FAILED)
          ? new LargeResult(method, way, seconds, resident, null, heap)
          : new LargeResult(method, way, seconds, resident, HeapPeak.parse(heap), null);
    }
  }

  private String[] line(String way) {
    String image = large.image().toString();
    String trimap = large.trimap().toString();
    return way.equals("predict")
        ? new String[] {image, trimap}
        : new String[] {image, trimap, options.path("folder").resolve("results").toString()};
  }
}

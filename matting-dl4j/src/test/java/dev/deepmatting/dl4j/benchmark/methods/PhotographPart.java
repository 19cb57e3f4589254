package dev.deepmatting.dl4j.benchmark.methods;

import dev.deepmatting.dl4j.benchmark.Options;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Photographs by each method: seconds of warm JVMs in turns, and what the heap holds. */
final class PhotographPart {
  private final Options options;
  private final List<Photograph> photographs;

  PhotographPart(Options options, List<Photograph> photographs) {
    this.options = options;
    this.photographs = photographs;
  }

  List<MethodResult> run() throws IOException {
    List<Contestant> contestants = new ArrayList<>();
    for (String method : options.list("methods")) {
      contestants.add(new Contestant(method, photographs.size()));
    }
    if (options.has("photographs")) {
      time(contestants);
    }
    for (Contestant contestant : contestants) {
      if (options.has("memory")) {
        contestant.watch(photographs, options);
      }
      if (options.text("peer").equals("on")) {
        contestant.askPeer(photographs, options);
      }
    }
    return contestants.stream().map(Contestant::result).toList();
  }

  /** One round is for warming up; another method is first in each of the others. */
  private void time(List<Contestant> contestants) throws IOException {
    try {
      for (Contestant contestant : contestants) {
        contestant.start(options);
      }
      for (int round = 0; round <= options.number("rounds"); round++) {
        System.out.println(round == 0 ? "warming up" : "round " + round);
        for (int photograph = 0; photograph < photographs.size(); photograph++) {
          for (int i = 0; i < contestants.size(); i++) {
            Contestant next = contestants.get((i + round) % contestants.size());
            next.time(photographs.get(photograph), photograph, round > 0);
          }
        }
      }
    } finally {
      contestants.forEach(Contestant::close);
    }
  }

  /** A method, and what it took so far. Once it has failed it is no longer asked. */
  private static final class Contestant {
    private final String method;
    private final List<List<Double>> rounds = new ArrayList<>();
    private final List<Double> peer = new ArrayList<>();
    private final List<HeapPeak> heap = new ArrayList<>();
    private Child process;
    private String failure;

    Contestant(String method, int photographs) {
      this.method = method;
      for (int i = 0; i < photographs; i++) {
        rounds.add(new ArrayList<>());
      }
    }

    void start(Options options) throws IOException {
      process = Child.timed(method, options);
    }

    void time(Photograph photograph, int place, boolean counts) throws IOException {
      String answer = answer(process, photograph);
      if (failure == null && counts) {
        rounds.get(place).add(Double.parseDouble(answer));
      }
    }

    void watch(List<Photograph> photographs, Options options) throws IOException {
      System.out.println("heap of " + method);
      try (Child watched = Child.watched(method, options)) {
        for (Photograph photograph : photographs) {
          String answer = answer(watched, photograph);
          if (failure == null) {
            heap.add(HeapPeak.parse(answer));
          }
        }
      }
    }

    void askPeer(List<Photograph> photographs, Options options) throws IOException {
      System.out.println("NumPy and SciPy for " + method);
      try (Child script = Child.peer(method, options)) {
        for (Photograph photograph : photographs) {
          peer.add(
              Double.parseDouble(
                  script.ask(photograph.image().toString(), photograph.trimap().toString())));
        }
      }
    }

    private String answer(Child child, Photograph photograph) throws IOException {
      if (failure != null) {
        return failure;
      }
      String answer = child.ask(photograph.image().toString(), photograph.trimap().toString());
      if (answer.startsWith(MethodChild.FAILED)) {
        failure = answer;
      }
      return answer;
    }

    void close() {
      if (process != null) {
        process.close();
      }
    }

    MethodResult result() {
      List<Double> medians =
          rounds.stream().filter(each -> !each.isEmpty()).map(Figures::median).toList();
      return new MethodResult(method, medians, peer, heap, failure);
    }
  }
}

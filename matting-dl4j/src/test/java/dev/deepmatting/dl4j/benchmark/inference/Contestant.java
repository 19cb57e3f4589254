package dev.deepmatting.dl4j.benchmark.inference;

import dev.deepmatting.dl4j.benchmark.Options;
import dev.deepmatting.dl4j.benchmark.Peer;
import dev.deepmatting.dl4j.benchmark.Timing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A measured process; once it has failed it is no longer asked, and the others go on. */
final class Contestant implements AutoCloseable {
  private final String name;
  private final List<Double> seconds = new ArrayList<>();
  private Peer peer;
  private long bytes = -1;
  private String failure;

  private Contestant(String name) {
    this.name = name;
  }

  /** Starts the process and waits until it has loaded its model. */
  static Contestant start(String name, List<String> command, Options options) {
    Contestant contestant = new Contestant(name);
    try {
      contestant.peer = Children.start(command, options);
    } catch (IOException e) {
      contestant.fail(e);
    }
    return contestant;
  }

  static Contestant absent(String name, String reason) {
    Contestant contestant = new Contestant(name);
    contestant.failure = reason;
    return contestant;
  }

  /** Asks each once, another one first in each round. */
  static void round(List<Contestant> all, int round, Function<Contestant, String> line)
      throws InterruptedException {
    for (int i = 0; i < all.size(); i++) {
      Contestant contestant = all.get((i + round) % all.size());
      contestant.ask(line.apply(contestant));
    }
  }

  private void ask(String line) throws InterruptedException {
    if (failure != null) {
      return;
    }
    try {
      seconds.add(Children.ask(peer, line));
    } catch (IOException | NumberFormatException e) {
      fail(e);
    }
  }

  /** Ends the process and takes what it says of its memory. */
  void finish() {
    if (failure == null) {
      try {
        bytes = Children.end(peer);
      } catch (IOException | NumberFormatException e) {
        fail(e);
      }
    }
    close();
  }

  private void fail(Exception cause) {
    failure = "failed, see the log: " + cause.getMessage();
    System.err.println(name + " " + failure);
    close();
  }

  /** Forgets the rounds so far, which were for warming up. */
  void forget() {
    seconds.clear();
  }

  String name() {
    return name;
  }

  /** Null unless it failed. */
  String failure() {
    return failure;
  }

  /** The medians of so many rounds each, in their order; empty if it failed. */
  List<Double> medians(int rounds) {
    List<Double> medians = new ArrayList<>();
    for (int from = 0; failure == null && from < seconds.size(); from += rounds) {
      medians.add(new Timing(seconds.subList(from, from + rounds)).median());
    }
    return medians;
  }

  /** Null if there are no rounds of it. */
  Timing timing() {
    return failure != null || seconds.isEmpty() ? null : new Timing(List.copyOf(seconds));
  }

  long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    if (peer != null) {
      peer.close();
    }
  }
}

package dev.deepmatting.dl4j.internal.predict;

import dev.deepmatting.data.GuidedSamples;
import dev.deepmatting.dl4j.internal.tensor.GuideMatte;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.TrimapRows;
import dev.deepmatting.internal.check.ListenerGuard;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.propagation.Propagation;
import dev.deepmatting.propagation.PropagationMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Computes a network's guides for the whole picture, since opacity can spread from far away. Safe
 * to share between threads.
 */
final class Guidance {
  private final List<PropagationMethod> methods;

  private final ListenerGuard listeners = new ListenerGuard();

  /**
   * Prepares the guides of a network.
   *
   * @param config the network, with or without guides
   * @throws ModelFormatException if no method has the name of a guide
   */
  Guidance(NetworkConfig config) {
    methods = config.guides().stream().map(Guidance::method).toList();
  }

  private static PropagationMethod method(String name) {
    return PropagationMethod.named(name)
        .orElseThrow(
            () ->
                new ModelFormatException(
                    "the network is guided by '"
                        + name
                        + "', which this library does not know, wanted one of "
                        + PropagationMethod.all().stream().map(PropagationMethod::name).toList()));
  }

  int count() {
    return methods.size();
  }

  /**
   * Computes the guides.
   *
   * @param budget the memory for this besides pictures and mattes; empty for no limit
   * @param listener is notified of progress, on the calling thread
   * @return a matte per guide; without known foreground or background, it is 0.5 at unknown pixels
   */
  List<GuideMatte> mattes(
      ImageRows image, TrimapRows trimap, Optional<MemorySize> budget, ProgressListener listener) {
    List<GuideMatte> mattes = new ArrayList<>();
    for (PropagationMethod method : methods) {
      GuideMatte matte = new GuideMatte(image.width(), image.height());
      int before = mattes.size();
      propagation(method, budget)
          .estimate(image, trimap, matte, done -> tell(listener, before + done));
      mattes.add(matte);
    }
    return mattes;
  }

  private static Propagation propagation(PropagationMethod method, Optional<MemorySize> budget) {
    Propagation.Builder builder = Propagation.builder(method).undecided(GuidedSamples.UNDECIDED);
    budget.ifPresent(builder::memoryBudget);
    return builder.build();
  }

  private void tell(ProgressListener listener, double done) {
    listeners.tell(() -> listener.progress(done / methods.size()));
  }

  /**
   * Refuses calls that a listener must not make.
   *
   * @throws IllegalStateException if this thread is in a listener of these guides' progress
   */
  void refuseListener() {
    listeners.refuse();
  }

  /** Returns the most memory that the computed mattes take. */
  long mostBytes(int width, int height) {
    return methods.size() * GuideMatte.mostBytes(width, height);
  }

  /** Returns the approximate additional memory while computing them. */
  long workBytes(int width, int height, Optional<MemorySize> budget) {
    return methods.stream()
        .mapToLong(method -> propagation(method, budget).memoryFor(width, height).bytes())
        .max()
        .orElse(0);
  }
}

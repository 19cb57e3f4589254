package dev.deepmatting.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Keeps the pictures of the worst images by SAD, as many as requested. Safe to share between
 * threads.
 */
final class WorstCases {
  private static final Comparator<WorstCase> WORST_FIRST =
      Comparator.comparingDouble((WorstCase worst) -> -worst.image().scores().sad())
          .thenComparing(worst -> worst.image().name());

  private final int capacity;
  private final List<WorstCase> kept = new ArrayList<>();

  WorstCases(int capacity) {
    this.capacity = capacity;
  }

  /**
   * An image with its pictures.
   *
   * @param image its scores
   * @param panels its pictures
   */
  record WorstCase(EvaluatedImage image, List<CasePanels.Panel> panels) {}

  /**
   * Draws the pictures only if the image is among the worst so far. Its scores exist already, so
   * pictures are left out if there is not enough memory.
   */
  void offer(EvaluatedImage image, Supplier<List<CasePanels.Panel>> drawing) {
    if (isAmongWorst(image)) {
      add(new WorstCase(image, drawn(drawing)));
    }
  }

  private static List<CasePanels.Panel> drawn(Supplier<List<CasePanels.Panel>> drawing) {
    try {
      return List.copyOf(drawing.get());
    } catch (OutOfMemoryError e) {
      CasePanels.Panel.Row row = new CasePanels.Panel.Row("No pictures", CasePanels.Panel.Row.FIT);
      return List.of(
          CasePanels.Panel.missing(row, "pictures", "there was not enough memory to draw them"));
    }
  }

  synchronized List<WorstCase> worstFirst() {
    return List.copyOf(kept);
  }

  private synchronized boolean isAmongWorst(EvaluatedImage image) {
    WorstCase candidate = new WorstCase(image, List.of());
    return kept.size() < capacity
        || (capacity > 0 && WORST_FIRST.compare(candidate, kept.get(capacity - 1)) < 0);
  }

  private synchronized void add(WorstCase worst) {
    kept.add(worst);
    kept.sort(WORST_FIRST);
    if (kept.size() > capacity) {
      kept.remove(capacity);
    }
  }
}

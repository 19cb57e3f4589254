package dev.deepmatting.evaluation;

import dev.deepmatting.internal.html.ScoreColumn;
import java.util.List;
import java.util.Locale;

/** The distribution of errors: a bar per image, worst first as in the table. */
final class SadPlot {
  private static final int FEWEST = 4;

  /** With more images than this, each bar stands for several. */
  private static final int MOST_BARS = 800;

  private static final int WIDTH = 1000;
  private static final int HEIGHT = 120;

  private SadPlot() {}

  static String of(List<EvaluatedImage> worstFirst) {
    int count = worstFirst.size();
    if (count < FEWEST || worstFirst.get(0).scores().sad() == 0) {
      return "";
    }
    double mean = worstFirst.stream().mapToDouble(SadPlot::sad).sum() / count;
    double worst = sad(worstFirst.get(0));
    double level = HEIGHT - HEIGHT * mean / worst;
    String label =
        String.format(
            Locale.ROOT,
            "SAD of the images, from %s (worst) over %s (median) to %s (best); the mean is %s",
            ScoreColumn.text(worst),
            ScoreColumn.text(median(worstFirst)),
            ScoreColumn.text(sad(worstFirst.get(count - 1))),
            ScoreColumn.text(mean));
    return String.format(
        Locale.ROOT,
        """
        <section aria-labelledby="spread">
        <h2 id="spread">Spread of the SAD</h2>
        <figure class="plot">
        <svg viewBox="0 0 %1$d %2$d" preserveAspectRatio="none" role="img" aria-label="%3$s">
        <path class="bars" d="%4$s"/>
        <path class="mean" d="M0 %5$.1fH%1$d"/>
        </svg>
        <figcaption>%3$s (line).</figcaption>
        </figure>
        </section>
        """,
        WIDTH,
        HEIGHT,
        label,
        bars(worstFirst, worst),
        level);
  }

  private static String bars(List<EvaluatedImage> worstFirst, double worst) {
    int bars = Math.min(worstFirst.size(), MOST_BARS);
    double pitch = (double) WIDTH / bars;
    double gap = bars > 100 ? 0 : pitch / 8;
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < bars; i++) {
      // The first bar is the worst image, the last one the best, however many there are.
      int at = bars == 1 ? 0 : (int) ((long) i * (worstFirst.size() - 1) / (bars - 1));
      double top = HEIGHT - HEIGHT * sad(worstFirst.get(at)) / worst;
      path.append(
          String.format(
              Locale.ROOT,
              "M%.1f %dV%.1fH%.1fV%dz",
              i * pitch + gap / 2,
              HEIGHT,
              top,
              (i + 1) * pitch - gap / 2,
              HEIGHT));
    }
    return path.toString();
  }

  private static double median(List<EvaluatedImage> sorted) {
    int count = sorted.size();
    return (sad(sorted.get((count - 1) / 2)) + sad(sorted.get(count / 2))) / 2;
  }

  private static double sad(EvaluatedImage image) {
    return image.scores().sad();
  }
}

package dev.deepmatting.propagation;

/**
 * The Laplacian of a graph with edges of weight 1: the sum of the squared differences of alpha
 * along the edges. Edges found from both ends count twice.
 */
final class AdjacencyTerm implements SystemTerm {
  /** Pixels between two checks of the interrupt flag. */
  private static final int CHECKED = 1 << 16;

  private final UnknownLayout layout;
  private final double[] degrees;
  private final double[] fromKnown;

  /** Compressed rows: where the neighbours of each unknown begin. */
  private final int[] starts;

  private final int[] others;

  AdjacencyTerm(UnknownLayout layout, Iterable<Neighbours> searches) {
    this.layout = layout;
    degrees = new double[layout.size];
    fromKnown = new double[layout.size];
    starts = new int[layout.size + 1];
    for (Neighbours neighbours : searches) {
      forEachEdge(neighbours, this::count);
    }
    for (int i = 0; i < layout.size; i++) {
      starts[i + 1] += starts[i];
    }
    others = new int[starts[layout.size]];
    int[] next = starts.clone();
    for (Neighbours neighbours : searches) {
      forEachEdge(neighbours, (from, to) -> store(from, to, next));
    }
  }

  /** Processes an edge, seen from one of its ends. */
  private interface Edge {
    void accept(int from, int to);
  }

  private void forEachEdge(Neighbours neighbours, Edge edge) {
    for (int pixel = 0; pixel < neighbours.rows(); pixel++) {
      if (pixel % CHECKED == 0) {
        Workers.requireNotInterrupted();
      }
      for (int k = 0; k < neighbours.perRow(); k++) {
        int other = neighbours.point(pixel, k);
        edge.accept(pixel, other);
        edge.accept(other, pixel);
      }
    }
  }

  private void count(int from, int to) {
    if (layout.labels.isUnknown(from)) {
      int place = layout.place(from);
      degrees[place]++;
      if (layout.labels.isUnknown(to)) {
        starts[place + 1]++;
      } else {
        fromKnown[place] += layout.labels.alpha(to);
      }
    }
  }

  private void store(int from, int to, int[] next) {
    if (layout.labels.isUnknown(from) && layout.labels.isUnknown(to)) {
      others[next[layout.place(from)]++] = layout.place(to);
    }
  }

  @Override
  public void addProduct(int chunk, double[] x, double[] y) {
    for (int i = layout.start(chunk); i < layout.start(chunk + 1); i++) {
      double sum = degrees[i] * x[i];
      for (int k = starts[i]; k < starts[i + 1]; k++) {
        sum -= x[others[k]];
      }
      y[i] += sum;
    }
  }

  @Override
  public void addDiagonal(double[] diagonal) {
    for (int i = 0; i < diagonal.length; i++) {
      diagonal[i] += degrees[i];
    }
  }

  @Override
  public void addRightSide(double[] rightSide) {
    for (int i = 0; i < rightSide.length; i++) {
      rightSide[i] += fromKnown[i];
    }
  }
}

package dev.deepmatting.propagation;

import java.util.Arrays;

/**
 * Exact nearest neighbours among pixels, by Euclidean distance of up to six features: a balanced
 * k-d tree (Bentley, 1975; Friedman, Bentley and Finkel, 1977) with a bounding box for each node.
 *
 * <p>The leaves contain neighbouring points consecutively. A query starts in its own leaf, whose
 * points are mostly the nearest, and climbs to the root; on the way it enters the other half of a
 * node only if its box is nearer than the worst neighbour so far. Among equal distances the point
 * with the smaller number wins, so results do not depend on the order of work.
 */
final class FeatureTree {
  /** Floats of a point; unused features are 0. */
  static final int FEATURES = 6;

  private static final int LEAF = 32;
  private static final int BOX = 2 * FEATURES;

  /** Levels of the tree that are built one by one; below them, threads share the subtrees. */
  private static final int SHARED_LEVELS = 5;

  private static final int CHUNKS = 1024;

  private final int count;
  private final int leaves;
  private final float[] points;
  private final int[] numbers;
  private final float[] boxes;

  /**
   * Builds a tree.
   *
   * @param points FEATURES values of each point; reordered, and kept
   */
  FeatureTree(float[] points, Workers workers) {
    this.points = points;
    count = points.length / FEATURES;
    leaves = Integer.highestOneBit(Math.max(1, (count + LEAF - 1) / LEAF));
    numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i;
    }
    boxes = new float[2 * leaves * BOX];
    int shared = Math.min(SHARED_LEVELS, Integer.numberOfTrailingZeros(leaves));
    for (int level = 0; level < shared; level++) {
      int first = 1 << level;
      workers.run(first, i -> split(first + i));
    }
    workers.run(1 << shared, i -> build((1 << shared) + i));
  }

  private void build(int node) {
    split(node);
    if (node < leaves) {
      build(2 * node);
      build(2 * node + 1);
    }
  }

  /**
   * Returns a node's first point: nodes are in heap order; each level divides the points evenly.
   */
  private int start(int node) {
    int level = 31 - Integer.numberOfLeadingZeros(node);
    return (int) ((long) count * (node - (1 << level)) >> level);
  }

  private int end(int node) {
    int level = 31 - Integer.numberOfLeadingZeros(node);
    return (int) ((long) count * (node + 1 - (1 << level)) >> level);
  }

  private void split(int node) {
    int from = start(node);
    int to = end(node);
    int widest = 0;
    float width = -1;
    for (int feature = 0; feature < FEATURES; feature++) {
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        float value = points[i * FEATURES + feature];
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      boxes[node * BOX + 2 * feature] = low;
      boxes[node * BOX + 2 * feature + 1] = high;
      if (high - low > width) {
        width = high - low;
        widest = feature;
      }
    }
    if (node < leaves) {
      select(from, to - 1, end(2 * node), widest);
    }
  }

  /** Reorders points so that those before the middle are not after the others (Hoare, 1961). */
  private void select(int from, int to, int middle, int feature) {
    int first = from;
    int last = to;
    while (first < last) {
      int pivot = (first + last) >>> 1;
      float value = points[pivot * FEATURES + feature];
      int number = numbers[pivot];
      int low = first;
      int high = last;
      while (low <= high) {
        while (isBefore(low, value, number, feature)) {
          low++;
        }
        while (isAfter(high, value, number, feature)) {
          high--;
        }
        if (low <= high) {
          swap(low++, high--);
        }
      }
      if (middle - 1 <= high) {
        last = high;
      } else if (middle - 1 >= low) {
        first = low;
      } else {
        return;
      }
    }
  }

  private boolean isBefore(int i, float value, int number, int feature) {
    float own = points[i * FEATURES + feature];
    return own < value || own == value && numbers[i] < number;
  }

  private boolean isAfter(int i, float value, int number, int feature) {
    float own = points[i * FEATURES + feature];
    return own > value || own == value && numbers[i] > number;
  }

  private void swap(int i, int j) {
    if (i != j) {
      for (int a = i * FEATURES, b = j * FEATURES; a < (i + 1) * FEATURES; a++, b++) {
        float value = points[a];
        points[a] = points[b];
        points[b] = value;
      }
      int number = numbers[i];
      numbers[i] = numbers[j];
      numbers[j] = number;
    }
  }

  /**
   * Returns the nearest neighbours of points, without the points themselves.
   *
   * @param neighbours neighbours per point, fewer than there are points
   * @param rows the result row of each point's neighbours, by its number; negative for points not
   *     queried
   * @param rowCount the rows of the result
   */
  Neighbours nearest(int neighbours, int[] rows, int rowCount, Workers workers) {
    Neighbours result = new Neighbours(rowCount, neighbours);
    int chunks = Math.min(leaves, CHUNKS);
    workers.run(
        chunks,
        chunk -> {
          Search search = new Search(neighbours, rows, result);
          int end = Workers.border(leaves, chunks, chunk + 1);
          for (int leaf = Workers.border(leaves, chunks, chunk); leaf < end; leaf++) {
            search.findAll(leaves + leaf);
          }
        });
    return result;
  }

  /**
   * Returns the nearest neighbours of all points, row by row; fewer if there are not enough points.
   */
  Neighbours nearestOfAll(int neighbours, Workers workers) {
    int[] rows = new int[count];
    Arrays.setAll(rows, i -> i);
    return nearest(Math.min(neighbours, count - 1), rows, count, workers);
  }

  /** Searches the neighbours of points, one by one. */
  private final class Search {
    private final int wanted;
    private final int[] rows;
    private final Neighbours result;
    private final float[] distances;
    private final int[] found;
    private final int[] waiting = new int[Integer.SIZE];
    private final float[] waitingDistances = new float[Integer.SIZE];
    private int self;
    private float worst;
    private float q0;
    private float q1;
    private float q2;
    private float q3;
    private float q4;
    private float q5;

    Search(int wanted, int[] rows, Neighbours result) {
      this.wanted = wanted;
      this.rows = rows;
      this.result = result;
      distances = new float[wanted];
      found = new int[wanted];
    }

    void findAll(int leaf) {
      for (int i = start(leaf); i < end(leaf); i++) {
        int row = rows[numbers[i]];
        if (row >= 0) {
          begin(i);
          scan(leaf);
          for (int node = leaf; node > 1; node >>= 1) {
            visit(node ^ 1);
          }
          for (int k = 0; k < wanted; k++) {
            result.set(row, k, numbers[found[k]], distances[k]);
          }
        }
      }
    }

    private void begin(int point) {
      self = point;
      int at = point * FEATURES;
      q0 = points[at];
      q1 = points[at + 1];
      q2 = points[at + 2];
      q3 = points[at + 3];
      q4 = points[at + 4];
      q5 = points[at + 5];
      Arrays.fill(distances, Float.POSITIVE_INFINITY);
      Arrays.fill(found, -1);
      worst = Float.POSITIVE_INFINITY;
    }

    /**
     * Returns the squared distance of a node's box; written out, since it takes half of the time.
     */
    private float boxDistance(int node) {
      int at = node * BOX;
      float d0 = Math.max(0, Math.max(boxes[at] - q0, q0 - boxes[at + 1]));
      float d1 = Math.max(0, Math.max(boxes[at + 2] - q1, q1 - boxes[at + 3]));
      float d2 = Math.max(0, Math.max(boxes[at + 4] - q2, q2 - boxes[at + 5]));
      float d3 = Math.max(0, Math.max(boxes[at + 6] - q3, q3 - boxes[at + 7]));
      float d4 = Math.max(0, Math.max(boxes[at + 8] - q4, q4 - boxes[at + 9]));
      float d5 = Math.max(0, Math.max(boxes[at + 10] - q5, q5 - boxes[at + 11]));
      return d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3 + d4 * d4 + d5 * d5;
    }

    private void visit(int top) {
      int depth = 0;
      waiting[depth] = top;
      waitingDistances[depth++] = boxDistance(top);
      while (depth > 0) {
        int node = waiting[--depth];
        float distance = waitingDistances[depth];
        while (node < leaves && distance <= worst) {
          float left = boxDistance(2 * node);
          float right = boxDistance(2 * node + 1);
          boolean leftFirst = left <= right;
          waiting[depth] = leftFirst ? 2 * node + 1 : 2 * node;
          waitingDistances[depth++] = leftFirst ? right : left;
          node = leftFirst ? 2 * node : 2 * node + 1;
          distance = leftFirst ? left : right;
        }
        if (distance <= worst) {
          scan(node);
        }
      }
    }

    private void scan(int leaf) {
      int end = end(leaf);
      for (int i = start(leaf), at = i * FEATURES; i < end; i++, at += FEATURES) {
        float d0 = points[at] - q0;
        float d1 = points[at + 1] - q1;
        float d2 = points[at + 2] - q2;
        float d3 = points[at + 3] - q3;
        float d4 = points[at + 4] - q4;
        float d5 = points[at + 5] - q5;
        float distance = d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3 + d4 * d4 + d5 * d5;
        if (distance <= worst && i != self) {
          insert(i, distance);
        }
      }
    }

    private void insert(int point, float distance) {
      int k = wanted;
      while (k > 0 && isNearer(point, distance, k - 1)) {
        k--;
        if (k + 1 < wanted) {
          distances[k + 1] = distances[k];
          found[k + 1] = found[k];
        }
      }
      if (k < wanted) {
        distances[k] = distance;
        found[k] = point;
        worst = distances[wanted - 1];
      }
    }

    private boolean isNearer(int point, float distance, int k) {
      return distance < distances[k]
          || distance == distances[k] && (found[k] < 0 || numbers[point] < numbers[found[k]]);
    }
  }
}

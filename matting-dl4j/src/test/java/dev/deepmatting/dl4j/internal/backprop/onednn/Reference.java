package dev.deepmatting.dl4j.internal.backprop.onednn;

import java.util.Arrays;

/** The layers as plain loops in double precision, which know nothing of any library. */
final class Reference {
  private Reference() {}

  /** Told of every product that a layer sums up, by the places of the numbers in their arrays. */
  interface Products {
    void at(int input, int kernel, int output);
  }

  /** Walks through the products of a layer. */
  interface Walk {
    void through(Products products);
  }

  /** A layer's three gradients. */
  record Gradients(double[] input, double[] kernel, double[] bias) {}

  /** A convolution of [N, in, H, W] by [out, in, k, k] that keeps the size. */
  static Walk convolution(int[] x, int[] w) {
    return products -> {
      int side = w[2];
      forEach(
          new int[] {x[0], w[0], w[1], x[2], x[3], side, side},
          at -> {
            int row = at[3] + at[5] - side / 2;
            int column = at[4] + at[6] - side / 2;
            if (row >= 0 && row < x[2] && column >= 0 && column < x[3]) {
              products.at(
                  place(x, at[0], at[2], row, column),
                  place(w, at[1], at[2], at[5], at[6]),
                  place(new int[] {x[0], w[0], x[2], x[3]}, at[0], at[1], at[3], at[4]));
            }
          });
    };
  }

  /** A transposed convolution of [N, in, H, W] by [in, out, 4, 4], stride 2, padding 1. */
  static Walk transposedConvolution(int[] x, int[] w) {
    int[] y = {x[0], w[1], 2 * x[2], 2 * x[3]};
    return products ->
        forEach(
            new int[] {x[0], w[0], w[1], x[2], x[3], 4, 4},
            at -> {
              int row = 2 * at[3] + at[5] - 1;
              int column = 2 * at[4] + at[6] - 1;
              if (row >= 0 && row < y[2] && column >= 0 && column < y[3]) {
                products.at(
                    place(x, at[0], at[1], at[3], at[4]),
                    place(w, at[1], at[2], at[5], at[6]),
                    place(y, at[0], at[2], row, column));
              }
            });
  }

  private interface Places {
    void at(int[] place);
  }

  private static void forEach(int[] sizes, Places places) {
    int[] at = new int[sizes.length];
    int total = elements(sizes);
    for (int i = 0; i < total; i++) {
      int rest = i;
      for (int d = sizes.length - 1; d >= 0; d--) {
        at[d] = rest % sizes[d];
        rest /= sizes[d];
      }
      places.at(at);
    }
  }

  static int elements(int... shape) {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  static int place(int[] shape, int n, int c, int row, int column) {
    return ((n * shape[1] + c) * shape[2] + row) * shape[3] + column;
  }

  /** The sums of a layer's products and its bias. */
  static double[] forward(Walk walk, double[] x, double[] w, double[] bias, int[] output) {
    double[] y = new double[elements(output)];
    for (int i = 0; i < y.length; i++) {
      y[i] = bias[i / (output[2] * output[3]) % output[1]];
    }
    walk.through((input, kernel, out) -> y[out] += x[input] * w[kernel]);
    return y;
  }

  static Gradients backward(Walk walk, double[] x, double[] w, double[] g, int[] output) {
    double[] bias = new double[output[1]];
    for (int i = 0; i < g.length; i++) {
      bias[i / (output[2] * output[3]) % output[1]] += g[i];
    }
    Gradients gradients = new Gradients(new double[x.length], new double[w.length], bias);
    walk.through(
        (input, kernel, out) -> {
          gradients.input[input] += g[out] * w[kernel];
          gradients.kernel[kernel] += g[out] * x[input];
        });
    return gradients;
  }

  /** The place of each 2x2 window's maximum, the first of equal ones. */
  static int[] maxima(double[] x, int[] shape) {
    int[] output = {shape[0], shape[1], shape[2] / 2, shape[3] / 2};
    int[] places = new int[elements(output)];
    forEach(
        output,
        at -> {
          int best = place(shape, at[0], at[1], 2 * at[2], 2 * at[3]);
          for (int i = 1; i < 4; i++) {
            int other = place(shape, at[0], at[1], 2 * at[2] + i / 2, 2 * at[3] + i % 2);
            best = x[other] > x[best] ? other : best;
          }
          places[place(output, at[0], at[1], at[2], at[3])] = best;
        });
    return places;
  }

  /** Bilinear doubling: each output's four inputs with their weights; backward, the transpose. */
  static double[] doubled(double[] values, int[] input, boolean backward) {
    int[] output = {input[0], input[1], 2 * input[2], 2 * input[3]};
    double[] result = new double[elements(backward ? input : output)];
    forEach(
        output,
        at -> {
          int to = place(output, at[0], at[1], at[2], at[3]);
          for (int i = 0; i < 4; i++) {
            int row = neighbour(at[2], i / 2, input[2]);
            int column = neighbour(at[3], i % 2, input[3]);
            double weight = weight(at[2], i / 2) * weight(at[3], i % 2);
            int from = place(input, at[0], at[1], row, column);
            result[backward ? from : to] += weight * values[backward ? to : from];
          }
        });
    return result;
  }

  private static int neighbour(int target, int which, int size) {
    int first = Math.floorDiv(target - 1, 2);
    return Math.min(size - 1, Math.max(0, first + which));
  }

  /** The nearer input counts three times as much as the other. */
  private static double weight(int target, int which) {
    return (target % 2 == 0) == (which == 1) ? 0.75 : 0.25;
  }
}

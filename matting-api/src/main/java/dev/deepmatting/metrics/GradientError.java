package dev.deepmatting.metrics;

/** The squared differences of gradient magnitudes, summed over the scored pixels. */
final class GradientError {
  private GradientError() {}

  static double sum(GrayPlane prediction, GrayPlane truth, ScoredPixels scored) {
    int width = prediction.width();
    GradientMagnitude predicted = new GradientMagnitude(prediction);
    GradientMagnitude wanted = new GradientMagnitude(truth);
    double[] predictedRow = new double[width];
    double[] wantedRow = new double[width];
    double sum = 0;
    for (int y = 0; y < prediction.height(); y++) {
      int at = y * width;
      if (scored.anyIn(at, at + width)) {
        predicted.row(y, predictedRow);
        wanted.row(y, wantedRow);
        for (int x = 0; x < width; x++) {
          double difference = predictedRow[x] - wantedRow[x];
          sum += scored.contains(at + x) ? difference * difference : 0;
        }
      }
    }
    return sum;
  }
}

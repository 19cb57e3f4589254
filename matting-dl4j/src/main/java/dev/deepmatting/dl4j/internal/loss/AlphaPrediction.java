package dev.deepmatting.dl4j.internal.loss;

/** The difference of predicted and true alpha (Xu et al. 2017, equation 1). */
final class AlphaPrediction implements LossTerm {
  @Override
  public double add(int sample, double[] alpha, Labels labels, double factor, double[] gradient) {
    double sum = 0;
    int at = sample * labels.plane();
    for (int pixel = 0; pixel < labels.plane(); pixel++, at++) {
      if (labels.isUnknown(sample, pixel)) {
        double difference = alpha[at] - labels.alpha(sample, pixel);
        double value = SmoothAbsolute.of(difference);
        sum += value;
        gradient[at] += factor * difference / value;
      }
    }
    return sum;
  }
}

package dev.deepmatting.dl4j.internal.loss;

/**
 * The difference of the composites by predicted and true alpha, the mean over the three colours (Xu
 * et al. 2017, equation 2). Each channel's difference counts by itself, so that errors of different
 * signs do not cancel.
 */
final class Composition implements LossTerm {
  private static final int COLOURS = 3;
  private static final double OF_MAX_8 = 1 / 255.0;

  @Override
  public double add(int sample, double[] alpha, Labels labels, double factor, double[] gradient) {
    double sum = 0;
    for (int colour = 0; colour < COLOURS; colour++) {
      sum += add(sample, colour, alpha, labels, factor / COLOURS, gradient);
    }
    return sum / COLOURS;
  }

  private static double add(
      int sample, int colour, double[] alpha, Labels labels, double factor, double[] gradient) {
    double sum = 0;
    int at = sample * labels.plane();
    for (int pixel = 0; pixel < labels.plane(); pixel++, at++) {
      if (labels.isUnknown(sample, pixel)) {
        double background = labels.background(sample, colour, pixel);
        double contrast = labels.foreground(sample, colour, pixel) - background;
        double composed = background + alpha[at] * contrast;
        double difference = OF_MAX_8 * (composed - labels.merged(sample, colour, pixel));
        double value = SmoothAbsolute.of(difference);
        sum += value;
        gradient[at] += factor * OF_MAX_8 * contrast * difference / value;
      }
    }
    return sum;
  }
}

package dev.deepmatting.dl4j.loss;

/**
 * The difference of the composites by predicted and true alpha, the mean over the three colours (Xu
 * et al. 2017, equation 2). Each channel's difference counts by itself, so that errors of different
 * signs do not cancel.
 */
final class Composition implements LossTerm {
  private static final int COLOURS = 3;
  private static final double MAX_8 = 255;

  @Override
  public double add(double[] alpha, Labels labels, double factor, double[] gradient) {
    double sum = 0;
    for (int sample = 0, at = 0; sample < labels.count(); sample++) {
      for (int pixel = 0; pixel < labels.plane(); pixel++, at++) {
        if (labels.isUnknown(sample, pixel)) {
          for (int colour = 0; colour < COLOURS; colour++) {
            double background = labels.background(sample, colour, pixel) / MAX_8;
            double contrast = labels.foreground(sample, colour, pixel) / MAX_8 - background;
            double composed = background + alpha[at] * contrast;
            double difference = composed - labels.merged(sample, colour, pixel) / MAX_8;
            double value = SmoothAbsolute.of(difference);
            sum += value / COLOURS;
            gradient[at] += factor * contrast * difference / value / COLOURS;
          }
        }
      }
    }
    return sum;
  }
}

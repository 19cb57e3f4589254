package dev.deepmatting.dl4j.benchmark;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Seconds of the rounds, in their order, and what is told of them. */
public record Timing(List<Double> seconds) {
  @JsonProperty
  public double median() {
    return quantile(0.5);
  }

  @JsonProperty
  public double lowerQuartile() {
    return quantile(0.25);
  }

  @JsonProperty
  public double upperQuartile() {
    return quantile(0.75);
  }

  public double sum() {
    return seconds.stream().mapToDouble(Double::doubleValue).sum();
  }

  private double quantile(double share) {
    double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}

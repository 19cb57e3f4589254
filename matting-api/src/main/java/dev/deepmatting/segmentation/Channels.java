package dev.deepmatting.segmentation;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.InvalidInputException;
import java.util.List;

/**
 * Where the numbers of an output are.
 *
 * @param count how many channels
 * @param height rows
 * @param width columns
 * @param planes whether each channel is a plane of its own, or each pixel has its channels together
 */
record Channels(int count, int height, int width, boolean planes) {
  private static final int MOST = 2;

  /** Reads a shape of two to four sizes; channels in doubt are where the input has them. */
  static Channels of(
      SegmentationEngine.Plane plane, SegmentationModel.Layout layout, int objectChannel) {
    List<Integer> shape = plane.shape();
    int sides = shape.size();
    if (sides < 2 || sides > 4 || (sides == 4 && shape.get(0) != 1) || shape.contains(0)) {
      throw wrong(shape);
    }
    if (sides == 2) {
      return new Channels(1, shape.get(0), shape.get(1), true).requireSides(shape);
    }
    List<Integer> three = shape.subList(sides - 3, sides);
    Channels first = new Channels(three.get(0), three.get(1), three.get(2), true);
    Channels last = new Channels(three.get(2), three.get(0), three.get(1), false);
    Channels likely = layout == SegmentationModel.Layout.NCHW ? first : last;
    if (objectChannel >= 0 || likely.isMask()) {
      return likely.requireSides(shape);
    }
    Channels other = likely.planes ? last : first;
    if (!other.isMask()) {
      throw wrong(shape);
    }
    return other.requireSides(shape);
  }

  /** Refuses a row of numbers, as a classifier gives it. */
  private Channels requireSides(List<Integer> shape) {
    if (height < 2 || width < 2) {
      throw wrong(shape);
    }
    return this;
  }

  private boolean isMask() {
    return count <= MOST;
  }

  private static EngineException wrong(List<Integer> shape) {
    return new EngineException(
        "the network gives the shape "
            + shape
            + ", wanted that of a mask with one or two channels, or a model with its output or"
            + " objectChannel set");
  }

  /** Returns the channel of the object. */
  int object(int given) {
    if (given >= count) {
      throw new InvalidInputException("objectChannel is " + given + ", wanted 0 to " + (count - 1));
    }
    return given >= 0 ? given : count - 1;
  }

  float at(float[] values, int pixel, int channel) {
    return values[planes ? channel * width * height + pixel : pixel * count + channel];
  }

  /** Turns logits into the probability of a channel: a sigmoid of one, a softmax of several. */
  double probability(float[] values, int pixel, int channel) {
    double own = at(values, pixel, channel);
    // A single logit stands against one of 0.
    double others = count == 1 ? Math.exp(-own) : 0;
    for (int other = 0; other < count; other++) {
      if (other != channel) {
        others += Math.exp(at(values, pixel, other) - own);
      }
    }
    return 1 / (1 + others);
  }
}

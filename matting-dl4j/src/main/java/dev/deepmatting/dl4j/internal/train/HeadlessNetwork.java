package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.train.Stage;
import java.util.LinkedHashMap;
import java.util.Map;

/** A network as a stage sees it: the first stage has no refinement head. */
final class HeadlessNetwork {
  private HeadlessNetwork() {}

  /**
   * Returns the network whose alpha enters a stage's losses.
   *
   * @param stage the stage
   * @param weights a network, possibly with a head that does not train yet
   * @return the network, without its head if the stage does not need it
   */
  static NetworkWeights asSeenBy(Stage stage, NetworkWeights weights) {
    NetworkConfig config = weights.config();
    if (stage.needsHead() || config.refinementHead() == RefinementHead.NONE) {
      return weights;
    }
    NetworkConfig headless = config.toBuilder().refinementHead(RefinementHead.NONE).build();
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    new NetworkLayout(headless)
        .tensors()
        .keySet()
        .forEach(name -> tensors.put(name, weights.tensor(name)));
    return NetworkWeights.of(headless, tensors);
  }

  static void requireHead(NetworkConfig config, Stage stage) {
    if (stage.needsHead() && config.refinementHead() == RefinementHead.NONE) {
      throw new InvalidInputException(
          "stage is "
              + stage.id()
              + ", but the network has no refinement head, wanted a network with one");
    }
  }
}

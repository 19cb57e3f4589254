package dev.deepmatting.dl4j.internal.model;

import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.Upsampling;
import dev.deepmatting.network.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Recognises the network's configuration from the names and shapes of its tensors, for checkpoints
 * of other implementations, which have no metadata.
 *
 * <p>No name or shape shows how a checkpoint upsamples without learned weights, how its head is
 * joined, how it encodes the trimap, and the epsilon of its batch normalisation. The published
 * choices are assumed: max unpooling; a bare head and a signed trimap for {@code seed}, a residual
 * on the logit and a trimap in 0..1 for {@code classic}; 1e-5. Skip additions must be given for
 * {@code classic}, which was published with and without them; {@code seed} was published without.
 */
final class NetworkRecognition {
  static final String SEED_FIRST = "down1.conv1.cbr_unit.0.weight";
  static final String CLASSIC_FIRST = "conv1_1.weight";
  private static final int LEVELS = 5;

  private final StateDict tensors;
  private final Variant variant;

  private NetworkRecognition(StateDict tensors, Variant variant) {
    this.tensors = tensors;
    this.variant = variant;
  }

  /** Returns the published layout that the names belong to. */
  static Optional<Variant> variant(StateDict tensors) {
    if (tensors.has(SEED_FIRST)) {
      return Optional.of(Variant.VGG16_BN);
    }
    return tensors.has(CLASSIC_FIRST) ? Optional.of(Variant.CLASSIC) : Optional.empty();
  }

  /**
   * Recognises the configuration of a checkpoint.
   *
   * @param tensors its tensors
   * @param skip whether the user says that there are skip additions
   * @throws ModelFormatException if the tensors are not those of such a network, or the user has to
   *     say
   */
  static NetworkConfig recognise(StateDict tensors, Optional<Boolean> skip) {
    Variant variant = variant(tensors).orElseThrow(() -> unknown(tensors));
    requireUnguided(tensors);
    NetworkRecognition recognition = new NetworkRecognition(tensors, variant);
    try {
      NetworkConfig.Builder builder = recognition.fromShapes();
      return builder.skip(recognition.skip(builder, skip)).build();
    } catch (InvalidInputException e) {
      throw new ModelFormatException(
          tensors.origin() + " is no " + variant.id() + " network: " + e.getMessage(), e);
    }
  }

  private static void requireUnguided(StateDict tensors) {
    if (tensors.has(NetworkLayout.GUIDE_GATE + ".0.weight")
        || tensors.has(NetworkLayout.GUIDE_GATE + ".weight")) {
      throw new ModelFormatException(
          tensors.origin()
              + " is a guided network without metadata 'network', and no name or shape shows which"
              + " mattes it was trained with; wanted a model file, which names its guides");
    }
  }

  private static ModelFormatException unknown(StateDict tensors) {
    String why =
        Vgg16Form.of(tensors)
            .map(form -> "it contains a classifier, " + form.words())
            .orElse(
                "it has no tensor "
                    + SEED_FIRST
                    + " (seed) and none "
                    + CLASSIC_FIRST
                    + " (classic), and no metadata 'network'");
    return new ModelFormatException(tensors.origin() + " is not a matting network: " + why);
  }

  private NetworkConfig.Builder fromShapes() {
    boolean seed = variant == Variant.VGG16_BN;
    int base = outputs(seed ? SEED_FIRST : CLASSIC_FIRST, 0);
    NetworkConfig standard = NetworkConfig.builder(variant).baseChannels(base).build();
    String bridge = seed ? "trans.conv1.cbr_unit.0.weight" : "conv6_1.weight";
    NetworkConfig.Builder builder =
        NetworkConfig.builder(variant)
            .baseChannels(base)
            .decoderChannels(decoder(standard))
            .bridgeKernel(tensors.size(bridge, 2, standard.bridgeKernel()))
            .upsampling(upsampling(standard));
    String head = seed ? "refine_head.conv1.cbr_unit.0.weight" : "refine_conv1.weight";
    if (tensors.has(head)) {
      builder
          .refinementHead(seed ? RefinementHead.BARE : RefinementHead.LOGIT_RESIDUAL)
          .refinementChannels(outputs(head, standard.refinementChannels()));
    }
    return builder;
  }

  private List<Integer> decoder(NetworkConfig standard) {
    NetworkLayout layout = new NetworkLayout(standard);
    List<Integer> channels = new ArrayList<>();
    for (int level = LEVELS; level >= 1; level--) {
      int usual = standard.decoderChannels().get(LEVELS - level);
      channels.add(outputs(layout.decoder(level).name() + ".weight", usual));
    }
    return channels;
  }

  private Upsampling upsampling(NetworkConfig standard) {
    String learned = new NetworkLayout(standard).learnedUpsampling(LEVELS) + ".weight";
    return tensors.has(learned) ? Upsampling.TRANSPOSED_CONVOLUTION : Upsampling.MAX_UNPOOL;
  }

  private int outputs(String name, int fallback) {
    return tensors.size(name, 0, fallback);
  }

  private boolean skip(NetworkConfig.Builder builder, Optional<Boolean> told) {
    if (told.isPresent() || variant == Variant.VGG16_BN) {
      return told.orElse(false);
    }
    NetworkConfig config = builder.build();
    throw new ModelFormatException(
        tensors.origin()
            + " is a checkpoint of a "
            + variant.id()
            + " network (base "
            + config.baseChannels()
            + ", bridge "
            + config.bridgeKernel()
            + "x"
            + config.bridgeKernel()
            + ", refinement head "
            + config.refinementHead().id()
            + "); no name or shape shows whether it has skip additions, so set skip(true) or skip(false)"
            + " in Java, --skip true or --skip false on the command line");
  }
}

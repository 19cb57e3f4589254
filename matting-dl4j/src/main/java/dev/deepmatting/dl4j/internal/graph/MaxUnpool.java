package dev.deepmatting.dl4j.internal.graph;

import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.imports.converters.ImportClassMapping;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;

/**
 * Max unpooling of 2x2 windows, stride 2: each value goes to where the encoder's max pooling found
 * its window's maximum, the rest is 0. If maxima are equal, the first in row-major order counts, as
 * in PyTorch. Layout NCHW, even height and width.
 *
 * <p>Unpooling scatters like the gradient of max pooling, so this op runs ND4J's native {@code
 * maxpool2d_bp} on the feature before its pooling and the values to unpool; no index tensor is
 * needed.
 */
public final class MaxUnpool extends DynamicCustomOp {
  private static final String NATIVE_NAME = "maxpool2d_bp";
  private static final long WINDOW_ELEMENTS = 4;

  /** Kernel, stride, padding, dilation of height and width; not SAME, no divisor, NCHW. */
  private static final long[] WINDOW = {2, 2, 2, 2, 0, 0, 1, 1, 0, 0, 0};

  /** Creates an empty op; ND4J does so when it reads a graph, and fills in the arguments. */
  public MaxUnpool() {}

  private MaxUnpool(SameDiff graph, SDVariable feature, SDVariable values) {
    super(graph, new SDVariable[] {feature, values});
    addIArgument(WINDOW);
  }

  /**
   * Registers this class under its op's name, by which ND4J finds it when it copies or reads a
   * graph. ND4J has no class for the native op; its own gradient of a max pooling, read from a
   * file, also becomes an instance of this class, with the window in the file.
   */
  static synchronized void register() {
    ImportClassMapping.getOpNameMapping().putIfAbsent(NATIVE_NAME, new MaxUnpool());
  }

  /**
   * Adds an unpooling to a graph.
   *
   * @param feature the pooling's input, [N, C, H, W]
   * @param values the values to unpool, [N, C, H/2, W/2]
   * @return the unpooled values, [N, C, H, W]
   */
  static SDVariable of(SDVariable feature, SDVariable values) {
    register();
    return new MaxUnpool(feature.getSameDiff(), feature, values).outputVariable();
  }

  /** Returns the 2x2 pooling of stride 2 that this op inverts. */
  static Pooling2DConfig window() {
    return Pooling2DConfig.builder().kH(2).kW(2).sH(2).sW(2).build();
  }

  @Override
  public String opName() {
    return NATIVE_NAME;
  }

  @Override
  public List<DataType> calculateOutputDataTypes(List<DataType> inputs) {
    return List.of(inputs.get(0));
  }

  /**
   * The feature only determines where the values go, so it gets no gradient. A value's gradient is
   * the upstream gradient at its position: the sum over its window of the upstream gradient times a
   * mask of that position, computed as the average pooling times the window's size.
   */
  @Override
  public List<SDVariable> doDiff(List<SDVariable> upstream) {
    if (!Arrays.equals(iArgs(), WINDOW)) {
      throw new UnsupportedOperationException(
          "only 2x2 unpooling of stride 2 has a gradient, this has " + Arrays.toString(iArgs()));
    }
    SDVariable feature = arg(0);
    SDVariable mask = of(feature, sameDiff.onesLike(arg(1)));
    SDVariable gradient =
        sameDiff.cnn().avgPooling2d(upstream.get(0).mul(mask), window()).mul(WINDOW_ELEMENTS);
    return List.of(sameDiff.zerosLike(feature), gradient);
  }
}

package dev.deepmatting.dl4j.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_deconvolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;

/**
 * Makes the operations of convolutions, in the layouts that oneDNN likes best. Its functions for
 * plain and for transposed convolutions take the same arguments.
 */
final class ConvolutionOperations {
  private final Device device;

  ConvolutionOperations(Device device) {
    this.device = device;
  }

  private record Forward(Geometry geometry) {}

  private record BackwardData(Geometry geometry) {}

  private record BackwardWeights(Geometry geometry) {}

  private interface ForwardFunction {
    int make(
        dnnl_primitive_desc made,
        dnnl_engine engine,
        int propagation,
        int algorithm,
        dnnl_memory_desc input,
        dnnl_memory_desc kernel,
        dnnl_memory_desc bias,
        dnnl_memory_desc output,
        long[] strides,
        long[] dilation,
        long[] paddingBefore,
        long[] paddingAfter,
        dnnl_primitive_attr attributes);
  }

  private interface BackwardDataFunction {
    int make(
        dnnl_primitive_desc made,
        dnnl_engine engine,
        int algorithm,
        dnnl_memory_desc input,
        dnnl_memory_desc kernel,
        dnnl_memory_desc output,
        long[] strides,
        long[] dilation,
        long[] paddingBefore,
        long[] paddingAfter,
        dnnl_primitive_desc forward,
        dnnl_primitive_attr attributes);
  }

  private interface BackwardWeightsFunction {
    int make(
        dnnl_primitive_desc made,
        dnnl_engine engine,
        int algorithm,
        dnnl_memory_desc input,
        dnnl_memory_desc kernel,
        dnnl_memory_desc bias,
        dnnl_memory_desc output,
        long[] strides,
        long[] dilation,
        long[] paddingBefore,
        long[] paddingAfter,
        dnnl_primitive_desc forward,
        dnnl_primitive_attr attributes);
  }

  private dnnl_memory_desc any(int... shape) {
    return device.layouts().any(shape).descriptor();
  }

  /**
   * oneDNN chooses blocks of channels also for a single one, 15 of which are empty, unless it is
   * told that there are none.
   */
  private dnnl_memory_desc output(Geometry geometry) {
    return geometry.isTurned()
        ? device.layouts().plain(geometry.output()).descriptor()
        : any(geometry.output());
  }

  private static int algorithm(Geometry geometry) {
    return geometry.transposed() ? dnnl_deconvolution_direct : dnnl_convolution_direct;
  }

  Operation forward(Geometry geometry) {
    ForwardFunction function =
        geometry.transposed()
            ? dnnl::dnnl_deconvolution_forward_primitive_desc_create
            : dnnl::dnnl_convolution_forward_primitive_desc_create;
    return device.operation(
        new Forward(geometry),
        (made, attributes) ->
            function.make(
                made,
                device.engine(),
                dnnl_forward_training,
                algorithm(geometry),
                any(geometry.input()),
                any(geometry.kernel()),
                device.layouts().plain(geometry.out()).descriptor(),
                output(geometry),
                geometry.strides(),
                geometry.dilation(),
                geometry.padding(),
                geometry.padding(),
                attributes));
  }

  /** What gives the input's gradient. */
  Operation backwardData(Geometry geometry) {
    BackwardDataFunction function =
        geometry.transposed()
            ? dnnl::dnnl_deconvolution_backward_data_primitive_desc_create
            : dnnl::dnnl_convolution_backward_data_primitive_desc_create;
    Operation forward = forward(geometry);
    return device.operation(
        new BackwardData(geometry),
        (made, attributes) ->
            function.make(
                made,
                device.engine(),
                algorithm(geometry),
                any(geometry.input()),
                any(geometry.kernel()),
                any(geometry.output()),
                geometry.strides(),
                geometry.dilation(),
                geometry.padding(),
                geometry.padding(),
                forward.descriptor(),
                attributes));
  }

  /** What gives the gradients of the kernel and the bias. */
  Operation backwardWeights(Geometry geometry) {
    BackwardWeightsFunction function =
        geometry.transposed()
            ? dnnl::dnnl_deconvolution_backward_weights_primitive_desc_create
            : dnnl::dnnl_convolution_backward_weights_primitive_desc_create;
    Operation forward = forward(geometry);
    return device.operation(
        new BackwardWeights(geometry),
        (made, attributes) ->
            function.make(
                made,
                device.engine(),
                algorithm(geometry),
                any(geometry.input()),
                any(geometry.kernel()),
                device.layouts().plain(geometry.out()).descriptor(),
                any(geometry.output()),
                geometry.strides(),
                geometry.dilation(),
                geometry.padding(),
                geometry.padding(),
                forward.descriptor(),
                attributes));
  }
}

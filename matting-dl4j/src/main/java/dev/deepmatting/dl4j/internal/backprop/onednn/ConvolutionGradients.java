package dev.deepmatting.dl4j.internal.backprop.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_deconvolution_direct;

import dev.deepmatting.dl4j.internal.onednn.Geometry;
import dev.deepmatting.dl4j.internal.onednn.Layouts;
import dev.deepmatting.dl4j.internal.onednn.NumberType;
import dev.deepmatting.dl4j.internal.onednn.Operation;
import dev.deepmatting.dl4j.internal.onednn.Operations;
import dev.deepmatting.dl4j.internal.onednn.Subject;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;

/**
 * Describes convolutions and their gradients, in the layouts that oneDNN prefers. oneDNN's
 * functions for plain and transposed convolutions take the same arguments.
 */
final class ConvolutionGradients {
  private static final long[] NONE = {0, 0};

  private final Operations operations;
  private final Layouts layouts;

  ConvolutionGradients(Workspace workspace) {
    operations = workspace.operations();
    layouts = workspace.layouts();
  }

  private interface DataFunction {
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

  private interface WeightsFunction {
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

  private static int algorithm(Geometry geometry) {
    return geometry.transposed() ? dnnl_deconvolution_direct : dnnl_convolution_direct;
  }

  private dnnl_memory_desc any(int... shape) {
    return layouts.any(shape).descriptor();
  }

  Operation forward(Geometry geometry) {
    return operations.convolution("convolution", geometry, NumberType.FLOAT, false);
  }

  /** Returns the operation for the input's gradient. */
  Operation ofInput(Geometry geometry) {
    DataFunction function =
        geometry.transposed()
            ? dnnl::dnnl_deconvolution_backward_data_primitive_desc_create
            : dnnl::dnnl_convolution_backward_data_primitive_desc_create;
    Operation forward = forward(geometry);
    return operations.operation(
        new Subject("gradient of a convolution's input", geometry),
        (made, engine, attributes) ->
            function.make(
                made,
                engine,
                algorithm(geometry),
                any(geometry.input()),
                any(geometry.kernel()),
                any(geometry.output()),
                geometry.strides(),
                NONE,
                geometry.padding(),
                geometry.padding(),
                forward.descriptor(),
                attributes));
  }

  /** Returns the operation for the gradients of kernel and bias. */
  Operation ofWeights(Geometry geometry) {
    WeightsFunction function =
        geometry.transposed()
            ? dnnl::dnnl_deconvolution_backward_weights_primitive_desc_create
            : dnnl::dnnl_convolution_backward_weights_primitive_desc_create;
    Operation forward = forward(geometry);
    return operations.operation(
        new Subject("gradient of a convolution's weights", geometry),
        (made, engine, attributes) ->
            function.make(
                made,
                engine,
                algorithm(geometry),
                any(geometry.input()),
                any(geometry.kernel()),
                layouts.plain(geometry.out()).descriptor(),
                any(geometry.output()),
                geometry.strides(),
                NONE,
                geometry.padding(),
                geometry.padding(),
                forward.descriptor(),
                attributes));
  }
}

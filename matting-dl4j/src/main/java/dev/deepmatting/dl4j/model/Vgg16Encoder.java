package dev.deepmatting.dl4j.model;

import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.dl4j.weights.NetworkWeights;
import dev.deepmatting.dl4j.weights.TensorFile;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.WeightSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * VGG16's convolutions as a matting network's encoder: kernels [output, input, 3, 3], the first
 * with a fourth input channel of zeros, so that the trimap has no say before training gives it one.
 */
record Vgg16Encoder(Vgg16Form form, Map<String, FloatTensor> tensors, ImportReport report) {
  private static final int COLOURS = 3;
  private static final int CHANNELS = 4;

  static Vgg16Encoder read(Path path, List<Vgg16Form> wanted) {
    try (TensorFile file = TensorFiles.open(WeightSource.file(path))) {
      StateDict source = new StateDict("model " + path, file);
      Vgg16Form form = Vgg16Form.of(source).orElse(null);
      if (form == null || !wanted.contains(form)) {
        throw new ModelFormatException(
            source.origin()
                + " holds "
                + (form == null ? "no VGG16 of a known form" : form.words())
                + ", wanted "
                + wanted.stream().map(Vgg16Form::described).toList());
      }
      TensorImport imported = form.imported(source);
      Map<String, FloatTensor> read = imported.read(form.words(), true);
      return new Vgg16Encoder(form, encoder(form, source, read), imported.report());
    }
  }

  private static Map<String, FloatTensor> encoder(
      Vgg16Form form, StateDict source, Map<String, FloatTensor> read) {
    Map<String, FloatTensor> encoder = new LinkedHashMap<>();
    form.sources(source)
        .forEach(
            (name, target) -> {
              FloatTensor tensor =
                  NetworkWeights.requireNumbers(target.target(), read.remove(name));
              boolean kernel = target.shape().length == 4;
              FloatTensor ours = form == Vgg16Form.KERAS && kernel ? outputsFirst(tensor) : tensor;
              encoder.put(target.target(), encoder.isEmpty() ? withTrimapChannel(ours) : ours);
            });
    return encoder;
  }

  /** From [height, width, input, output] to [output, input, height, width]. */
  private static FloatTensor outputsFirst(FloatTensor tensor) {
    int area = tensor.size(0) * tensor.size(1);
    int inputs = tensor.size(2);
    int outputs = tensor.size(3);
    float[] from = tensor.values();
    float[] to = new float[from.length];
    for (int place = 0; place < area; place++) {
      for (int input = 0; input < inputs; input++) {
        for (int output = 0; output < outputs; output++) {
          to[(output * inputs + input) * area + place] =
              from[(place * inputs + input) * outputs + output];
        }
      }
    }
    return new FloatTensor(to, outputs, inputs, tensor.size(0), tensor.size(1));
  }

  private static FloatTensor withTrimapChannel(FloatTensor kernel) {
    int area = kernel.size(2) * kernel.size(3);
    float[] values = new float[kernel.size(0) * CHANNELS * area];
    for (int output = 0; output < kernel.size(0); output++) {
      System.arraycopy(
          kernel.values(),
          output * COLOURS * area,
          values,
          output * CHANNELS * area,
          COLOURS * area);
    }
    return new FloatTensor(values, kernel.size(0), CHANNELS, kernel.size(2), kernel.size(3));
  }
}

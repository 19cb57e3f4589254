package dev.deepmatting.dl4j.onednn;

import org.bytedeco.javacpp.FloatPointer;

/** Values in and out, row-major outside. */
final class Transfers {
  private final Device device;
  private final Reorders reorders;

  Transfers(Device device, Reorders reorders) {
    this.device = device;
    this.reorders = reorders;
  }

  Blob upload(float[] values, int... shape) {
    Blob blob = device.blob(device.layouts().plain(shape));
    new FloatPointer(blob.start()).put(values);
    return blob;
  }

  Blob upload(double[] values, int... shape) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return upload(floats, shape);
  }

  double[] download(Blob blob) {
    try (Reorders.Loan values = reorders.as(device.layouts().plain(blob.shape()), blob)) {
      return plain(values.values());
    }
  }

  /** The values of a blob that lies row-major already. */
  static double[] plain(Blob blob) {
    float[] floats = new float[Math.toIntExact(blob.layout().bytes() / Float.BYTES)];
    new FloatPointer(blob.start()).get(floats);
    double[] result = new double[floats.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = floats[i];
    }
    return result;
  }
}

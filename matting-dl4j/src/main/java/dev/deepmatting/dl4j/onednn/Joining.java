package dev.deepmatting.dl4j.onednn;

/** Channels behind each other. */
final class Joining {
  private final Device device;
  private final Reorders reorders;

  Joining(Device device, Reorders reorders) {
    this.device = device;
    this.reorders = reorders;
  }

  /** The result is plain: what lies in blocks of channels has no room for others between them. */
  Blob join(Blob first, Blob second) {
    int[] shape = first.shape().clone();
    int channels = shape[1];
    shape[1] += second.shape()[1];
    Layout layout = device.layouts().plain(shape);
    Blob joined = device.blob(layout);
    reorders.copy(first, part(joined, 0, channels));
    reorders.copy(second, part(joined, channels, second.shape()[1]));
    return joined;
  }

  Blob joinBackward(Blob gradient, int channels) {
    int[] shape = gradient.shape().clone();
    Layout whole = device.layouts().plain(shape);
    shape[1] = channels;
    Blob first = device.blob(device.layouts().plain(shape));
    try (Reorders.Loan values = reorders.as(whole, gradient)) {
      reorders.copy(part(values.values(), 0, channels), first);
    }
    return first;
  }

  private Blob part(Blob whole, int first, int count) {
    return new Blob(device.layouts().channels(whole.layout(), first, count), whole.block());
  }
}

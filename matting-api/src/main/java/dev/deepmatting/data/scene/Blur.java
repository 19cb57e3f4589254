package dev.deepmatting.data.scene;

/** Blurs of premultiplied canvases, which keep colours and alpha consistent. */
final class Blur {
  private static final int C = Canvas.CHANNELS;

  private Blur() {}

  /**
   * Applies two box blurs in each direction, which approximate a Gaussian of this deviation in
   * constant time; border pixels repeat beyond the border.
   */
  static void soften(Canvas canvas, double sigma) {
    double radius = Math.sqrt(1.5 * sigma * sigma + 0.25) - 0.5;
    int width = canvas.width();
    int height = canvas.height();
    Part part = canvas.drawn().grown(2 * ((int) radius + 1), width, height);
    float[] values = canvas.values();
    float[] copy = new float[values.length];
    for (int pass = 0; pass < 2; pass++) {
      rows(values, copy, width, part, radius);
      columns(copy, values, width, height, part, radius);
    }
  }

  /** Processes the four channels together, so that the processor can overlap them. */
  private static void rows(float[] from, float[] to, int width, Part part, double radius) {
    int whole = (int) radius;
    float share = (float) (radius - whole);
    float scale = (float) (1 / (2 * radius + 1));
    for (int y = part.top(); y < part.bottom(); y++) {
      int start = y * width * C;
      float red = 0;
      float green = 0;
      float blue = 0;
      float alpha = 0;
      for (int x = part.left() - whole; x <= part.left() + whole; x++) {
        int at = start + clamped(x, width) * C;
        red += from[at];
        green += from[at + 1];
        blue += from[at + 2];
        alpha += from[at + 3];
      }
      for (int x = part.left(), i = start + x * C; x < part.right(); x++, i += C) {
        int before = start + clamped(x - whole - 1, width) * C;
        int first = start + clamped(x - whole, width) * C;
        int after = start + clamped(x + whole + 1, width) * C;
        to[i] = (red + share * (from[before] + from[after])) * scale;
        to[i + 1] = (green + share * (from[before + 1] + from[after + 1])) * scale;
        to[i + 2] = (blue + share * (from[before + 2] + from[after + 2])) * scale;
        to[i + 3] = (alpha + share * (from[before + 3] + from[after + 3])) * scale;
        red += from[after] - from[first];
        green += from[after + 1] - from[first + 1];
        blue += from[after + 2] - from[first + 2];
        alpha += from[after + 3] - from[first + 3];
      }
    }
  }

  private static void columns(
      float[] from, float[] to, int width, int height, Part part, double radius) {
    int whole = (int) radius;
    float share = (float) (radius - whole);
    float scale = (float) (1 / (2 * radius + 1));
    int stride = width * C;
    int left = part.left() * C;
    int count = part.right() * C - left;
    float[] sum = new float[count];
    for (int y = part.top() - whole; y <= part.top() + whole; y++) {
      int row = clamped(y, height) * stride + left;
      for (int i = 0; i < count; i++) {
        sum[i] += from[row + i];
      }
    }
    for (int y = part.top(); y < part.bottom(); y++) {
      int before = clamped(y - whole - 1, height) * stride + left;
      int first = clamped(y - whole, height) * stride + left;
      int after = clamped(y + whole + 1, height) * stride + left;
      int row = y * stride + left;
      for (int i = 0; i < count; i++) {
        float next = from[after + i];
        to[row + i] = (sum[i] + share * (from[before + i] + next)) * scale;
        sum[i] += next - from[first + i];
      }
    }
  }

  private static int clamped(int i, int size) {
    return i < 0 ? 0 : Math.min(i, size - 1);
  }

  /**
   * Simulates an object that moves evenly while the shutter is open: along a line, and rotating
   * about a point. Averages halves, quarters, ... of the path, down to less than a pixel.
   */
  static void motion(Canvas canvas, double dx, double dy, double cx, double cy, double angle) {
    double reach =
        Math.max(Math.hypot(cx, cy), Math.hypot(canvas.width() - cx, canvas.height() - cy));
    double way = Math.hypot(dx, dy) + Math.abs(angle) * reach;
    Part part = canvas.drawn().grown((int) Math.ceil(way) + 2, canvas.width(), canvas.height());
    float[] before = new float[canvas.values().length];
    for (double share = 0.5; way * share > 0.4; share /= 2) {
      System.arraycopy(canvas.values(), 0, before, 0, before.length);
      average(canvas, before, part, dx * share, dy * share, cx, cy, angle * share);
    }
  }

  private static void average(
      Canvas canvas,
      float[] before,
      Part part,
      double dx,
      double dy,
      double cx,
      double cy,
      double angle) {
    float[] values = canvas.values();
    int width = canvas.width();
    double right = width - 1.001;
    double bottom = canvas.height() - 1.001;
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    for (int y = part.top(); y < part.bottom(); y++) {
      int at = (y * width + part.left()) * C;
      for (int x = part.left(); x < part.right(); x++, at += C) {
        double px = cx + cos * (x - cx) - sin * (y - cy) + dx;
        double py = cy + sin * (x - cx) + cos * (y - cy) + dy;
        mixIn(values, at, before, width, within(px, right), within(py, bottom));
      }
    }
  }

  /** Clamps without Math.max and Math.min, whose handling of NaN is slow. */
  private static double within(double value, double limit) {
    return value < 0 ? 0 : value > limit ? limit : value;
  }

  private static void mixIn(
      float[] values, int at, float[] before, int width, double px, double py) {
    int x0 = (int) px;
    int y0 = (int) py;
    float fx = (float) (px - x0);
    float fy = (float) (py - y0);
    int from = (y0 * width + x0) * C;
    int below = from + width * C;
    for (int channel = 0; channel < C; channel++) {
      float upper = before[from + channel];
      upper += (before[from + C + channel] - upper) * fx;
      float lower = before[below + channel];
      lower += (before[below + C + channel] - lower) * fx;
      values[at + channel] = 0.5f * (values[at + channel] + upper + (lower - upper) * fy);
    }
  }
}

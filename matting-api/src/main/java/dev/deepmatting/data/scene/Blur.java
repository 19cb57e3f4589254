package dev.deepmatting.data.scene;

/** Blurs of premultiplied canvases, so that colours and alpha stay true to each other. */
final class Blur {
  private static final int C = Canvas.CHANNELS;

  private Blur() {}

  /**
   * Two box blurs each way, which is near a Gaussian of this deviation; beyond the border as at it.
   */
  static void soften(Canvas canvas, double sigma) {
    double radius = Math.sqrt(1.5 * sigma * sigma + 0.25) - 0.5;
    float[] values = canvas.values();
    float[] copy = new float[values.length];
    for (int pass = 0; pass < 2; pass++) {
      rows(values, copy, canvas.width(), canvas.height(), radius);
      columns(copy, values, canvas.width(), canvas.height(), radius);
    }
  }

  private static void rows(float[] from, float[] to, int width, int height, double radius) {
    int whole = (int) radius;
    float part = (float) (radius - whole);
    float scale = (float) (1 / (2 * radius + 1));
    for (int y = 0; y < height; y++) {
      int row = y * width * C;
      for (int channel = 0; channel < C; channel++) {
        int start = row + channel;
        float sum = 0;
        for (int x = -whole; x <= whole; x++) {
          sum += from[start + clamped(x, width) * C];
        }
        for (int x = 0; x < width; x++) {
          float after = from[start + clamped(x + whole + 1, width) * C];
          float ends = from[start + clamped(x - whole - 1, width) * C] + after;
          to[start + x * C] = (sum + part * ends) * scale;
          sum += after - from[start + clamped(x - whole, width) * C];
        }
      }
    }
  }

  private static void columns(float[] from, float[] to, int width, int height, double radius) {
    int whole = (int) radius;
    float part = (float) (radius - whole);
    float scale = (float) (1 / (2 * radius + 1));
    int stride = width * C;
    float[] sum = new float[stride];
    for (int y = -whole; y <= whole; y++) {
      int row = clamped(y, height) * stride;
      for (int i = 0; i < stride; i++) {
        sum[i] += from[row + i];
      }
    }
    for (int y = 0; y < height; y++) {
      int before = clamped(y - whole - 1, height) * stride;
      int first = clamped(y - whole, height) * stride;
      int after = clamped(y + whole + 1, height) * stride;
      int row = y * stride;
      for (int i = 0; i < stride; i++) {
        float next = from[after + i];
        to[row + i] = (sum[i] + part * (from[before + i] + next)) * scale;
        sum[i] += next - from[first + i];
      }
    }
  }

  private static int clamped(int i, int size) {
    return i < 0 ? 0 : Math.min(i, size - 1);
  }

  /**
   * The picture that an object leaves that moves evenly while the shutter is open: along a line,
   * and turned about a point. Halves, quarters, ... of the way are averaged, down to less than a
   * pixel.
   */
  static void motion(Canvas canvas, double dx, double dy, double cx, double cy, double angle) {
    double reach =
        Math.max(Math.hypot(cx, cy), Math.hypot(canvas.width() - cx, canvas.height() - cy));
    double way = Math.hypot(dx, dy) + Math.abs(angle) * reach;
    for (double share = 0.5; way * share > 0.4; share /= 2) {
      average(canvas, dx * share, dy * share, cx, cy, angle * share);
    }
  }

  private static void average(
      Canvas canvas, double dx, double dy, double cx, double cy, double angle) {
    float[] values = canvas.values();
    float[] before = values.clone();
    int width = canvas.width();
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    for (int y = 0, at = 0; y < canvas.height(); y++) {
      for (int x = 0; x < width; x++, at += C) {
        double px = cx + cos * (x - cx) - sin * (y - cy) + dx;
        double py = cy + sin * (x - cx) + cos * (y - cy) + dy;
        px = Math.max(0, Math.min(width - 1.001, px));
        py = Math.max(0, Math.min(canvas.height() - 1.001, py));
        mixIn(values, at, before, width, px, py);
      }
    }
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

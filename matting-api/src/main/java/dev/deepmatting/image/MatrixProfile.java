package dev.deepmatting.image;

import dev.deepmatting.internal.colour.LightCurve;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Converts colours of an RGB profile that consists of three curves and a matrix (ISO 15076-1,
 * 8.3.3) to sRGB, as those of cameras and displays do. Java's colour management rounds such colours
 * in between, which dark ones show. For one thread at a time.
 */
final class MatrixProfile implements SrgbConversion.Kernel {
  private static final int COLOURS = 3;
  private static final int PCS = 20;
  private static final int TAGS = 128;
  private static final int ENTRY_BYTES = 12;
  private static final int MAX_16 = 65_535;

  /** The letters XYZ and a space. */
  private static final int XYZ = 0x58595a20;

  /** The letters curv. */
  private static final int CURVE = 0x63757276;

  /** The letters para. */
  private static final int FUNCTION = 0x70617261;

  /** The letters A2B0: a table, which counts instead of the matrix. */
  private static final int TABLE = 0x41324230;

  /** The letters rXYZ, gXYZ and bXYZ. */
  private static final int[] COLUMNS = {0x7258595a, 0x6758595a, 0x6258595a};

  /** The letters rTRC, gTRC and bTRC. */
  private static final int[] CURVES = {0x72545243, 0x67545243, 0x62545243};

  private static final double FIXED = 65_536;
  private static final double FIXED_8 = 256;

  /** Parameters of each kind of function, gamma first; ISO 15076-1, table 68. */
  private static final int[] PARAMETERS = {1, 3, 4, 5, 7};

  /** From XYZ with the white D50 to linear sRGB: the inverse of the sRGB profile's matrix. */
  private static final double[][] TO_SRGB = {
    {3.1338561, -1.6168667, -0.4906146},
    {-0.9787684, 1.9161415, 0.0334540},
    {0.0719453, -0.2289914, 1.4052427},
  };

  private final ByteBuffer profile;
  private final float[][] matrix;
  private final int[] places;
  private float[][] linear = {};

  private MatrixProfile(ByteBuffer profile, float[][] matrix, int[] places) {
    this.profile = profile;
    this.matrix = matrix;
    this.places = places;
  }

  /**
   * Creates the conversion.
   *
   * @param whole an undamaged RGB profile whose tags lie inside it
   * @return null if it has a table, or not three curves and a matrix
   */
  static @Nullable MatrixProfile of(byte[] whole) {
    ByteBuffer profile = ByteBuffer.wrap(whole);
    if (profile.getInt(PCS) != XYZ || place(profile, TABLE) >= 0) {
      return null;
    }
    int[] curves = places(profile, CURVES);
    int[] columns = places(profile, COLUMNS);
    try {
      if (curves.length < COLOURS || columns.length < COLOURS) {
        return null;
      }
      MatrixProfile found = new MatrixProfile(profile, toSrgb(profile, columns), curves);
      found.prepare(1);
      return found;
    } catch (IndexOutOfBoundsException e) {
      // A tag is shorter than what it declares.
      return null;
    }
  }

  /** Returns where the data of tags begin; fewer if some are missing. */
  private static int[] places(ByteBuffer profile, int[] tags) {
    return Arrays.stream(tags).map(tag -> place(profile, tag)).filter(at -> at >= 0).toArray();
  }

  /** Returns where a tag's data begin, or -1. */
  private static int place(ByteBuffer profile, int tag) {
    int count = profile.getInt(TAGS);
    for (int i = 0; i < count; i++) {
      int entry = TAGS + Integer.BYTES + i * ENTRY_BYTES;
      if (profile.getInt(entry) == tag) {
        return profile.getInt(entry + Integer.BYTES);
      }
    }
    return -1;
  }

  private static double fixed(ByteBuffer profile, int at) {
    return profile.getInt(at) / FIXED;
  }

  private static float[][] toSrgb(ByteBuffer profile, int[] columns) {
    float[][] product = new float[COLOURS][COLOURS];
    for (int row = 0; row < COLOURS; row++) {
      for (int colour = 0; colour < COLOURS; colour++) {
        double sum = 0;
        for (int i = 0; i < COLOURS; i++) {
          int at = columns[colour] + 2 * Integer.BYTES + i * Integer.BYTES;
          sum += TO_SRGB[row][i] * fixed(profile, at);
        }
        product[row][colour] = (float) sum;
      }
    }
    return product;
  }

  @Override
  public void apply(int[] samples, int stride, int count, int maximum, int[] converted, int step) {
    prepare(maximum);
    for (int i = 0; i < count; i++) {
      float red = linear[0][samples[i * stride]];
      float green = linear[1][samples[i * stride + 1]];
      float blue = linear[2][samples[i * stride + 2]];
      for (int colour = 0; colour < COLOURS; colour++) {
        float[] row = matrix[colour];
        float light = row[0] * red + row[1] * green + row[2] * blue;
        float sample = LightCurve.toSample(Math.max(0, Math.min(1, light)));
        converted[i * step + colour] = (int) (sample * maximum + 0.5f);
      }
    }
  }

  /** Tabulates the curves for samples up to a maximum. */
  private void prepare(int maximum) {
    if (linear.length > 0 && linear[0].length == maximum + 1) {
      return;
    }
    linear = new float[COLOURS][maximum + 1];
    for (int colour = 0; colour < COLOURS; colour++) {
      for (int i = 0; i <= maximum; i++) {
        double light = light(places[colour], i / (double) maximum);
        linear[colour][i] = (float) Math.max(0, Math.min(1, light));
      }
    }
  }

  private double light(int place, double sample) {
    return switch (profile.getInt(place)) {
      case CURVE -> curve(place + 2 * Integer.BYTES, sample);
      case FUNCTION -> function(place + 2 * Integer.BYTES, sample);
      default -> throw new IndexOutOfBoundsException("no curve");
    };
  }

  private double curve(int at, double sample) {
    int count = profile.getInt(at);
    int values = at + Integer.BYTES;
    if (count == 0) {
      return sample;
    }
    if (count < 0 || count > profile.capacity() / Short.BYTES) {
      throw new IndexOutOfBoundsException(count);
    }
    if (count == 1) {
      return Math.pow(sample, unsigned(values) / FIXED_8);
    }
    double place = sample * (count - 1);
    int before = Math.min((int) place, count - 2);
    double low = unsigned(values + before * Short.BYTES);
    double high = unsigned(values + (before + 1) * Short.BYTES);
    return (low + (place - before) * (high - low)) / MAX_16;
  }

  private int unsigned(int at) {
    return Short.toUnsignedInt(profile.getShort(at));
  }

  private double function(int at, double sample) {
    int kind = Short.toUnsignedInt(profile.getShort(at));
    if (kind >= PARAMETERS.length) {
      throw new IndexOutOfBoundsException("no function");
    }
    double[] p = new double[PARAMETERS[PARAMETERS.length - 1]];
    p[1] = 1;
    for (int i = 0; i < PARAMETERS[kind]; i++) {
      p[i] = fixed(profile, at + Integer.BYTES + i * Integer.BYTES);
    }
    double power = Math.pow(Math.max(0, p[1] * sample + p[2]), p[0]);
    return switch (kind) {
      case 0 -> power;
      case 1 -> p[1] * sample + p[2] >= 0 ? power : 0;
      case 2 -> p[1] * sample + p[2] >= 0 ? power + p[3] : p[3];
      case 3 -> sample >= p[4] ? power : p[3] * sample;
      default -> sample >= p[4] ? power + p[5] : p[3] * sample + p[6];
    };
  }
}

package dev.deepmatting.dl4j.internal.plan;

import dev.deepmatting.dl4j.internal.onednn.Layout;
import dev.deepmatting.dl4j.tensor.FloatTensor;

/** What operations want a layer's kernel made into. */
enum KernelForm {
  /** As it is. */
  PLAIN {
    @Override
    KernelSource kernel(FloatTensor file) {
      return KernelSource.of(file);
    }
  },

  /** Transformed, for {@link TiledConvolution}, which adds the bias itself. */
  TILES {
    @Override
    KernelSource kernel(FloatTensor file) {
      return KernelSource.transformed(file);
    }
  },

  /** One for each place of a square, see {@link Squares}. */
  SQUARES {
    @Override
    KernelSource kernel(FloatTensor file) {
      return KernelSource.of(Squares.kernel(file));
    }

    @Override
    FloatTensor bias(FloatTensor file) {
      return Squares.bias(file);
    }
  };

  /**
   * A kernel in a form, as oneDNN wants it to lie.
   *
   * @param form what it is made into
   * @param layout how that lies
   */
  record Wanted(KernelForm form, Layout layout) {}

  /** The kernel in this form. */
  abstract KernelSource kernel(FloatTensor file);

  /** The bias in this form. */
  FloatTensor bias(FloatTensor file) {
    return file;
  }
}

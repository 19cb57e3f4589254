package dev.deepmatting.batch;

import dev.deepmatting.Matting;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.MattingInterruptedException;
import java.util.function.Supplier;

/** Ends the run with the error of a model that could not be loaded. */
final class NotLoaded extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient MattingException reason;

  private NotLoaded(MattingException reason) {
    super(reason);
    this.reason = reason;
  }

  /** What a picture throws is told of it alone; this is not the picture's fault. */
  static Matting or(Supplier<Matting> matting) {
    try {
      return matting.get();
    } catch (MattingInterruptedException e) {
      throw e;
    } catch (MattingException e) {
      throw new NotLoaded(e);
    }
  }

  MattingException reason() {
    return reason;
  }
}

package dev.deepmatting.batch;

import dev.deepmatting.error.MattingException;

/** Ends the run with the error of a model that could not be loaded. */
final class NotLoaded extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient MattingException reason;

  NotLoaded(MattingException reason) {
    super(reason);
    this.reason = reason;
  }

  MattingException reason() {
    return reason;
  }
}

package dev.deepmatting.dl4j.internal.engine;

import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.network.ProgressListener;
import java.util.function.BooleanSupplier;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.listeners.BaseListener;
import org.nd4j.autodiff.listeners.Operation;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Counts a graph's ops as they end, and ends the run where its caller asks for that. */
final class GraphProgress extends BaseListener {
  private final int ops;
  private final ProgressListener listener;
  private final BooleanSupplier cancelled;
  private int done;

  GraphProgress(int ops, ProgressListener listener, BooleanSupplier cancelled) {
    this.ops = ops;
    this.listener = listener;
    this.cancelled = cancelled;
  }

  @Override
  public boolean isActive(Operation operation) {
    return true;
  }

  @Override
  public void preOpExecution(SameDiff graph, At at, SameDiffOp op, OpContext context) {
    if (cancelled.getAsBoolean()) {
      throw new MattingInterruptedException("prediction was interrupted");
    }
  }

  @Override
  public void opExecution(
      SameDiff graph, At at, MultiDataSet batch, SameDiffOp op, OpContext context, INDArray[] out) {
    done++;
    if (cancelled.getAsBoolean()) {
      return;
    }
    EngineThread.tell(listener, Math.min(1.0, (double) done / ops));
  }
}

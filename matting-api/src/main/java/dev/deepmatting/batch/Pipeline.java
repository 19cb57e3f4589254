package dev.deepmatting.batch;

import dev.deepmatting.WorkDigest;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.image.ImageInput;
import dev.deepmatting.internal.thread.WorkerThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs pictures on several threads and reports their outcomes in order. Each thread takes a picture
 * from its files to its results. Only one thread predicts at a time; the others decode and encode
 * meanwhile. So no more pictures are in memory than there are threads.
 */
final class Pipeline {
  private static final int BYTES_PER_MIB = 1 << 20;

  private final Iterator<BatchInput> inputs;
  private final BatchSettings settings;
  private final MattingBatch.Work work;
  private final Optional<Supplier<String>> model;
  private final BatchReport report;
  private final DoneList done;
  private final int ahead;
  private final WorkerThreads threads;
  private final PredictionTurn turn = new PredictionTurn();
  private final Queue<Future<BatchReport.Outcome>> begun = new ArrayDeque<>();
  private final Map<String, ImageInput> names = new HashMap<>();
  private int count;

  Pipeline(
      Iterator<BatchInput> inputs,
      BatchSettings settings,
      MattingBatch.Work work,
      @Nullable Supplier<String> model,
      BatchReport report)
      throws IOException {
    this.inputs = inputs;
    this.settings = settings;
    this.work = work;
    this.model = Optional.ofNullable(model);
    this.report = report;
    done = DoneList.of(settings.output());
    int pictures = settings.workers() + 1;
    // One more than the threads can take, so that no thread waits for the next fetch.
    ahead = pictures + 1;
    threads = new WorkerThreads("matting-batch", pictures);
  }

  /**
   * Runs until nothing is left or the thread is interrupted; the interrupt flag stays set.
   *
   * @return the number of pictures that were begun
   */
  int run() {
    try {
      while (fetch()) {
        // Stays in the queue if waiting is interrupted.
        BatchReport.Outcome outcome = WorkerThreads.result(begun.element());
        begun.remove();
        report.tell(outcome);
      }
    } catch (InterruptedException e) {
      turn.stop();
      tellBegun();
      Thread.currentThread().interrupt();
    } catch (BatchReport.ListenerException e) {
      throw (RuntimeException) e.getCause();
    } finally {
      turn.stop();
      // No thread writes or uses the model after the run.
      threads.close();
    }
    return count;
  }

  /** Begins as many pictures as allowed; returns whether there is one to wait for. */
  private boolean fetch() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    while (begun.size() < ahead && inputs.hasNext()) {
      BatchInput input = inputs.next();
      ImageInput other = names.putIfAbsent(input.name(), input.image());
      begun.add(
          other == null
              ? threads.begin(() -> outcome(input))
              : CompletableFuture.completedFuture(
                  failed(input, ResultFiles.sameName(other, input))));
      count++;
    }
    return !begun.isEmpty();
  }

  /** Reports pictures that were being written when the run stopped; the rest ends at once. */
  private void tellBegun() {
    threads.close();
    for (Future<BatchReport.Outcome> each : begun) {
      try {
        report.tell(WorkerThreads.result(each));
      } catch (InterruptedException e) {
        throw new IllegalStateException("a finished picture was waited for", e);
      }
    }
  }

  private BatchReport.Outcome outcome(BatchInput input) {
    try {
      turn.requireGoingOn();
      return made(input);
    } catch (MattingInterruptedException e) {
      if (turn.isStopped()) {
        return new BatchReport.NotDone();
      }
      throw e;
    } catch (MattingException e) {
      return failed(input, e);
    } catch (UncheckedIOException e) {
      return failed(input, Objects.requireNonNull(e.getCause()));
    } catch (IOException | OutOfMemoryError e) {
      return failed(input, e);
    }
  }

  private BatchReport.Outcome made(BatchInput input) throws IOException {
    ResultFiles results = ResultFiles.of(settings, input);
    results.requireKept(input);
    BatchPicture picture = new BatchPicture(input, settings, turn, report);
    Optional<WorkDigest> inputs = digest(results, picture);
    if (settings.resume() && inputs.isPresent() && isDone(results, picture, inputs.get())) {
      return new BatchReport.Skipped(input, results.files());
    }
    done.remove(results.files());
    work.make(picture);
    if (inputs.isPresent()) {
      done.add(results.files(), withModel(inputs.get()));
    }
    return new BatchReport.Done(input, results.files(), picture.pixels(), picture.warnings());
  }

  /** Returns empty for inputs that cannot be read, which the work then tells in its own words. */
  private Optional<WorkDigest> digest(ResultFiles results, BatchPicture picture) {
    if (model.isEmpty() || results.files().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(picture.digest());
    } catch (MattingInterruptedException e) {
      throw e;
    } catch (MattingException e) {
      return Optional.empty();
    }
  }

  /** Waits for the model only if there are results of some work. */
  private boolean isDone(ResultFiles results, BatchPicture picture, WorkDigest inputs) {
    return done.knows(results.files())
        && done.has(results.files(), withModel(inputs))
        && results.areWhole(settings, picture);
  }

  private WorkDigest withModel(WorkDigest inputs) {
    return inputs.and(model.orElseThrow().get());
  }

  private static BatchReport.Outcome failed(BatchInput input, Throwable cause) {
    String kind = cause.getClass().getSimpleName();
    String message = Objects.requireNonNullElse(cause.getMessage(), kind);
    if (cause instanceof OutOfMemoryError) {
      long heap = Runtime.getRuntime().maxMemory() / BYTES_PER_MIB;
      message = "out of memory, wanted more than the Java heap of " + heap + " MiB";
    } else if (cause instanceof IOException) {
      message = kind + ": " + cause.getMessage();
    }
    return new BatchReport.Failed(BatchSummary.Failure.of(input, cause, message));
  }
}

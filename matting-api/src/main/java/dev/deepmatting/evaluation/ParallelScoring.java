package dev.deepmatting.evaluation;

import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.internal.thread.WorkerThreads;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import org.jspecify.annotations.Nullable;

/** Scores cases on several threads; the results do not depend on their number. */
final class ParallelScoring {
  private static final int BYTES_PER_MIB = 1 << 20;

  private final CaseScorer scorer;
  private final int threads;
  private final EvaluationListener listener;
  private final List<EvaluatedImage> scored = new ArrayList<>();
  private final List<FailedImage> failed = new ArrayList<>();

  ParallelScoring(CaseScorer scorer, int threads, EvaluationListener listener) {
    this.scorer = scorer;
    this.threads = threads;
    this.listener = listener;
  }

  /** The outcome of one case; one of the two is null. */
  private record Outcome(@Nullable EvaluatedImage image, @Nullable FailedImage failure) {}

  EvaluationReport.Images score(
      List<CaseFinder.EvaluationCase> cases, List<FailedImage> unmatched) {
    int total = cases.size() + unmatched.size();
    unmatched.forEach(failure -> take(new Outcome(null, failure), total));
    WorkerThreads workers =
        new WorkerThreads("matting-evaluation", Math.min(threads, cases.size()));
    try {
      CompletionService<Outcome> results = new ExecutorCompletionService<>(workers);
      cases.forEach(each -> results.submit(() -> outcome(each)));
      for (int i = 0; i < cases.size(); i++) {
        take(WorkerThreads.result(results.take()), total);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MattingInterruptedException("the evaluation was interrupted", e);
    } finally {
      // No thread reads files or uses the model after the run.
      workers.stop();
    }
    scored.sort(Comparator.comparing(EvaluatedImage::name));
    failed.sort(Comparator.comparing(FailedImage::name));
    return new EvaluationReport.Images(List.copyOf(scored), List.copyOf(failed));
  }

  private Outcome outcome(CaseFinder.EvaluationCase each) {
    try {
      return new Outcome(scorer.score(each), null);
    } catch (MattingInterruptedException e) {
      throw e;
    } catch (MattingException e) {
      return new Outcome(null, new FailedImage(each.name(), e.getMessage()));
    } catch (OutOfMemoryError e) {
      long heap = Runtime.getRuntime().maxMemory() / BYTES_PER_MIB;
      String reason =
          String.format(
              "truth %s cannot be scored, wanted more than the Java heap of %d MiB for %d threads",
              each.truth(), heap, threads);
      return new Outcome(null, new FailedImage(each.name(), reason));
    }
  }

  private void take(Outcome outcome, int total) {
    if (outcome.image() != null) {
      scored.add(outcome.image());
      listener.scored(outcome.image(), scored.size() + failed.size(), total);
    }
    if (outcome.failure() != null) {
      failed.add(outcome.failure());
      listener.failed(outcome.failure(), scored.size() + failed.size(), total);
    }
  }
}

package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.Matting;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.MattingInterruptedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LoadingModelTest {
  @Test
  void givesTheModelAndClosesIt() {
    Matting given;
    try (LoadingModel model = new LoadingModel(() -> Matting.load("builtin:graph"))) {
      given = model.get();
      assertThat(model.get()).isSameAs(given);
    }
    assertThatThrownBy(() -> given.memoryFor(1, 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void tellsEachTimeWhyItCannotBeLoaded() {
    EngineException reason = new EngineException("no");
    try (LoadingModel model =
        new LoadingModel(
            () -> {
              throw reason;
            })) {
      assertThatThrownBy(model::get).isSameAs(reason);
      assertThatThrownBy(model::get).isSameAs(reason);
    }
  }

  @Test
  void anInterruptEndsTheWaitAndKeepsItsFlag() {
    LoadingModel model = new LoadingModel(LoadingModelTest::never);
    Thread.currentThread().interrupt();

    assertThatThrownBy(model::get).isInstanceOf(MattingInterruptedException.class);
    model.close();

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void closingGivesUpLoading() {
    CompletableFuture<String> end = new CompletableFuture<>();
    new LoadingModel(
            () -> {
              try {
                return never();
              } catch (MattingInterruptedException e) {
                end.complete("interrupted");
                throw e;
              }
            })
        .close();

    assertThat(end).isCompletedWithValue("interrupted");
  }

  private static Matting never() {
    try {
      new CountDownLatch(1).await();
      throw new IllegalStateException("it was not interrupted");
    } catch (InterruptedException e) {
      throw new MattingInterruptedException("loading was interrupted", e);
    }
  }
}

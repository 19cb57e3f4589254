package dev.deepmatting.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.network.ProgressListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(300)
class InterruptionTest {
  private static DrawnPicture large;
  private static DrawnPicture small;

  @BeforeAll
  static void draw() {
    large = DrawnPicture.hair(900, 700, 40);
    small = DrawnPicture.hair(90, 70, 4);
    assertThat(small.trimap().unknownCount()).isGreaterThan(1000);
  }

  static List<PropagationMethod> methods() {
    return PropagationMethod.all();
  }

  /** Whoever made a matte, or did not, its threads end. */
  @AfterEach
  void noHelpersAreLeft() throws InterruptedException {
    for (Thread thread : helpers()) {
      thread.join();
    }
  }

  private static List<Thread> helpers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("matting-propagation-"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void anInterruptFromOutsideEndsTheWorkAndStays(PropagationMethod method)
      throws InterruptedException {
    CountDownLatch working = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread thread =
        new Thread(
            () -> {
              try {
                estimate(large, method, done -> working.countDown());
              } catch (RuntimeException e) {
                thrown.set(e);
                interrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    thread.start();
    working.await();

    thread.interrupt();
    thread.join();

    assertThat(thrown.get()).isInstanceOf(MattingInterruptedException.class);
    assertThat(interrupted).isTrue();
  }

  static Stream<Arguments> moments() {
    return methods().stream()
        .flatMap(
            method -> Stream.of(0.04, 0.3, 0.6, 0.95).map(moment -> Arguments.of(method, moment)));
  }

  @ParameterizedTest
  @MethodSource("moments")
  void anInterruptAtAnyTimeEndsTheWorkAndStays(PropagationMethod method, double moment) {
    List<Double> heard = new ArrayList<>();

    assertThatThrownBy(
            () ->
                estimate(
                    small,
                    method,
                    done -> {
                      heard.add(done);
                      if (done >= moment && done < 1) {
                        Thread.currentThread().interrupt();
                      }
                    }))
        .isInstanceOf(MattingInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(heard.get(heard.size() - 1)).isBetween(moment, 1.0);
  }

  @Test
  void anInterruptWhileItIsBroughtToFullSizeEndsTheWork() {
    Propagation reduced =
        Propagation.builder(ClosedForm.published()).maxUnknown(1000).bandPixels(1).build();

    assertThatThrownBy(
            () ->
                reduced.estimate(
                    large.image(),
                    large.trimap(),
                    done -> {
                      if (done > 0.8) {
                        Thread.currentThread().interrupt();
                      }
                    }))
        .isInstanceOf(MattingInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void anInterruptedThreadDoesNotBegin(PropagationMethod method) {
    List<Double> heard = new ArrayList<>();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> estimate(small, method, heard::add))
        .isInstanceOf(MattingInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("moments")
  void whatAListenerThrowsEndsTheWork(PropagationMethod method, double moment) {
    IllegalStateException enough = new IllegalStateException("enough");

    assertThatThrownBy(
            () ->
                estimate(
                    small,
                    method,
                    done -> {
                      if (done >= moment) {
                        throw enough;
                      }
                    }))
        .isSameAs(enough);
  }

  @Test
  void whatASinkThrowsEndsTheWork() {
    IllegalStateException full = new IllegalStateException("full");

    assertThatThrownBy(
            () ->
                Propagation.of(Knn.published())
                    .estimate(
                        small.image(),
                        small.trimap(),
                        (y, row) -> {
                          throw full;
                        },
                        ProgressListener.NONE))
        .isSameAs(full);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void progressRisesToOneOnTheCallingThread(PropagationMethod method) {
    Propagation whole = Propagation.of(method);
    Propagation reduced = Propagation.builder(method).maxUnknown(1000).build();
    DrawnPicture known = DrawnPicture.of(9, 8, (x, y) -> x < y ? 0 : 255);
    assertProgressRisesToOne(whole, small);
    assertProgressRisesToOne(reduced, small);
    assertProgressRisesToOne(whole, known);
  }

  private static void assertProgressRisesToOne(Propagation propagation, DrawnPicture picture) {
    List<Double> heard = new ArrayList<>();
    Thread caller = Thread.currentThread();

    propagation.estimate(
        picture.image(),
        picture.trimap(),
        done -> {
          assertThat(Thread.currentThread()).isSameAs(caller);
          heard.add(done);
        });

    assertThat(heard).isSorted().doesNotHaveDuplicates().last().isEqualTo(1.0);
    assertThat(heard.get(0)).isPositive();
  }

  private static void estimate(
      DrawnPicture picture, PropagationMethod method, ProgressListener listener) {
    Propagation.builder(method)
        .threads(3)
        .build()
        .estimate(picture.image(), picture.trimap(), listener);
  }
}

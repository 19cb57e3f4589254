package dev.deepmatting.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StageRecipeTest {
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  /** Each setting with another value than the default. */
  static List<UnaryOperator<StageRecipe.Builder>> changes() {
    return List.of(
        stage -> stage.optimiser(Optimiser.adamW(0.5, 0.999, 0.01)),
        stage -> stage.learningRate(4e-4),
        stage -> stage.groupFactor(ParameterGroup.ENCODER, 0.1),
        stage -> stage.groupFactor(ParameterGroup.DECODER, 0.1),
        stage -> stage.schedule(Schedule.cosine().withWarmUp(0.05)),
        stage -> stage.losses(LossWeights.only(Loss.GRADIENT)),
        stage -> stage.batchSize(8),
        stage -> stage.microBatch(2),
        stage -> stage.clipNorm(0.5),
        stage -> stage.batchNormalisation(BatchNormalisation.FROZEN),
        stage -> stage.averaging(0.99),
        stage -> stage.epochs(7));
  }

  private static StageRecipe.Builder overall() {
    return StageRecipe.builder(Stage.OVERALL);
  }

  /** All settings away from their defaults. */
  private static StageRecipe changed() {
    StageRecipe.Builder builder = overall();
    changes().forEach(change -> change.apply(builder));
    return builder.build();
  }

  @Test
  void hasItsDefaults() {
    assertThat(overall().build())
        .hasToString(
            """
            stage: overall
            optimiser: SGD, momentum 0.9, weight decay 0.0
            learningRate: 1.0E-4
            schedule: constant
            losses: 1.0 alpha
            batchSize: 16
            microBatch: 16
            clipNorm: none
            batchNormalisation: batch statistics
            averaging: none
            epochs: 1
            """);
  }

  @Test
  void printsEverySetting() {
    assertThat(changed())
        .hasToString(
            """
            stage: overall
            optimiser: AdamW, betas 0.5 and 0.999, epsilon 1.0E-8, weight decay 0.01
            learningRate: 4.0E-4
            learningRateFactor.encoder: 0.1
            learningRateFactor.decoder: 0.1
            schedule: cosine, warm-up over 0.05 of the stage
            losses: 1.0 gradient
            batchSize: 8
            microBatch: 2
            clipNorm: 0.5
            batchNormalisation: frozen
            averaging: 0.99
            epochs: 7
            """);
  }

  @Test
  void givesEverySettingBack() {
    StageRecipe recipe = changed();

    assertThat(recipe.stage()).isEqualTo(Stage.OVERALL);
    assertThat(recipe.optimiser()).isEqualTo(Optimiser.adamW(0.5, 0.999, 0.01));
    assertThat(recipe.losses()).isEqualTo(LossWeights.only(Loss.GRADIENT));
    assertThat(recipe.batchSize()).isEqualTo(8);
    assertThat(recipe.microBatch()).isEqualTo(2);
    assertThat(recipe.clipNorm()).isEqualTo(0.5);
    assertThat(recipe.batchNormalisation()).isEqualTo(BatchNormalisation.FROZEN);
    assertThat(recipe.averaging()).isEqualTo(0.99);
    assertThat(recipe.epochs()).isEqualTo(7);
  }

  @ParameterizedTest
  @EnumSource
  void theFirstStageLearnsCompositionAsWell(Stage stage) {
    assertThat(StageRecipe.builder(stage).build().losses())
        .isEqualTo(
            stage == Stage.ENCODER_DECODER
                ? LossWeights.alphaAndComposition()
                : LossWeights.only(Loss.ALPHA_PREDICTION));
  }

  @Test
  void theRateIsBaseTimesFactorTimesSchedule() {
    StageRecipe recipe =
        overall()
            .learningRate(8)
            .groupFactor(ParameterGroup.ENCODER, 0.25)
            .groupFactor(ParameterGroup.HEAD, 0)
            .schedule(Schedule.multiStep(0.5, 0.5))
            .build();

    assertThat(recipe.learningRate(ParameterGroup.ENCODER, 0, 2)).isEqualTo(2);
    assertThat(recipe.learningRate(ParameterGroup.ENCODER, 1, 2)).isEqualTo(1);
    assertThat(recipe.learningRate(ParameterGroup.DECODER, 1, 2)).isEqualTo(4);
    assertThat(recipe.learningRate(ParameterGroup.HEAD, 0, 2)).isZero();
    assertThatThrownBy(() -> recipe.learningRate(ParameterGroup.HEAD, 2, 2))
        .hasMessage("step is 2, wanted 0 to below the 2 of the stage");
  }

  @Test
  void partsThatAStageDoesNotTrainHaveNoRate() {
    StageRecipe head = StageRecipe.builder(Stage.REFINEMENT).build();

    assertThat(head.learningRate(ParameterGroup.HEAD, 0, 1)).isEqualTo(1e-4);
    assertThat(head.learningRate(ParameterGroup.ENCODER, 0, 1)).isZero();
    assertThat(head.learningRate(ParameterGroup.DECODER, 0, 1)).isZero();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        refused(s -> s.learningRate(0), "learningRate is 0.0, wanted a finite number above 0"),
        refused(s -> s.learningRate(-1), "learningRate is -1.0, wanted a finite number above 0"),
        refused(
            s -> s.learningRate(INFINITE),
            "learningRate is Infinity, wanted a finite number above 0"),
        refused(s -> s.batchSize(0), "batchSize is 0, wanted at least 1"),
        refused(s -> s.microBatch(0), "microBatch is 0, wanted at least 1"),
        refused(
            s -> s.batchSize(4).microBatch(5),
            "microBatch is 5, wanted at most the batchSize of 4"),
        refused(s -> s.epochs(0), "epochs is 0, wanted at least 1"),
        refused(s -> s.clipNorm(0), "clipNorm is 0.0, wanted a number above 0"),
        refused(s -> s.averaging(1), "averaging is 1.0, wanted 0 to below 1"),
        refused(s -> s.averaging(-0.1), "averaging is -0.1, wanted 0 to below 1"),
        refused(s -> s.averaging(Double.NaN), "averaging is NaN, wanted 0 to below 1"),
        refused(s -> s.clipNorm(Double.NaN), "clipNorm is NaN, wanted a number above 0"),
        refused(
            s -> s.groupFactor(ParameterGroup.HEAD, -1),
            "factor of head is -1.0, wanted a finite number from 0"),
        refused(
            s -> s.groupFactor(ParameterGroup.ENCODER, INFINITE),
            "factor of encoder is Infinity, wanted a finite number from 0"),
        refused(
            s -> {
              List.of(ParameterGroup.values()).forEach(group -> s.groupFactor(group, 0));
              return s;
            },
            "factor of every part that overall trains is 0, wanted one above 0"));
  }

  private static Arguments refused(UnaryOperator<StageRecipe.Builder> change, String message) {
    return Arguments.of(change, message);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesValuesOutOfRange(UnaryOperator<StageRecipe.Builder> change, String message) {
    StageRecipe.Builder builder = overall();

    assertThatThrownBy(() -> change.apply(builder).build())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  @Test
  void refusesNothing() {
    StageRecipe.Builder builder = overall();

    assertThatThrownBy(() -> StageRecipe.builder(null)).hasMessage("stage");
    assertThatThrownBy(() -> builder.optimiser(null)).hasMessage("optimiser");
    assertThatThrownBy(() -> builder.groupFactor(null, 1)).hasMessage("group");
    assertThatThrownBy(() -> builder.schedule(null)).hasMessage("schedule");
    assertThatThrownBy(() -> builder.losses(null)).hasMessage("losses");
    assertThatThrownBy(() -> builder.batchNormalisation(null)).hasMessage("batchNormalisation");
  }

  @ParameterizedTest
  @MethodSource("changes")
  void everySettingCountsForEquality(UnaryOperator<StageRecipe.Builder> change) {
    StageRecipe one = change.apply(overall()).build();
    StageRecipe same = change.apply(overall()).build();

    assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(overall().build());
    assertThat(one.toBuilder().build()).isEqualTo(one);
  }

  @Test
  void whatChangesNothingIsEqual() {
    assertThat(overall().groupFactor(ParameterGroup.HEAD, 2).groupFactor(ParameterGroup.HEAD, 1))
        .extracting(StageRecipe.Builder::build)
        .isEqualTo(overall().build());
    assertThat(overall().microBatch(16).build()).isEqualTo(overall().build());
    assertThat(overall().build()).isNotEqualTo(StageRecipe.builder(Stage.REFINEMENT).build());
  }

  @Test
  void isNotChangedByItsBuilders() {
    StageRecipe.Builder builder = changed().toBuilder();
    StageRecipe recipe = builder.build();

    builder.groupFactor(ParameterGroup.ENCODER, 9).epochs(99);
    recipe.toBuilder().groupFactor(ParameterGroup.DECODER, 9).epochs(99);

    assertThat(recipe).isEqualTo(changed());
    assertThatThrownBy(() -> recipe.asMap().put("epochs", 1))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void theMicroBatchFollowsTheBatchUntilItIsSet() {
    assertThat(overall().batchSize(4).build().microBatch()).isEqualTo(4);
    assertThat(overall().microBatch(2).batchSize(4).build().microBatch()).isEqualTo(2);
  }
}

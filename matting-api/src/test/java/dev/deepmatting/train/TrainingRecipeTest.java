package dev.deepmatting.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.data.Recipe;
import dev.deepmatting.error.InvalidInputException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingRecipeTest {
  static List<TrainingRecipe> recipes() {
    return List.of(
        TrainingRecipe.online(),
        TrainingRecipe.paper(),
        TrainingRecipe.modern(),
        TrainingRecipe.photo());
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void isFoundByItsName(TrainingRecipe recipe) {
    assertThat(TrainingRecipe.named(recipe.name())).isEqualTo(recipe);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "best", "Seed"})
  void refusesAnotherName(String name) {
    assertThatThrownBy(() -> TrainingRecipe.named(name))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("recipe is '" + name + "', wanted one of [online, paper, modern, photo]");
  }

  /** What changes here changes every run that names the recipe. */
  @Test
  void onlineIsWhatItWas() {
    String common =
        """
        batchSize: 16
        microBatch: 16
        clipNorm: none
        batchNormalisation: batch statistics
        averaging: none
        epochs: 50
        """;

    assertThat(TrainingRecipe.online())
        .hasToString(
            "recipe: online\ndata: "
                + Recipe.online()
                + """


                stage: encoder-decoder
                optimiser: SGD, momentum 0.9, weight decay 1.0E-5
                learningRate: 1.0E-4
                schedule: times 0.5 at 0.1, 0.2, 0.6 of the stage
                losses: 0.5 alpha + 0.5 composition
                """
                + common
                + """

                stage: refinement
                optimiser: SGD, momentum 0.9, weight decay 1.0E-5
                learningRate: 1.0E-4
                schedule: times 0.2 at 0.06, 0.2, 0.6 of the stage
                losses: 1.0 alpha
                """
                + common
                + """

                stage: overall
                optimiser: Adam, betas 0.9 and 0.999, epsilon 1.0E-8, weight decay 0.0
                learningRate: 1.0E-4
                schedule: cosine
                losses: 1.0 alpha
                """
                + common);
  }

  @Test
  void theRatesOfTheSeedFallAtItsEpochs() {
    int perEpoch = 7;

    assertThat(fallsOf(Stage.ENCODER_DECODER, perEpoch)).containsExactly(35L, 70L, 210L);
    assertThat(fallsOf(Stage.REFINEMENT, perEpoch)).containsExactly(21L, 70L, 210L);
  }

  private static List<Long> fallsOf(Stage stage, int stepsPerEpoch) {
    StageRecipe recipe = TrainingRecipe.online().stage(stage);
    ParameterGroup group = stage.trains().get(0);
    long steps = (long) recipe.epochs() * stepsPerEpoch;
    return Stream.iterate(1L, step -> step < steps, step -> step + 1)
        .filter(
            step ->
                recipe.learningRate(group, step, steps)
                    < recipe.learningRate(group, step - 1, steps))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void thePaperTrainsByAdamAtOneRate(Stage stage) {
    StageRecipe recipe = TrainingRecipe.paper().stage(stage);

    assertThat(recipe.optimiser()).isEqualTo(Optimiser.adam(0.9, 0.999));
    assertThat(rate(recipe, 0)).isEqualTo(1e-5);
    assertThat(rate(recipe, 999)).isEqualTo(1e-5);
    assertThat(recipe.losses()).isEqualTo(StageRecipe.builder(stage).build().losses());
    assertThat(recipe.averaging()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void theModernOneRisesAndFalls(Stage stage) {
    StageRecipe recipe = TrainingRecipe.modern().stage(stage);
    double base = stage == Stage.OVERALL ? 1e-4 : 4e-4;

    assertThat(recipe.optimiser()).isEqualTo(Optimiser.adam(0.5, 0.999));
    assertThat(rate(recipe, 0)).isCloseTo(base / 25, within(1e-12));
    assertThat(rate(recipe, 24)).isEqualTo(base);
    assertThat(rate(recipe, 999)).isPositive().isLessThan(base / 100_000);
    assertThat(recipe.losses()).hasToString("1.0 alpha + 1.0 composition + 1.0 laplacian");
    assertThat(recipe.averaging()).isEqualTo(0.999);
  }

  private static double rate(StageRecipe recipe, long step) {
    return recipe.learningRate(recipe.stage().trains().get(0), step, 1000);
  }

  @Test
  void eachHasTheDataThatBelongsToIt() {
    assertThat(recipes().stream().map(recipe -> recipe.data().name()))
        .containsExactly("online", "paper", "gca", "photo");
    assertThat(recipes().stream().map(recipe -> recipe.stage(Stage.REFINEMENT).epochs()))
        .containsExactly(50, 50, 10, 10);
  }

  @Test
  void oneStageChangesAlone() {
    TrainingRecipe seed = TrainingRecipe.online();

    TrainingRecipe changed = seed.withStage(Stage.REFINEMENT, stage -> stage.epochs(3));

    assertThat(changed.stage(Stage.REFINEMENT))
        .isEqualTo(seed.stage(Stage.REFINEMENT).toBuilder().epochs(3).build());
    assertThat(changed.stage(Stage.OVERALL)).isEqualTo(seed.stage(Stage.OVERALL));
    assertThat(changed.stage(Stage.ENCODER_DECODER)).isEqualTo(seed.stage(Stage.ENCODER_DECODER));
    assertThat(seed).isEqualTo(TrainingRecipe.online()).isNotEqualTo(changed);
  }

  @Test
  void everyStageChangesAndKeepsTheRest() {
    TrainingRecipe changed =
        TrainingRecipe.modern().withEachStage(stage -> stage.batchSize(2).learningRate(1));

    for (Stage stage : Stage.values()) {
      assertThat(changed.stage(stage))
          .isEqualTo(
              TrainingRecipe.modern().stage(stage).toBuilder()
                  .batchSize(2)
                  .learningRate(1)
                  .build());
    }
  }

  @Test
  void aStageStaysItself() {
    assertThatThrownBy(
            () ->
                TrainingRecipe.online()
                    .withStage(Stage.OVERALL, stage -> StageRecipe.builder(Stage.REFINEMENT)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("stage is refinement, wanted overall, which is to change");
  }

  @Test
  void nameAndDataChangeAlone() {
    TrainingRecipe seed = TrainingRecipe.online();

    TrainingRecipe mine = seed.withName("mine").withData(Recipe.gca());

    assertThat(mine.name()).isEqualTo("mine");
    assertThat(mine.data().name()).isEqualTo("gca");
    assertThat(mine.withName("online").withData(Recipe.online())).isEqualTo(seed);
    assertThat(mine).isNotEqualTo(seed).isNotEqualTo(mine.withName("yours"));
    assertThat(mine.withData(Recipe.online())).isNotEqualTo(mine);
    assertThat(seed).hasSameHashCodeAs(TrainingRecipe.online());
  }

  @Test
  void refusesNothing() {
    TrainingRecipe seed = TrainingRecipe.online();

    assertThatThrownBy(() -> TrainingRecipe.named(null)).hasMessage("name");
    assertThatThrownBy(() -> seed.withName(null)).hasMessage("name");
    assertThatThrownBy(() -> seed.withData(null)).hasMessage("data");
    assertThatThrownBy(() -> seed.stage(null)).hasMessage("stage");
  }

  @Test
  void tellsAllOfItAsAMap() {
    TrainingRecipe seed = TrainingRecipe.online();

    assertThat(seed.asMap().keySet())
        .containsExactly("name", "data", "encoder-decoder", "refinement", "overall");
    assertThat(seed.asMap())
        .containsEntry("data", Recipe.online().toString())
        .containsEntry("overall", seed.stage(Stage.OVERALL).asMap());
    assertThatThrownBy(() -> seed.asMap().remove("name"))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}

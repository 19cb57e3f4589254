package dev.deepmatting.train;

import dev.deepmatting.data.Recipe;
import dev.deepmatting.error.InvalidInputException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The recipe for training a network: how samples are made, and how each stage trains. Immutable and
 * safe to share between threads; {@link #toString()} prints the whole recipe.
 *
 * @since 0.1
 */
public final class TrainingRecipe {
  private static final List<String> NAMES = List.of("online", "paper", "modern", "photo");

  private final String name;
  private final Recipe data;
  private final Map<Stage, StageRecipe> stages;

  private TrainingRecipe(String name, Recipe data, Map<Stage, StageRecipe> stages) {
    this.name = Objects.requireNonNull(name, "name");
    this.data = Objects.requireNonNull(data, "data");
    this.stages = Collections.unmodifiableMap(new EnumMap<>(stages));
  }

  /**
   * Returns the recipe of the implementation that this library grew from, with its slips fixed: SGD
   * with momentum 0.9 and weight decay 1e-5 at 1e-4, halved at epochs 5, 10 and 30; the head alone
   * with a fifth at epochs 3, 10 and 30; then everything by Adam at 1e-4 along a cosine. 50 epochs
   * per stage, batches of 16 crops of 320x320.
   *
   * @return the recipe
   */
  public static TrainingRecipe online() {
    Optimiser sgd = Optimiser.sgd(0.9, 1e-5);
    return of(
        "online",
        Recipe.online(),
        StageRecipe.builder(Stage.ENCODER_DECODER)
            .optimiser(sgd)
            .schedule(Schedule.multiStep(0.5, 0.1, 0.2, 0.6))
            .epochs(50),
        StageRecipe.builder(Stage.REFINEMENT)
            .optimiser(sgd)
            .schedule(Schedule.multiStep(0.2, 0.06, 0.2, 0.6))
            .epochs(50),
        StageRecipe.builder(Stage.OVERALL)
            .optimiser(Optimiser.adam(0.9, 0.999))
            .schedule(Schedule.cosine())
            .epochs(50));
  }

  /**
   * Returns the paper's recipe (Xu et al., CVPR 2017): Adam at 1e-5 throughout, half alpha
   * prediction and half composition loss, then alpha prediction loss. The paper states no batch
   * size and no length; 16 and 50 epochs per stage are those of {@link #online()}.
   *
   * @return the recipe
   */
  public static TrainingRecipe paper() {
    UnaryOperator<StageRecipe.Builder> adam =
        stage -> stage.optimiser(Optimiser.adam(0.9, 0.999)).learningRate(1e-5).epochs(50);
    return of(
        "paper",
        Recipe.paper(),
        adam.apply(StageRecipe.builder(Stage.ENCODER_DECODER)),
        adam.apply(StageRecipe.builder(Stage.REFINEMENT)),
        adam.apply(StageRecipe.builder(Stage.OVERALL)));
  }

  /**
   * Returns a recipe of what has proved itself since: the data recipe {@code gca} (Li and Lu, AAAI
   * 2020), alpha prediction, composition and Laplacian pyramid loss of equal weight, Adam with
   * betas 0.5 and 0.999 at 4e-4, and at 1e-4 for the whole network, along a cosine after a warm-up
   * over a fortieth of the stage, weights averaged with a decay of 0.999; 50, 10 and 20 epochs,
   * batches of 16 crops of 512x512.
   *
   * @return the recipe
   */
  public static TrainingRecipe modern() {
    LossWeights losses =
        LossWeights.only(Loss.ALPHA_PREDICTION)
            .with(Loss.COMPOSITION, 1)
            .with(Loss.LAPLACIAN_PYRAMID, 1);
    UnaryOperator<StageRecipe.Builder> adam =
        stage ->
            stage
                .optimiser(Optimiser.adam(0.5, 0.999))
                .learningRate(4e-4)
                .schedule(Schedule.cosine().withWarmUp(0.025))
                .losses(losses)
                .averaging(0.999);
    return of(
        "modern",
        Recipe.gca(),
        adam.apply(StageRecipe.builder(Stage.ENCODER_DECODER)).epochs(50),
        adam.apply(StageRecipe.builder(Stage.REFINEMENT)).epochs(10),
        adam.apply(StageRecipe.builder(Stage.OVERALL)).learningRate(1e-4).epochs(20));
  }

  /**
   * Returns {@link #modern} with samples that look like photographs: the data recipe {@code photo}.
   *
   * @return the recipe
   */
  public static TrainingRecipe photo() {
    return modern().withName("photo").withData(Recipe.photo());
  }

  private static TrainingRecipe of(String name, Recipe data, StageRecipe.Builder... builders) {
    Map<Stage, StageRecipe> stages = new EnumMap<>(Stage.class);
    for (StageRecipe.Builder builder : builders) {
      StageRecipe stage = builder.build();
      stages.put(stage.stage(), stage);
    }
    return new TrainingRecipe(name, data, stages);
  }

  /**
   * Returns a recipe of this class by its name.
   *
   * @param name {@code online} (formerly {@code seed}), {@code paper}, {@code modern} or {@code
   *     photo}
   * @return the recipe
   * @throws InvalidInputException if there is no such recipe
   */
  public static TrainingRecipe named(String name) {
    return switch (Objects.requireNonNull(name, "name")) {
      case "online", "seed" -> online();
      case "paper" -> paper();
      case "modern" -> modern();
      case "photo" -> photo();
      default ->
          throw new InvalidInputException("recipe is '" + name + "', wanted one of " + NAMES);
    };
  }

  /**
   * Returns the same recipe under another name.
   *
   * @param value the name in reports
   * @return a new recipe
   */
  public TrainingRecipe withName(String value) {
    return new TrainingRecipe(value, data, stages);
  }

  /**
   * Returns the same recipe with another data recipe.
   *
   * @param value the data recipe
   * @return a new recipe
   */
  public TrainingRecipe withData(Recipe value) {
    return new TrainingRecipe(name, value, stages);
  }

  /**
   * Returns the same recipe with one stage changed.
   *
   * @param stage the stage
   * @param change takes a builder of the current stage and returns one of the same stage
   * @return a new recipe
   * @throws InvalidInputException if a value is out of range, or the change returns another stage
   */
  public TrainingRecipe withStage(Stage stage, UnaryOperator<StageRecipe.Builder> change) {
    StageRecipe recipe = change.apply(stage(stage).toBuilder()).build();
    if (recipe.stage() != stage) {
      throw new InvalidInputException(
          "stage is " + recipe.stage().id() + ", wanted " + stage.id() + ", which is to change");
    }
    Map<Stage, StageRecipe> changed = new EnumMap<>(stages);
    changed.put(stage, recipe);
    return new TrainingRecipe(name, data, changed);
  }

  /**
   * Returns the same recipe with every stage changed.
   *
   * @param change takes a builder of each current stage and returns one of the same stage
   * @return a new recipe
   * @throws InvalidInputException if a value is out of range, or the change returns another stage
   */
  public TrainingRecipe withEachStage(UnaryOperator<StageRecipe.Builder> change) {
    TrainingRecipe changed = this;
    for (Stage stage : Stage.values()) {
      changed = changed.withStage(stage, change);
    }
    return changed;
  }

  /**
   * Returns the name in reports.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Returns how samples are made.
   *
   * @return the data recipe
   */
  public Recipe data() {
    return data;
  }

  /**
   * Returns the recipe of a stage.
   *
   * @param stage the stage
   * @return its recipe
   */
  public StageRecipe stage(Stage stage) {
    return Objects.requireNonNull(stages.get(Objects.requireNonNull(stage, "stage")));
  }

  /**
   * Returns the whole recipe in words and numbers, for files that say how a model was made.
   *
   * @return an unmodifiable map in a fixed order
   */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("data", data.toString());
    stages.forEach((stage, recipe) -> map.put(stage.id(), recipe.asMap()));
    return Collections.unmodifiableMap(map);
  }

  /** Compares everything that it prints; for a step on images that is the name. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TrainingRecipe that && asMap().equals(that.asMap());
  }

  @Override
  public int hashCode() {
    return asMap().hashCode();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("recipe: " + name + "\ndata: " + data + "\n");
    stages.values().forEach(stage -> text.append('\n').append(stage));
    return text.toString();
  }
}

package dev.deepmatting.cli;

import dev.deepmatting.data.LayerSource;
import dev.deepmatting.data.MixedLayers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The training and validation data of a network.
 *
 * @param training foregrounds and backgrounds for training
 * @param validation others, in a fixed order
 * @param description both, in words
 * @param validationImages number of different validation images
 */
record TrainingData(
    LayerSource training, LayerSource validation, String description, int validationImages) {
  /**
   * Combines several sources.
   *
   * @param sources their names and weights
   * @param opened the data of each
   * @param measured the indices of those to validate on, at least one
   */
  static TrainingData mixed(
      List<WeightedSource> sources, List<TrainingData> opened, List<Integer> measured) {
    List<String> names = WeightedSource.names(sources);
    MixedLayers.Builder training = MixedLayers.builder();
    for (int i = 0; i < opened.size(); i++) {
      training.add(names.get(i), opened.get(i).training(), sources.get(i).weight());
    }
    String parts =
        IntStream.range(0, opened.size())
            .mapToObj(
                i ->
                    String.format(
                        "%s by %s (%s)",
                        names.get(i), sources.get(i).weight(), opened.get(i).description()))
            .collect(Collectors.joining("; "));
    TrainingData validation = measured(names, opened, measured);
    return new TrainingData(
        training.build(),
        validation.validation(),
        parts
            + "; measured on "
            + measured.stream().map(names::get).collect(Collectors.joining(" and ")),
        validation.validationImages());
  }

  /** Each picture of folders once; as many drawn scenes as pictures. */
  private static TrainingData measured(
      List<String> names, List<TrainingData> opened, List<Integer> measured) {
    if (measured.size() == 1) {
      return opened.get(measured.get(0));
    }
    int pictures =
        measured.stream()
            .map(i -> opened.get(i).validation())
            .filter(validation -> !validation.endless())
            .mapToInt(LayerSource::samplesPerEpoch)
            .sum();
    MixedLayers.Builder mixed = MixedLayers.builder();
    for (int i : measured) {
      LayerSource validation = opened.get(i).validation();
      mixed.add(
          names.get(i), validation, validation.endless() ? pictures : validation.samplesPerEpoch());
    }
    LayerSource validation = mixed.build();
    return new TrainingData(validation, validation, "", validation.samplesPerEpoch());
  }
}

package dev.deepmatting.examples.cli;

import dev.deepmatting.data.LayerSource;

/**
 * What a network learns from and what it is measured on.
 *
 * @param training foregrounds and backgrounds to learn from
 * @param validation others, in an order that stays
 * @param description both, in words
 * @param validationImages how many different images there are to measure on
 */
record TrainingData(
    LayerSource training, LayerSource validation, String description, int validationImages) {}

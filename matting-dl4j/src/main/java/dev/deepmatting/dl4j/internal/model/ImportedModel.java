package dev.deepmatting.dl4j.internal.model;

import dev.deepmatting.network.ImportReport;

/**
 * A model and what became of the tensors of its file.
 *
 * @param model the model, complete
 * @param report what was loaded and what was left out
 */
public record ImportedModel(Model model, ImportReport report) {}

/**
 * Checkpoints of PyTorch: the containers of {@code torch.save}, and a pickle reader that knows
 * tensors, dicts, numbers and text and refuses everything else.
 */
package dev.deepmatting.dl4j.internal.weights.torch;

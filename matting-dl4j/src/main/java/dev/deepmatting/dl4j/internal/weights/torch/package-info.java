/**
 * PyTorch checkpoints: the containers of {@code torch.save}, and a pickle reader that accepts
 * tensors, dicts, numbers and text and refuses everything else.
 */
package dev.deepmatting.dl4j.internal.weights.torch;

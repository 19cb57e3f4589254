#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes guided.safetensors, which lies beside it: PyTorch's alpha of small guided networks.

    /usr/bin/python3 make_guided.py

Networks, weights, pictures and sizes are those of make_goldens.py. What is new:

  guides         the matte of a guide is, at unknown pixels, floor(128 + 127 * value(i)) / 255 of the guide's name,
                 i = y * W + x, and the trimap / 255 at known pixels
  input          a channel 2g - 1 for each guide behind the trimap, padded as that is
  output         d is what the last decoder step gives, l_k the logit of guide k clamped to .01 and .99,
                 f = (d, .25 l_1, ..., .25 l_K);
                 logit = raw alpha's 5x5 convolution of f + sum over k of l_k times channel k of a 3x3 convolution of f
"""
import numpy as np
import torch
import torch.nn.functional as F

from make_goldens import BASE, HERE, SIZES, GeneratedWeights, Network, reflect, synthetic_input, values
from make_goldens import IMAGE_MEAN, IMAGE_STD, write_safetensors


class GuidedNetwork(Network):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.guides = None

    def alpha(self, x):
        guides = ((x[:, 4:] + 1) / 2).clamp(0.01, 0.99)
        self.guides = torch.log(guides / (1 - guides))
        return super().alpha(x)

    def output(self, name, x, size):
        if name not in ("rawalpha.0", "deconv1"):
            return super().output(name, x, size)
        seen = torch.cat((x, 0.25 * self.guides), 1)
        key = "guide_gate.0" if self.seed else "guide_gate"
        shape = (self.guides.shape[1], seen.shape[1], 3, 3)
        gate = F.conv2d(seen, *self.cast(self.weights.convolution(key, shape)), padding=1)
        return super().output(name, seen, size) + (gate * self.guides).sum(1, keepdim=True)


def guide(name, trimap):
    levels = np.floor(128 + 127 * values(name, trimap.shape))
    return np.where(trimap == 128, levels, trimap) / 255.0


def matte(network, image, trimap, guides):
    """As predict does, with mattes of 0..1 to guide by: float64 [H,W]."""
    height, width = trimap.shape
    rgb = (reflect(image) / 255.0 - IMAGE_MEAN) / IMAGE_STD
    marks = reflect(trimap)[..., None] / 255.0
    if network.seed:
        marks = (marks - 0.5) / 0.5
    channels = [rgb, marks] + [2 * reflect(alpha)[..., None] - 1 for alpha in guides]
    tensor = torch.from_numpy(np.concatenate(channels, 2).transpose(2, 0, 1)[None].copy()).to(network.dtype)
    with torch.no_grad():
        return network.alpha(tensor)[0, 0, :height, :width].double().numpy()


def forms():
    """Upsamplings with a head of max unpooling's networks alone; by two guides and by one in turn."""
    for variant in ("seed", "classic"):
        for skip, bridge in ((False, 3), (True, 1)):
            for upsampling in ("max-unpool", "bilinear", "transposed-convolution"):
                for head in ("none", "bare", "logit-residual") if upsampling == "max-unpool" else ("none",):
                    names = ("graph", "closed-form") if skip == (variant == "seed") else ("closed-form",)
                    yield variant, upsampling, skip, head, bridge, names


def main():
    torch.set_num_threads(2)
    alphas = {}
    for variant, upsampling, skip, head, bridge, names in forms():
        decoder = [8 * BASE, 4 * BASE, 2 * BASE, BASE, 3 if variant == "seed" else BASE]
        double, single = (GuidedNetwork(GeneratedWeights(), variant, upsampling, skip, head, bridge, BASE, decoder, dtype)
                          for dtype in (torch.float64, torch.float32))
        for size, (height, width) in SIZES.items():
            image, trimap = synthetic_input(height, width)
            guides = [guide(name, trimap) for name in names]
            alpha = matte(double, image, trimap, guides)
            noise = np.abs(alpha - matte(single, image, trimap, guides)).max()
            key = f"{variant}.{upsampling}.{'skip' if skip else 'plain'}.{head}.bridge{bridge}.{size}"
            print(f"{key:62s} min {alpha.min():.4f} max {alpha.max():.4f} std {alpha.std():.4f} float32 {noise:.1e}")
            alphas[key] = alpha.astype(np.float32)
    write_safetensors(HERE / "guided.safetensors", alphas)


if __name__ == "__main__":
    main()

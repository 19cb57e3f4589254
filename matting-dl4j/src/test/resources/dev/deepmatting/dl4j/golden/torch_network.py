#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The networks of the inference benchmark in PyTorch, float32, from a model file that the Java side has written.

A network is named as VARIANT,SKIP,BASE, such as classic,false,64; it has no refinement head, unpools, and has a 3x3
bridge. Run as a program it writes the network as a TorchScript file for DJL, which takes pictures of any size:

    torch_network.py NETWORK MODEL TARGET
"""
import sys
import warnings

import cv2
import make_goldens
import numpy as np
import torch


def load(name, model):
    variant, skip, base = name.split(",")
    weights = make_goldens.FileWeights(model)
    last = weights.tensors["deconv1.weight" if variant == "classic" else "rawalpha.0.weight"].shape[1]
    decoder = [int(base) * factor for factor in (8, 4, 2, 1)] + [last]
    return make_goldens.Network(
        weights, variant, "max-unpool", skip == "true", "none", 3, int(base), decoder, torch.float32)


def matte(network, image, trimap):
    """Alpha, float32, of uint8 BGR as OpenCV reads it and a trimap of 0, 128, 255; the known pixels are forced."""
    height, width = trimap.shape
    image = make_goldens.reflect(image)
    marks = make_goldens.reflect(trimap)
    mean = make_goldens.IMAGE_MEAN.astype(np.float32)
    deviation = make_goldens.IMAGE_STD.astype(np.float32)
    x = np.empty((1, 4) + marks.shape, np.float32)
    for channel in range(3):
        x[0, channel] = (image[..., 2 - channel] * np.float32(1 / 255) - mean[channel]) / deviation[channel]
    x[0, 3] = marks * np.float32(2 / 255) - 1 if network.seed else marks * np.float32(1 / 255)
    with torch.no_grad():
        alpha = network.alpha(torch.from_numpy(x))[0, 0, :height, :width].numpy()
    alpha[trimap == 0] = 0
    alpha[trimap == 255] = 1
    return alpha


def read(image, trimap):
    return cv2.imread(image, cv2.IMREAD_COLOR), cv2.imread(trimap, cv2.IMREAD_GRAYSCALE)


def write(path, alpha):
    """A gray PNG of 16 bits."""
    if not cv2.imwrite(path, np.rint(alpha * 65535).astype(np.uint16)):
        raise OSError(f"{path} cannot be written")


def most_resident_bytes():
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))


class Module(torch.nn.Module):
    """What tracing wants: the weights become constants."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, x):
        return self.network.alpha(x)


def export(network, target):
    # Tracing warns of everything that could depend on the size; what does is compared at another one.
    warnings.filterwarnings("ignore", category=torch.jit.TracerWarning)
    with torch.no_grad():
        traced = torch.jit.trace(Module(network).eval(), torch.zeros(1, 4, 64, 64), check_trace=False)
        x = torch.from_numpy(make_goldens.values("traced", (1, 4, 96, 160)).astype(np.float32))
        difference = (traced(x) - network.alpha(x)).abs().max().item()
        if not difference < 1e-5:
            raise ValueError(f"the traced network differs by {difference} at another size")
    traced.save(target)


def main():
    name, model, target = sys.argv[1:]
    export(load(name, model), target)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes training-losses.safetensors: what each loss of training is, and its gradient with regard to the alpha.

    /usr/bin/python3 make_losses.py

Needs PyTorch, NumPy and OpenCV; written beside this script. Computed in float64 from numbers that float32 holds exactly,
rounded to float32. Tensors, NAME being alpha, composition, laplacian or gradient:

  prediction             [2,1,64,64]  the predicted alpha, 0..1; at places exactly 0, 1 or the truth
  label.colours          [2,9,64,64]  uint8: background 0-2, foreground 3-5, merged 6-8
  label.alpha            [2,1,64,64]  float16: the truth
  label.mask             [2,1,64,64]  uint8: 1 where the trimap is unknown
  NAME.value             [1]
  NAME.gradient          [2,1,64,64]

With d = mask * (a - a*) and |U| the number of unknown pixels of the whole batch, at least 1:

  alpha        sum over U of sqrt(d^2 + 1e-12) / |U|
  composition  sum over U and three channels of sqrt((c - c*)^2 + 1e-12) / (3 |U|), colours in 0..1, c = a F + (1 - a) B
  laplacian    sum over s = 1..5 of 2^(s-1) sum |L_s| / |U|. G_0 = d; G_{k+1} is G_k convolved by outer([1,4,6,4,1]) / 256,
               beyond the border 0, at even positions; L_s = G_{s-1} - expand(G_s) for s = 1..4 and L_5 = G_4, where
               expand is the transposed convolution by 4 times the same kernel
  gradient     sum of |gx| + |gy| over |U|, the Sobel gradient of d divided by 8, beyond the border 0

The derivative of |x| at 0 is 0. The samples are smooth random shapes made of the generator of make_goldens.py.
"""
from pathlib import Path

import cv2
import make_goldens
import numpy as np
import torch
import torch.nn.functional as F

HERE = Path(__file__).resolve().parent
SIDE = 64
SMOOTHING = 1e-12
LEVELS = 5


# ---- the losses ----

def difference(alpha, label):
    return label[:, 10:11] * (alpha - label[:, 9:10])


def smooth_absolute(difference):
    return torch.sqrt(difference * difference + SMOOTHING)


def alpha_prediction(alpha, label, unknown):
    return (label[:, 10:11] * smooth_absolute(alpha - label[:, 9:10])).sum() / unknown


def composition(alpha, label, unknown):
    background, foreground, merged = (label[:, first:first + 3] / 255 for first in (0, 3, 6))
    composed = alpha * foreground + (1 - alpha) * background
    return (label[:, 10:11] * smooth_absolute(composed - merged)).sum() / (3 * unknown)


def laplacian_pyramid(alpha, label, unknown):
    taps = torch.tensor([1, 4, 6, 4, 1], dtype=alpha.dtype)
    kernel = (torch.outer(taps, taps) / 256)[None, None]
    level, total = difference(alpha, label), 0
    for s in range(1, LEVELS):
        coarser = F.conv2d(level, kernel, stride=2, padding=2)
        band = level - F.conv_transpose2d(coarser, 4 * kernel, stride=2, padding=2, output_padding=1)
        total = total + 2 ** (s - 1) * band.abs().sum()
        level = coarser
    return (total + 2 ** (LEVELS - 1) * level.abs().sum()) / unknown


def gradient(alpha, label, unknown):
    sobel = torch.tensor([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], dtype=alpha.dtype) / 8
    kernels = torch.stack((sobel, sobel.T))[:, None]
    return F.conv2d(difference(alpha, label), kernels, padding=1).abs().sum() / unknown


LOSSES = {"alpha": alpha_prediction, "composition": composition, "laplacian": laplacian_pyramid, "gradient": gradient}


def unknown_pixels(label):
    return max(label[:, 10].sum().item(), 1.0)


# ---- the samples ----

class Sample:
    """A soft shape of a grainy foreground over a grainy background, and a trimap that widens its soft edge."""

    def __init__(self, name, widening):
        background, foreground = (self.colours(f"{name}.{layer}") for layer in ("background", "foreground"))
        soft = np.clip(0.5 + 1.3 * self.smooth(name + ".alpha", 5)[None], 0, 1)
        self.alpha = soft.astype(np.float16)
        opacity = self.alpha.astype(np.float64)
        merged = np.floor(opacity * foreground + (1 - opacity) * background + 0.5).astype(np.uint8)
        edge = ((opacity[0] > 0) & (opacity[0] < 1)).astype(np.uint8)
        ellipse = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
        self.mask = cv2.dilate(edge, ellipse, iterations=widening)[None] if widening else edge[None]
        trimap = np.where(self.mask == 1, 128, np.where(opacity == 1, 255, 0))
        rgb = (merged.transpose(1, 2, 0) / 255.0 - make_goldens.IMAGE_MEAN) / make_goldens.IMAGE_STD
        signed = (trimap / 255.0 - 0.5) / 0.5
        self.input = np.concatenate((rgb.transpose(2, 0, 1), signed)).astype(np.float16)
        self.colours = np.concatenate((background, foreground, merged))

    @staticmethod
    def smooth(name, cells):
        grid = make_goldens.values(name, (cells, cells))
        return cv2.resize(grid, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)

    @classmethod
    def colours(cls, name):
        planes = [110 + 90 * cls.smooth(f"{name}.{channel}", 6) for channel in range(3)]
        grain = 25 * make_goldens.values(name + ".grain", (3, SIDE, SIDE))
        return np.clip(np.rint(np.stack(planes) + grain), 0, 255).astype(np.uint8)


def batch(name):
    """Two samples of unlike numbers of unknown pixels, as arrays: input, colours, alpha, mask."""
    samples = [Sample(f"{name}.{index}", widening) for index, widening in enumerate((1, 5))]
    return {part: np.stack([getattr(sample, part) for sample in samples]) for part in ("input", "colours", "alpha", "mask")}


def label_of(parts, dtype=torch.float64):
    """The label of eleven channels."""
    planes = [parts[part].astype(np.float64) for part in ("colours", "alpha", "mask")]
    return torch.from_numpy(np.concatenate(planes, 1)).to(dtype)


# ---- the file ----

def prediction_for(truth):
    """Random numbers around the truth; runs of every 61 pixels are exactly 0, 1 and the truth."""
    noise = make_goldens.values("losses.prediction", truth.shape)
    prediction = np.clip(truth + 0.3 * noise, 0, 1).astype(np.float32)
    place = np.arange(prediction.size).reshape(prediction.shape) % 61
    prediction[place == 0] = 0
    prediction[place == 1] = 1
    return np.where((place >= 2) & (place < 7), truth, prediction)


def main():
    parts = batch("losses")
    truth = parts["alpha"].astype(np.float32)
    prediction = prediction_for(truth)
    inside = parts["mask"] == 1
    equal, low, high = (int((inside & (prediction == value)).sum()) for value in (truth, 0, 1))
    print(f"unknown {inside.sum((1, 2, 3))}, of them 0: {low}, 1: {high}, equal to the truth: {equal}")

    label = label_of(parts)
    tensors = {"prediction": prediction}
    tensors.update((f"label.{part}", parts[part]) for part in ("colours", "alpha", "mask"))
    for name, loss in LOSSES.items():
        alpha = torch.from_numpy(prediction.astype(np.float64)).requires_grad_()
        value = loss(alpha, label, unknown_pixels(label))
        value.backward()
        print(f"{name:12s} {value.item():.9f}, gradient up to {alpha.grad.abs().max().item():.3e}")
        tensors[name + ".value"] = value.detach().numpy()[None]
        tensors[name + ".gradient"] = alpha.grad.numpy()
    make_goldens.write_safetensors(HERE / "training-losses.safetensors", tensors)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the golden files of this folder: what PyTorch computes for the networks that the Java code rebuilds.

    /usr/bin/python3 make_goldens.py [--dim-small FILE] [--image FILE --trimap FILE]

Needs PyTorch, NumPy and OpenCV. Everything is written beside this script:

  network.safetensors              alpha of 72 small networks at two sizes
  unpooling.safetensors            2x2 max pooling with arg-max, unpooling and its gradient
  batch-normalisation.safetensors  convolution and batch normalisation on running statistics
  bilinear.safetensors             upsampling by two, align_corners=False
  transposed.safetensors           transposed convolution 4x4, stride 2, padding 1
  dim-small-*.png, dandelion-*.png alpha of real weights, with --dim-small, --image and --trimap

No weights or inputs of the 72 networks are stored: both sides generate them from the name of the tensor.

  seed      s    = FNV-1a, 64 bit, of the name in UTF-8
  value(i)       = (z >>> 40) / 2^23 - 1, where z = splitmix64's finaliser of s + (i + 1) * 0x9E3779B97F4A7C15
                   (row-major index i from 0, arithmetic modulo 2^64); in [-1, 1) and exact in float32
  convolution    weight = value * sqrt(6 / fan_in), fan_in = C_in * kh * kw (transposed: divided by 4); bias = 0.1 * value
  normalisation  weight = 1 + 0.5 * value, bias = 0.2 * value, running_mean = 0.2 * value, running_var = 1 + 0.5 * value
  image          uint8 RGB, interleaved, i = (y * W + x) * 3 + c of the name "image":
                   floor(64 + 128 * x / W + 48 * value(i)), in double, from left to right
  trimap         0 where x < W / 4, 255 where x >= 3 * W / 4 (integer division), else 128

Weights are computed in double and rounded once to float32. The name is the state-dict key alone, so that all networks
share tensors. The networks then run in float64 on those float32 weights, and the alpha is rounded to float32: the
reference has no rounding noise of its own. The greatest difference to a float32 run is printed for each network.
"""
import argparse
import itertools
import json
import math
import struct
from pathlib import Path

import cv2
import numpy as np
import torch
import torch.nn.functional as F

HERE = Path(__file__).resolve().parent
BATCH_NORM_EPSILON = 1e-5
BASE = 4
SIZES = {"even": (64, 64), "odd": (37, 53)}  # height, width
IMAGE_MEAN = np.array([0.485, 0.456, 0.406])
IMAGE_STD = np.array([0.229, 0.224, 0.225])


# ---- deterministic tensors ----

def fnv1a64(name):
    state = 0xCBF29CE484222325
    for byte in name.encode("utf-8"):
        state = ((state ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return state


def values(name, shape):
    """The generator's values in [-1, 1), as float64."""
    count = math.prod(shape)
    with np.errstate(over="ignore"):
        z = np.uint64(fnv1a64(name)) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return ((z >> np.uint64(40)).astype(np.float64) / 8388608.0 - 1.0).reshape(shape)


class GeneratedWeights:
    """Weights that follow from their names."""

    def convolution(self, key, shape):
        scale = math.sqrt(6.0 / math.prod(shape[1:]))
        return self.rounded(values(key + ".weight", shape) * scale), self.bias(key, shape[0])

    def transposed(self, key, channels):
        scale = math.sqrt(6.0 / (channels * 4))
        return self.rounded(values(key + ".weight", (channels, channels, 4, 4)) * scale), self.bias(key, channels)

    def normalisation(self, key, channels):
        def tensor(name, offset, factor):
            return self.rounded(offset + factor * values(f"{key}.{name}", (channels,)))

        return (tensor("weight", 1.0, 0.5), tensor("bias", 0.0, 0.2),
                tensor("running_mean", 0.0, 0.2), tensor("running_var", 1.0, 0.5))

    def bias(self, key, channels):
        return self.rounded(0.1 * values(key + ".bias", (channels,)))

    @staticmethod
    def rounded(array):
        return torch.from_numpy(array.astype(np.float32))


class FileWeights:
    """Weights of a safetensors file; every tensor's shape is checked, and none may be left over."""

    def __init__(self, path):
        self.tensors = read_safetensors(path)
        self.unused = set(self.tensors)

    def convolution(self, key, shape):
        return self.take(key + ".weight", shape), self.take(key + ".bias", shape[:1])

    def transposed(self, key, channels):
        return self.take(key + ".weight", (channels, channels, 4, 4)), self.take(key + ".bias", (channels,))

    def normalisation(self, key, channels):
        return tuple(self.take(f"{key}.{name}", (channels,)) for name in ("weight", "bias", "running_mean", "running_var"))

    def take(self, key, shape):
        tensor = self.tensors[key]
        if tensor.shape != tuple(shape):
            raise ValueError(f"{key} is {tensor.shape}, not {tuple(shape)}")
        self.unused.discard(key)
        return torch.from_numpy(tensor)


# ---- the network ----

class Network:
    def __init__(self, weights, variant, upsampling, skip, head, bridge, base, decoder, dtype=torch.float64):
        self.weights, self.dtype = weights, dtype
        self.variant, self.upsampling, self.skip, self.head, self.bridge = variant, upsampling, skip, head, bridge
        self.encoder = [base, 2 * base, 4 * base, 8 * base, 8 * base]
        self.decoder, self.base = decoder, base
        self.seed = variant == "seed"

    def alpha(self, x):
        rgb = x[:, :3]
        features, indices = [], []
        for block, (channels, depth) in enumerate(zip(self.encoder, (2, 2, 3, 3, 3)), start=1):
            for layer in range(1, depth + 1):
                x = self.unit(f"down{block}.conv{layer}" if self.seed else f"conv{block}_{layer}", x, channels, 3)
            features.append(x)
            x, index = F.max_pool2d(x, 2, 2, return_indices=True)
            indices.append(index)

        x = self.unit("trans.conv1" if self.seed else "conv6_1", x, self.encoder[-1], self.bridge)
        x = self.unit("trans.conv2" if self.seed else "deconv6_1", x, self.encoder[-1], 1)

        for block, channels in zip((5, 4, 3, 2, 1), self.decoder):
            x = self.upsample(x, block, indices[block - 1])
            if self.skip:
                x = x + features[block - 1]
            x = self.unit(f"deconv{block}.conv1" if self.seed else f"deconv{block}_1", x, channels, 5)

        logit = self.output("rawalpha.0" if self.seed else "deconv1", x, 5)
        raw = torch.sigmoid(logit)
        if self.head == "none":
            return raw

        x = torch.cat((rgb, raw), 1)
        for layer in (1, 2, 3):
            x = self.unit(f"refine_head.conv{layer}" if self.seed else f"refine_conv{layer}", x, self.base, 3)
        refined = self.output("refine_head.alpha.0" if self.seed else "refine_pred", x, 3)
        return torch.sigmoid(refined if self.head == "bare" else logit + refined)

    def unit(self, name, x, channels, size):
        """Convolution, batch normalisation in the seed variant, ReLU."""
        shape = (channels, x.shape[1], size, size)
        key = name + ".cbr_unit.0" if self.seed else name
        x = F.conv2d(x, *self.cast(self.weights.convolution(key, shape)), padding=size // 2)
        if self.seed:
            gamma, beta, mean, variance = self.cast(self.weights.normalisation(name + ".cbr_unit.1", channels))
            x = F.batch_norm(x, mean, variance, gamma, beta, training=False, eps=BATCH_NORM_EPSILON)
        return F.relu(x)

    def output(self, name, x, size):
        weights = self.weights.convolution(name, (1, x.shape[1], size, size))
        return F.conv2d(x, *self.cast(weights), padding=size // 2)

    def upsample(self, x, block, index):
        if self.upsampling == "max-unpool":
            return F.max_unpool2d(x, index, 2, 2)
        if self.upsampling == "bilinear":
            return F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
        return F.conv_transpose2d(x, *self.cast(self.weights.transposed(f"deconv{block}.up", x.shape[1])), stride=2, padding=1)

    def cast(self, tensors):
        return tuple(tensor.to(self.dtype) for tensor in tensors)


def reflect(array):
    """Pads right and bottom to multiples of 32: NumPy's reflect, repeated where the pad exceeds the side."""
    for axis in (0, 1):
        side = array.shape[axis]
        index = np.arange(-(-side // 32) * 32) % max(2 * (side - 1), 1)
        array = np.take(array, np.minimum(index, 2 * (side - 1) - index), axis)
    return array


def predict(network, image, trimap):
    """The network's alpha, known pixels left as they come out: float64 [H,W] from uint8 RGB and a trimap of 0, 128, 255."""
    height, width = trimap.shape
    rgb = (reflect(image) / 255.0 - IMAGE_MEAN) / IMAGE_STD
    marks = reflect(trimap)[..., None] / 255.0
    if network.seed:
        marks = (marks - 0.5) / 0.5
    tensor = torch.from_numpy(np.concatenate((rgb, marks), 2).transpose(2, 0, 1)[None].copy()).to(network.dtype)
    with torch.no_grad():
        return network.alpha(tensor)[0, 0, :height, :width].double().numpy()


# ---- safetensors ----

def write_safetensors(path, tensors):
    """Arrays of uint8 and float16 keep their type, all others become float32."""
    kept = {np.dtype(np.uint8): ("U8", "u1"), np.dtype(np.float16): ("F16", "<f2")}
    header, data = {}, b""
    for name, array in tensors.items():
        kind, stored = kept.get(array.dtype, ("F32", "<f4"))
        numbers = np.ascontiguousarray(array, dtype=stored).tobytes()
        header[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": [len(data), len(data) + len(numbers)]}
        data += numbers
    text = json.dumps(header, separators=(",", ":")).encode("utf-8")
    text += b" " * (-len(text) % 8)
    Path(path).write_bytes(struct.pack("<Q", len(text)) + text + data)


def read_safetensors(path):
    data = Path(path).read_bytes()
    start = 8 + struct.unpack("<Q", data[:8])[0]
    tensors = {}
    for name, entry in json.loads(data[8:start]).items():
        if name == "__metadata__":
            continue
        if entry["dtype"] != "F32":
            raise ValueError(f"{name} is {entry['dtype']}, only F32 is read")
        first, last = entry["data_offsets"]
        tensors[name] = np.frombuffer(data[start + first:start + last], "<f4").astype(np.float32).reshape(entry["shape"])
    return tensors


# ---- the files ----

def synthetic_input(height, width):
    x = np.arange(width, dtype=np.float64)[None, :, None]
    image = np.floor(64.0 + 128.0 * x / width + 48.0 * values("image", (height, width, 3)))
    columns = np.arange(width)
    band = np.where(columns < width // 4, 0, np.where(columns >= 3 * width // 4, 255, 128))
    return image.clip(0, 255).astype(np.uint8), np.tile(band.astype(np.uint8), (height, 1))


def make_networks():
    alphas = {}
    choices = itertools.product(("seed", "classic"), ("max-unpool", "bilinear", "transposed-convolution"),
                                ("plain", "skip"), ("none", "bare", "logit-residual"), (1, 3))
    for variant, upsampling, skip, head, bridge in choices:
        decoder = [8 * BASE, 4 * BASE, 2 * BASE, BASE, 3 if variant == "seed" else BASE]
        double, single = (Network(GeneratedWeights(), variant, upsampling, skip == "skip", head, bridge, BASE, decoder, dtype)
                          for dtype in (torch.float64, torch.float32))
        for size, (height, width) in SIZES.items():
            image, trimap = synthetic_input(height, width)
            alpha = predict(double, image, trimap)
            noise = np.abs(alpha - predict(single, image, trimap)).max()
            key = f"{variant}.{upsampling}.{skip}.{head}.bridge{bridge}.{size}"
            print(f"{key:62s} min {alpha.min():.4f} max {alpha.max():.4f} std {alpha.std():.4f} float32 {noise:.1e}")
            alphas[key] = alpha.astype(np.float32)
    write_safetensors(HERE / "network.safetensors", alphas)


def make_unpooling():
    def levels(name, shape, count):
        return np.floor(values(name, shape) * count)  # few different values, so windows have equal maxima

    features = {
        "random": values("random.feature", (1, 3, 8, 10)),
        "ties": np.maximum(levels("ties.feature", (2, 4, 6, 6), 3), 0),
        "zeros": np.zeros((1, 2, 6, 4)),
        "negative": levels("negative.feature", (1, 3, 6, 8), 2) - 3,
        "single": np.full((1, 1, 2, 2), 0.5),
        "channels": np.maximum(values("channels.feature", (1, 64, 4, 4)), 0),
    }
    tensors = {}
    for case, array in features.items():
        feature = torch.from_numpy(array.astype(np.float32))
        pooled, index = F.max_pool2d(feature, 2, 2, return_indices=True)
        pooled_input = torch.from_numpy(values(case + ".pooled_input", pooled.shape).astype(np.float32)).requires_grad_()
        upstream = torch.from_numpy(values(case + ".upstream", feature.shape).astype(np.float32))
        unpooled = F.max_unpool2d(pooled_input, index, 2, 2)
        unpooled.backward(upstream)
        for name, tensor in (("feature", feature), ("pooled_input", pooled_input), ("unpooled", unpooled),
                             ("upstream", upstream), ("gradient", pooled_input.grad)):
            tensors[f"{case}.{name}"] = tensor.detach().numpy()
    write_safetensors(HERE / "unpooling.safetensors", tensors)


def make_layers():
    """Single layers, computed in float64 from float32 tensors."""
    def tensor(name, shape, factor=1.0):
        return (factor * values(name, shape)).astype(np.float32)

    def double(*arrays):
        return (torch.from_numpy(array.astype(np.float64)) for array in arrays)

    layer = {
        "weight": tensor("bn.weight", (6, 4, 3, 3), 0.5),
        "bias": tensor("bn.bias", (6,)),
        "gamma": np.array([1.0, -0.75, 0.01, 2.5, 0.3, 1.5], np.float32),
        "beta": np.array([0.0, 0.5, -2.0, 1.25, -0.1, 3.0], np.float32),
        "mean": np.array([0.0, 10.0, -4.0, 0.02, 1.0, -0.5], np.float32),
        "variance": np.array([1e-4, 50.0, 1.0, 0.02, 7.5, 1e-3], np.float32),
        "input": tensor("bn.input", (2, 4, 7, 9), 2.0),
    }
    weight, bias, gamma, beta, mean, variance, x = double(*layer.values())
    y = F.conv2d(x, weight, bias, padding=1)
    layer["output"] = F.batch_norm(y, mean, variance, gamma, beta, training=False, eps=BATCH_NORM_EPSILON).numpy()
    write_safetensors(HERE / "batch-normalisation.safetensors", layer)

    layer = {"input": tensor("bilinear.input", (1, 2, 3, 5))}
    layer["output"] = F.interpolate(*double(layer["input"]), scale_factor=2, mode="bilinear", align_corners=False).numpy()
    write_safetensors(HERE / "bilinear.safetensors", layer)

    layer = {"input": tensor("transposed.input", (1, 3, 4, 5)), "weight": tensor("transposed.weight", (3, 3, 4, 4)),
             "bias": tensor("transposed.bias", (3,))}
    layer["output"] = F.conv_transpose2d(*double(*layer.values()), stride=2, padding=1).numpy()
    write_safetensors(HERE / "transposed.safetensors", layer)


def matte(network, image, trimap):
    """Alpha with the known pixels forced."""
    alpha = predict(network, image, trimap)
    alpha[trimap == 0] = 0
    alpha[trimap == 255] = 1
    return alpha


def dim_small(path, dtype=torch.float64):
    decoder = [128, 64, 32, 16, 16]
    return Network(FileWeights(path), "seed", "max-unpool", True, "none", 3, 16, decoder, dtype)


def make_pictures(weights, image_path, trimap_path):
    image = cv2.cvtColor(cv2.imread(str(image_path), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
    trimap = cv2.imread(str(trimap_path), cv2.IMREAD_GRAYSCALE)
    if not set(np.unique(trimap)) <= {0, 128, 255}:
        raise ValueError("the trimap must hold 0, 128 and 255 only")

    crop = image[0:480, 300:940], trimap[0:480, 300:940]
    cv2.imwrite(str(HERE / "dandelion-crop.png"), cv2.cvtColor(crop[0], cv2.COLOR_RGB2BGR), [cv2.IMWRITE_PNG_COMPRESSION, 9])
    cv2.imwrite(str(HERE / "dandelion-crop-trimap.png"), crop[1], [cv2.IMWRITE_PNG_COMPRESSION, 9])
    for name, (rgb, marks) in {"dandelion": (image, trimap), "dandelion-crop": crop}.items():
        network = dim_small(weights)
        alpha = matte(network, rgb, marks)
        if network.weights.unused:
            raise ValueError(f"tensors left over: {sorted(network.weights.unused)}")
        noise = np.abs(alpha - matte(dim_small(weights, torch.float32), rgb, marks)).max()
        print(f"{name:62s} min {alpha.min():.4f} max {alpha.max():.4f} std {alpha.std():.4f} float32 {noise:.1e}")
        cv2.imwrite(str(HERE / f"dim-small-{name}.png"), np.rint(alpha * 65535).astype(np.uint16),
                    [cv2.IMWRITE_PNG_COMPRESSION, 9])


def main():
    parser = argparse.ArgumentParser(description="Makes the golden files beside this script.")
    parser.add_argument("--dim-small", type=Path, help="dim-small.safetensors")
    parser.add_argument("--image", type=Path, help="dandelion.jpg")
    parser.add_argument("--trimap", type=Path, help="dandelion-trimap.png")
    arguments = parser.parse_args()
    pictures = [arguments.dim_small, arguments.image, arguments.trimap]
    if any(pictures) and not all(pictures):
        parser.error("--dim-small, --image and --trimap go together")

    torch.set_num_threads(2)
    make_networks()
    make_unpooling()
    make_layers()
    if all(pictures):
        make_pictures(*pictures)


if __name__ == "__main__":
    main()

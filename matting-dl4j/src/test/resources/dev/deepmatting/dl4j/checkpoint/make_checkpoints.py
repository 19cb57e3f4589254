#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the checkpoints of this folder: PyTorch modules of each published layout, saved as their releases are.

    /usr/bin/python3 make_checkpoints.py [--full FOLDER]

Needs PyTorch, NumPy, OpenCV and h5py. Weights follow from their names, see ../golden/make_goldens.py. Written beside this script:

  seed.pth           VGG16-BN, zip container, a plain state_dict with num_batches_tracked
  seed-head.pth      the same with the bare refinement head, legacy container, behind DataParallel's "module."
  classic.pth        VGG16 without normalisation, legacy container, {"epoch", "state_dict", "best_sad": NumPy scalar}
  classic-1x1.pth    the older release with a 1x1 bridge, zip container, wrapped in the same way
  classic-head.pth   with the refinement head on the logit, zip container, wrapped in the same way
  vgg16_bn.pth, vgg16.pth   torchvision's layouts, 2 channels wide, with a small classifier; legacy container
  vgg16.h5           the weights of vgg16.pth as Keras keeps them: kernels [height, width, input, output]
  vgg16-model.h5     the same as a whole model of Keras 2.4, with its description, for pictures of 32x32
  caffe.safetensors  a picture of 3x3 pixels and what the first layer of vgg16.h5 makes of its middle on Caffe's colours
  alpha.safetensors  each module's alpha of the generated picture, 37x53; for classic with and without skip additions
  alpha-full.safetensors    with --full: the same at full width, 64x64; the checkpoints go to FOLDER
"""
import argparse
import json
import sys
from collections import OrderedDict
from pathlib import Path

import h5py
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "golden"))
import make_goldens  # noqa: E402

DEPTHS = (2, 2, 3, 3, 3)


class Unit(nn.Module):
    """Convolution, batch normalisation, ReLU."""

    def __init__(self, inputs, outputs, size):
        super().__init__()
        self.cbr_unit = nn.Sequential(
            nn.Conv2d(inputs, outputs, size, padding=size // 2), nn.BatchNorm2d(outputs), nn.ReLU())

    def forward(self, x):
        return self.cbr_unit(x)


class Units(nn.Module):
    def __init__(self, *layers):
        super().__init__()
        for index, layer in enumerate(layers, start=1):
            self.add_module(f"conv{index}", Unit(*layer))


class SeedNet(nn.Module):
    seed, dtype = True, torch.float64

    def __init__(self, base, decoder, head):
        super().__init__()
        widths = [base, 2 * base, 4 * base, 8 * base, 8 * base]
        inputs = 4
        for block, (width, depth) in enumerate(zip(widths, DEPTHS), start=1):
            layers = [(inputs if layer == 0 else width, width, 3) for layer in range(depth)]
            self.add_module(f"down{block}", Units(*layers))
            inputs = width
        self.trans = Units((inputs, inputs, 3), (inputs, inputs, 1))
        for block, width in zip((5, 4, 3, 2, 1), decoder):
            self.add_module(f"deconv{block}", Units((inputs, width, 5)))
            inputs = width
        self.rawalpha = nn.Sequential(nn.Conv2d(inputs, 1, 5, padding=2))
        self.refine_head = None
        if head:
            self.refine_head = Units((4, base, 3), (base, base, 3), (base, base, 3))
            self.refine_head.alpha = nn.Sequential(nn.Conv2d(base, 1, 3, padding=1))

    def alpha(self, x):
        rgb, pools = x[:, :3], []
        for block in range(1, 6):
            for unit in getattr(self, f"down{block}").children():
                x = unit(x)
            x, index = F.max_pool2d(x, 2, 2, return_indices=True)
            pools.append(index)
        x = self.trans.conv2(self.trans.conv1(x))
        for block in (5, 4, 3, 2, 1):
            x = getattr(self, f"deconv{block}").conv1(F.max_unpool2d(x, pools[block - 1], 2, 2))
        raw = torch.sigmoid(self.rawalpha(x))
        if self.refine_head is None:
            return raw
        head = self.refine_head
        return torch.sigmoid(head.alpha(head.conv3(head.conv2(head.conv1(torch.cat((rgb, raw), 1))))))


class ClassicNet(nn.Module):
    seed, dtype = False, torch.float64

    def __init__(self, base, bridge, head, skip):
        super().__init__()
        self.skip, self.head = skip, head
        widths = [base, 2 * base, 4 * base, 8 * base, 8 * base]
        inputs = 4
        for block, (width, depth) in enumerate(zip(widths, DEPTHS), start=1):
            for layer in range(1, depth + 1):
                self.convolution(f"conv{block}_{layer}", inputs, width, 3)
                inputs = width
        self.convolution("conv6_1", inputs, inputs, bridge)
        self.convolution("deconv6_1", inputs, inputs, 1)
        for block, width in zip((5, 4, 3, 2, 1), (8 * base, 4 * base, 2 * base, base, base)):
            self.convolution(f"deconv{block}_1", inputs, width, 5)
            inputs = width
        self.convolution("deconv1", inputs, 1, 5)
        if head:
            for index, inputs in ((1, 4), (2, base), (3, base)):
                self.convolution(f"refine_conv{index}", inputs, base, 3)
            self.convolution("refine_pred", base, 1, 3)

    def convolution(self, name, inputs, outputs, size):
        self.add_module(name, nn.Conv2d(inputs, outputs, size, padding=size // 2))

    def rectified(self, name, x):
        return F.relu(getattr(self, name)(x))

    def alpha(self, x):
        rgb, features, pools = x[:, :3], [], []
        for block, depth in enumerate(DEPTHS, start=1):
            for layer in range(1, depth + 1):
                x = self.rectified(f"conv{block}_{layer}", x)
            features.append(x)
            x, index = F.max_pool2d(x, 2, 2, return_indices=True)
            pools.append(index)
        x = self.rectified("deconv6_1", self.rectified("conv6_1", x))
        for block in (5, 4, 3, 2, 1):
            x = F.max_unpool2d(x, pools[block - 1], 2, 2)
            x = self.rectified(f"deconv{block}_1", x + features[block - 1] if self.skip else x)
        logit = self.deconv1(x)
        if not self.head:
            return torch.sigmoid(logit)
        x = torch.cat((rgb, torch.sigmoid(logit)), 1)
        for index in (1, 2, 3):
            x = self.rectified(f"refine_conv{index}", x)
        return torch.sigmoid(logit + self.refine_pred(x))


def generated(module):
    """Fills a module with the weights that follow from their names."""
    weights, state = make_goldens.GeneratedWeights(), OrderedDict()
    for key, tensor in module.state_dict().items():
        stem, part = key.rsplit(".", 1)
        if part == "num_batches_tracked":
            state[key] = torch.tensor(1234)
        elif part in ("running_mean", "running_var") or stem.endswith("cbr_unit.1"):
            parts = dict(zip(("weight", "bias", "running_mean", "running_var"), weights.normalisation(stem, tensor.shape[0])))
            state[key] = parts[part]
        elif part == "weight":
            state[key] = weights.convolution(stem, tuple(tensor.shape))[0]
        else:
            state[key] = weights.bias(stem, tensor.shape[0])
    module.load_state_dict(state, strict=True)
    return module.eval()


def wrapped(module):
    return {"epoch": 12, "state_dict": module.state_dict(), "best_sad": np.float64(54.25)}


def data_parallel(module):
    return OrderedDict(("module." + key, tensor) for key, tensor in module.state_dict().items())


def legacy(content, path):
    torch.save(content, path, _use_new_zipfile_serialization=False)


def alpha(module, height, width):
    image, trimap = make_goldens.synthetic_input(height, width)
    result = make_goldens.predict(module.double(), image, trimap)
    module.float()
    print(f"alpha min {result.min():.4f} max {result.max():.4f} std {result.std():.4f}")
    return result.astype(np.float32)


def make_small():
    seed = generated(SeedNet(2, [16, 8, 4, 2, 3], head=False))
    seed_head = generated(SeedNet(2, [16, 8, 4, 2, 3], head=True))
    torch.save(seed.state_dict(), HERE / "seed.pth")
    legacy(data_parallel(seed_head), HERE / "seed-head.pth")
    alphas = {"seed": alpha(seed, 37, 53), "seed-head": alpha(seed_head, 37, 53)}
    for name, bridge, head, save in (
            ("classic", 3, False, legacy), ("classic-1x1", 1, False, torch.save), ("classic-head", 3, True, torch.save)):
        for skip in (False, True):
            module = generated(ClassicNet(2, bridge, head, skip))
            alphas[f"{name}.{'skip' if skip else 'plain'}"] = alpha(module, 37, 53)
        save(wrapped(module), HERE / f"{name}.pth")
    make_goldens.write_safetensors(HERE / "alpha.safetensors", alphas)


def make_vgg(base, normalised):
    """torchvision's sequence of modules, without torchvision."""
    layers, inputs = [], 3
    for width, depth in zip((base, 2 * base, 4 * base, 8 * base, 8 * base), DEPTHS):
        for _ in range(depth):
            layers.append(nn.Conv2d(inputs, width, 3, padding=1))
            layers += [nn.BatchNorm2d(width)] if normalised else []
            layers.append(nn.ReLU(inplace=True))
            inputs = width
        layers.append(nn.MaxPool2d(2, 2))
    vgg = nn.Module()
    vgg.features = nn.Sequential(*layers)
    vgg.classifier = nn.Sequential(nn.Linear(inputs, 8), nn.ReLU(), nn.Dropout(), nn.Linear(8, 4))
    state = OrderedDict()
    for key, tensor in vgg.state_dict().items():
        values = make_goldens.values(key, tuple(tensor.shape)).astype(np.float32)
        state[key] = torch.tensor(77) if key.endswith("tracked") else torch.from_numpy(np.abs(values) if "var" in key else values)
    return state


def make_keras(state):
    """The same convolutions as Keras Applications names and lays them out, and its preprocessing."""
    kernels = [key for key in state if key.startswith("features.") and key.endswith(".weight")]
    names = [f"block{block}_conv{index}" for block, depth in enumerate(DEPTHS, start=1) for index in range(1, depth + 1)]
    with h5py.File(HERE / "vgg16.h5", "w") as file:
        file.attrs["layer_names"] = np.array([name.encode() for name in names])
        for name, key in zip(names, kernels):
            group = file.create_group(name)
            weights = {f"{name}_W_1:0": state[key].permute(2, 3, 1, 0), f"{name}_b_1:0": state[key.replace("weight", "bias")]}
            group.attrs["weight_names"] = np.array([weight.encode() for weight in weights])
            for weight, tensor in weights.items():
                group[weight] = tensor.contiguous().numpy()

    make_keras_model(state, names, kernels)

    image = np.floor(128 + 127 * make_goldens.values("caffe", (3, 3, 3)))  # height, width, RGB of 0..255
    caffe = torch.from_numpy((image[..., ::-1] - [103.939, 116.779, 123.68]).transpose(2, 0, 1)[None].copy())
    output = F.conv2d(caffe, state["features.0.weight"].double(), state["features.0.bias"].double())
    make_goldens.write_safetensors(HERE / "caffe.safetensors", {"image": image, "output": output.flatten().numpy()})


def make_keras_model(state, names, kernels):
    """A whole model, as the method save of Keras 2.4 writes it."""
    zeros = {"class_name": "Zeros", "config": {}}

    def layer(kind, name, config, inbound):
        config = dict(name=name, trainable=True, dtype="float32", **config)
        return {"class_name": kind, "name": name, "config": config, "inbound_nodes": [[[inbound, 0, 0, {}]]] if inbound else []}

    last = "input_1"
    layers = [layer("InputLayer", last, {"batch_input_shape": [None, 32, 32, 3], "sparse": False, "ragged": False}, None)]
    for name, key in zip(names, kernels):
        if name.endswith("conv1") and name[5] != "1":
            pool = f"block{int(name[5]) - 1}_pool"
            layers.append(layer("MaxPooling2D", pool, {
                "pool_size": [2, 2], "padding": "valid", "strides": [2, 2], "data_format": "channels_last"}, last))
            last = pool
        layers.append(layer("Conv2D", name, {
            "filters": state[key].shape[0], "kernel_size": [3, 3], "strides": [1, 1], "padding": "same",
            "data_format": "channels_last", "dilation_rate": [1, 1], "groups": 1, "activation": "relu", "use_bias": True,
            "kernel_initializer": zeros, "bias_initializer": zeros, "kernel_regularizer": None, "bias_regularizer": None,
            "activity_regularizer": None, "kernel_constraint": None, "bias_constraint": None}, last))
        last = name
    model = {"class_name": "Functional", "config": {
        "name": "vgg16", "layers": layers, "input_layers": [["input_1", 0, 0]], "output_layers": [[last, 0, 0]]}}
    with h5py.File(HERE / "vgg16-model.h5", "w") as file:
        file.attrs["backend"] = "tensorflow"
        file.attrs["keras_version"] = "2.4.0"
        file.attrs["model_config"] = json.dumps(model)
        weights = file.create_group("model_weights")
        weights.attrs["backend"] = b"tensorflow"
        weights.attrs["keras_version"] = b"2.4.0"
        weights.attrs["layer_names"] = np.array([one["name"].encode() for one in layers])
        for one in layers:
            group = weights.create_group(one["name"])
            paths = [f"{one['name']}/{part}:0" for part in ("kernel", "bias")] if one["name"] in names else []
            group.attrs["weight_names"] = np.array([path.encode() for path in paths])
            if paths:
                key = kernels[names.index(one["name"])]
                group[paths[0]] = state[key].permute(2, 3, 1, 0).contiguous().numpy()
                group[paths[1]] = state[key.replace("weight", "bias")].numpy()


def make_full(folder):
    alphas = {}
    for name, module in (("seed", SeedNet(64, [512, 256, 128, 64, 3], head=True)), ("classic", ClassicNet(64, 3, True, True))):
        generated(module)
        torch.save(wrapped(module), folder / f"{name}-full.pth")
        alphas[name] = alpha(module, 64, 64)
    make_goldens.write_safetensors(HERE / "alpha-full.safetensors", alphas)


def main():
    parser = argparse.ArgumentParser(description="Makes the checkpoints beside this script.")
    parser.add_argument("--full", type=Path, help="folder for the full-width checkpoints")
    arguments = parser.parse_args()
    make_small()
    legacy(make_vgg(2, True), HERE / "vgg16_bn.pth")
    plain = make_vgg(2, False)
    legacy(plain, HERE / "vgg16.pth")
    make_keras(plain)
    if arguments.full:
        make_full(arguments.full)


if __name__ == "__main__":
    main()

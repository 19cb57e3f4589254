#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes training-*.safetensors: what PyTorch's parameters are after each step of training.

    /usr/bin/python3 make_training_steps.py

Needs PyTorch, NumPy and OpenCV; written beside this script. Everything is computed in float64 and stored rounded to
float32. Networks begin with the weights that make_goldens.py generates from their names, at base width 2.

  training-batches.safetensors    K.input [2,4,64,64] float16, K.colours [2,9,64,64] uint8, K.alpha [2,1,64,64] float16
                                  and K.mask [2,1,64,64] uint8 of the batches K = 0..4, which steps take in this order
  training-steps.safetensors      SCENARIO.STEP.values [6]: total loss, alpha, composition, laplacian and gradient loss
                                  (0 where it does not count), norm of the gradient before clipping; STEP from 1
                                  SCENARIO.STEP.TENSOR: every parameter that trains and every running statistic of its
                                  layers after the step; in short scenarios after the last step alone

Guides of batch K are floor(128 + 127 * value(i)) / 255 of the name "K." and the guide's, i the index in [2,64,64]; they
are further channels of the input as make_guided.py has them.

See SCENARIOS for what is trained how. Where all of a group's parameters share a learning rate of 0.1 of the base one,
it is the encoder's.
"""
from pathlib import Path

import make_goldens
import make_guided
import make_losses
import numpy as np
import torch
import torch.nn.functional as F

HERE = Path(__file__).resolve().parent
BASE = 2
BATCHES = 5
MOMENTUM = 0.1
BOTH = {"alpha": 0.5, "composition": 0.5}
REFINED = {"alpha": 1.0}
ALL = {"alpha": 1.0, "composition": 1.0, "laplacian": 1.0, "gradient": 0.5}


def sgd(groups):
    return torch.optim.SGD(groups, lr=0.01, momentum=0.9, weight_decay=1e-3)


def adam(groups):
    return torch.optim.Adam(groups, lr=1e-3)


def adam_w(groups):
    return torch.optim.AdamW(groups, lr=1e-3, betas=(0.5, 0.999), weight_decay=0.01)


def scenario(stage, losses, optimiser, steps, **more):
    settings = dict(variant="seed", upsampling="max-unpool", skip=False, head="logit-residual", clip=None, parts=1,
                    frozen=False, known=False, encoder_rate=None, every_step=False, guides=())
    return {**settings, **dict(stage=stage, losses=losses, optimiser=optimiser, steps=steps), **more}


SCENARIOS = {
    "sgd": scenario("encoder-decoder", BOTH, sgd, 5, every_step=True),
    "adam": scenario("encoder-decoder", BOTH, adam, 5, every_step=True),
    "refinement": scenario("refinement", REFINED, sgd, 5, every_step=True),
    "overall": scenario("overall", REFINED, adam, 5, every_step=True),
    "adamw-clipped": scenario("encoder-decoder", ALL, adam_w, 2, clip=0.1, encoder_rate=1e-4),
    "accumulated": scenario("encoder-decoder", BOTH, sgd, 2, parts=2),
    "frozen": scenario("encoder-decoder", BOTH, sgd, 2, frozen=True),
    "known": scenario("encoder-decoder", BOTH, sgd, 2, known=True),
    "classic": scenario("overall", REFINED, adam, 2, variant="classic", skip=True),
    "bilinear": scenario("encoder-decoder", BOTH, sgd, 2, upsampling="bilinear"),
    "transposed": scenario("encoder-decoder", BOTH, sgd, 2, upsampling="transposed-convolution"),
    "guided": scenario("encoder-decoder", BOTH, sgd, 2, every_step=True, guides=("graph", "closed-form")),
    "guided-overall": scenario("overall", REFINED, adam, 2, guides=("graph",)),
}


class Weights:
    """The generated weights as parameters, made when the network asks for them."""

    def __init__(self, dtype=torch.float64):
        self.generated = make_goldens.GeneratedWeights()
        self.dtype = dtype
        self.tensors = {}

    def convolution(self, key, shape):
        return self.pair(key, lambda: self.generated.convolution(key, shape))

    def transposed(self, key, channels):
        return self.pair(key, lambda: self.generated.transposed(key, channels))

    def pair(self, key, make):
        return self.all([key + ".weight", key + ".bias"], make)

    def normalisation(self, key, channels):
        names = [f"{key}.{part}" for part in ("weight", "bias", "running_mean", "running_var")]
        return self.all(names, lambda: self.generated.normalisation(key, channels))

    def all(self, names, make):
        if names[0] not in self.tensors:
            for name, tensor in zip(names, make()):
                self.tensors[name] = tensor.to(self.dtype).requires_grad_(".running_" not in name)
        return [self.tensors[name] for name in names]


class TrainingNetwork(make_goldens.Network):
    """Normalises by the batch where a layer trains; keeps the raw alpha."""

    def __init__(self, weights, of, base=BASE, last=BASE):
        decoder = [8 * base, 4 * base, 2 * base, base, last]
        super().__init__(weights, of["variant"], of["upsampling"], of["skip"], of["head"], 3, base, decoder)
        self.stage, self.frozen = of["stage"], of["frozen"]

    def trains(self, name):
        head = name.startswith("refine")
        return {"encoder-decoder": not head, "refinement": head, "overall": True}[self.stage]

    def unit(self, name, x, channels, size):
        if not self.seed:
            return super().unit(name, x, channels, size)
        kernel = self.weights.convolution(name + ".cbr_unit.0", (channels, x.shape[1], size, size))
        x = F.conv2d(x, *kernel, padding=size // 2)
        gamma, beta, mean, variance = self.weights.normalisation(name + ".cbr_unit.1", channels)
        by_batch = self.trains(name) and not self.frozen
        x = F.batch_norm(x, mean, variance, gamma, beta, by_batch, MOMENTUM, make_goldens.BATCH_NORM_EPSILON)
        return F.relu(x)

    def output(self, name, x, size):
        logit = super().output(name, x, size)
        if not name.startswith("refine"):
            self.raw = torch.sigmoid(logit)
        return logit

    def cast(self, tensors):
        return tensors

    def seen_alpha(self, x):
        refined = self.alpha(x)
        return self.raw if self.stage == "encoder-decoder" else refined


class GuidedTrainingNetwork(TrainingNetwork, make_guided.GuidedNetwork):
    """The same with guides."""


def group_of(name):
    if name.startswith("refine"):
        return "head"
    encoder = name.startswith("down") or (name.startswith("conv") and not name.startswith("conv6"))
    return "encoder" if encoder else "decoder"


def load(batches, number, settings):
    parts = batches[number]
    if settings["known"]:
        parts = {**parts, "mask": 0 * parts["mask"]}
    shape = parts["input"].shape[:1] + parts["input"].shape[2:]
    channels = [parts["input"]]
    for name in settings["guides"]:
        levels = np.floor(128 + 127 * make_goldens.values(f"{number}.{name}", shape))
        channels.append((2 * levels / 255 - 1)[:, None])
    return torch.from_numpy(np.concatenate(channels, 1)).double(), make_losses.label_of(parts)


def gradients(network, settings, x, label):
    """Adds up the gradients of a batch's parts; the losses of the whole batch."""
    unknown = make_losses.unknown_pixels(label)
    sums = dict.fromkeys(make_losses.LOSSES, 0.0)
    for part_x, part_label in zip(x.chunk(settings["parts"]), label.chunk(settings["parts"])):
        alpha = network.seen_alpha(part_x)
        total = 0
        for name, weight in settings["losses"].items():
            value = make_losses.LOSSES[name](alpha, part_label, unknown)
            sums[name] += value.item()
            total = total + weight * value
        total.backward()
    return sums


def train(key, settings, batches, tensors):
    weights = Weights()
    network = (GuidedTrainingNetwork if settings["guides"] else TrainingNetwork)(weights, settings)
    # A pass by running statistics, which moves none, makes the tensors.
    network.frozen = True
    with torch.no_grad():
        network.alpha(load(batches, 0, settings)[0])
    network.frozen = settings["frozen"]
    trained = [name for name in weights.tensors if network.trains(name)]
    groups = {}
    for name in trained:
        if ".running_" not in name:
            groups.setdefault(group_of(name), []).append(weights.tensors[name])
    optimiser = settings["optimiser"]([{"params": group} for group in groups.values()])
    for name, group in zip(groups, optimiser.param_groups):
        if name == "encoder" and settings["encoder_rate"]:
            group["lr"] = settings["encoder_rate"]
    untouched = {name: tensor.detach().clone() for name, tensor in weights.tensors.items() if name not in trained}
    parameters = [parameter for group in groups.values() for parameter in group]
    for step in range(1, settings["steps"] + 1):
        x, label = load(batches, step - 1, settings)
        optimiser.zero_grad()
        sums = gradients(network, settings, x, label)
        norm = torch.nn.utils.clip_grad_norm_(parameters, settings["clip"] or float("inf"))
        optimiser.step()
        total = sum(weight * sums[name] for name, weight in settings["losses"].items())
        tensors[f"{key}.{step}.values"] = torch.tensor([total, *sums.values(), norm]).numpy()
        if settings["every_step"] or step == settings["steps"]:
            for name in trained:
                tensors[f"{key}.{step}.{name}"] = weights.tensors[name].detach().numpy().copy()
        print(f"{key:14s} step {step}: loss {total:.6f}, norm {norm:.3e}")
    assert all(torch.equal(weights.tensors[name], before) for name, before in untouched.items())


def main():
    torch.manual_seed(0)
    batches = [make_losses.batch(f"training.{number}") for number in range(BATCHES)]
    stored = {f"{number}.{part}": array for number, parts in enumerate(batches) for part, array in parts.items()}
    make_goldens.write_safetensors(HERE / "training-batches.safetensors", stored)
    tensors = {}
    for key, settings in SCENARIOS.items():
        train(key, settings, batches, tensors)
    make_goldens.write_safetensors(HERE / "training-steps.safetensors", tensors)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The peer of StepBenchmark: training steps of a seed network in PyTorch.

For each line on standard input it does one step of the stage encoder-decoder (half alpha prediction, half composition
loss, SGD with momentum 0.9) on a batch of the generated picture of SIDE x SIDE pixels, whose true alpha is 0.25
everywhere, and prints the seconds that took and the loss. At the end of the input it prints the greatest resident
memory in bytes, and with --profile where the time of one more step went.

    torch_step.py SIDE BATCH THREADS [WIDTH] [--skip] [--bf16] [--channels-last] [--profile]

WIDTH is 64 unless it is given; the last decoder step then has 3 channels, else as many as the width. --bf16 computes
under torch.autocast, --channels-last keeps pictures and kernels in that layout.
"""
import argparse
import contextlib
import resource
import sys
import time

import make_goldens
import make_losses
import make_training_steps
import numpy as np
import torch

FULL_WIDTH = 64
FULL_WIDTH_LAST = 3


class Trainer:
    def __init__(self, options):
        settings = make_training_steps.scenario(
            "encoder-decoder", make_training_steps.BOTH, None, 0, head="none", skip=options.skip)
        self.settings = settings
        self.options = options
        weights = make_training_steps.Weights(torch.float32)
        last = FULL_WIDTH_LAST if options.width == FULL_WIDTH else options.width
        self.network = make_training_steps.TrainingNetwork(weights, settings, options.width, last)
        self.x = network_input(options.side).repeat(options.batch, 1, 1, 1)
        self.label = torch.zeros(options.batch, 11, options.side, options.side)
        self.label[:, 9] = 0.25
        self.label[:, 10] = 1
        self.network.frozen = True
        with torch.no_grad():
            self.network.alpha(self.x[:1, :, :32, :32])
        self.network.frozen = False
        if options.channels_last:
            self.x = self.x.to(memory_format=torch.channels_last)
            for tensor in weights.tensors.values():
                if tensor.dim() == 4:
                    tensor.data = tensor.data.to(memory_format=torch.channels_last)
        parameters = [tensor for tensor in weights.tensors.values() if tensor.requires_grad]
        self.optimiser = torch.optim.SGD(parameters, lr=1e-4, momentum=0.9)

    def step(self):
        self.optimiser.zero_grad()
        with self.precision():
            alpha = self.network.seen_alpha(self.x).float()
        unknown = make_losses.unknown_pixels(self.label)
        losses = self.settings["losses"].items()
        loss = sum(weight * make_losses.LOSSES[name](alpha, self.label, unknown) for name, weight in losses)
        loss.backward()
        self.optimiser.step()
        return loss.item()

    def precision(self):
        bf16 = torch.autocast("cpu", dtype=torch.bfloat16)
        return bf16 if self.options.bf16 else contextlib.nullcontext()


def network_input(side):
    image, trimap = make_goldens.synthetic_input(side, side)
    rgb = (image / 255.0 - make_goldens.IMAGE_MEAN) / make_goldens.IMAGE_STD
    signed = (trimap[..., None] / 255.0 - 0.5) / 0.5
    return torch.from_numpy(np.concatenate((rgb, signed), 2).transpose(2, 0, 1)[None].copy()).float()


def read_options():
    parser = argparse.ArgumentParser()
    for name in ("side", "batch", "threads"):
        parser.add_argument(name, type=int)
    parser.add_argument("width", type=int, nargs="?", default=FULL_WIDTH)
    for name in ("--skip", "--bf16", "--channels-last", "--profile"):
        parser.add_argument(name, action="store_true")
    return parser.parse_args()


def main():
    options = read_options()
    torch.set_num_threads(options.threads)
    trainer = Trainer(options)
    print("ready", flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        loss = trainer.step()
        print(time.perf_counter() - start, loss, flush=True)
    print(1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
    if options.profile:
        with torch.profiler.profile(activities=[torch.profiler.ProfilerActivity.CPU]) as profile:
            trainer.step()
        print(profile.key_averages().table(sort_by="self_cpu_time_total", row_limit=15), file=sys.stderr)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The peer of StepBenchmark: training steps of the full-width seed network in PyTorch, float32.

For each line on standard input it does one step of the stage encoder-decoder (half alpha prediction, half composition
loss, SGD with momentum 0.9) on a batch of the generated picture of SIDE x SIDE pixels, whose true alpha is 0.25
everywhere, and prints the seconds that took and the loss. At the end of the input it prints the greatest resident
memory in bytes, and with --profile where the time of one more step went.

    torch_step.py SIDE BATCH THREADS [--profile]
"""
import resource
import sys
import time

import make_goldens
import make_losses
import make_training_steps
import numpy as np
import torch

BASE = 64
LAST = 3


class Trainer:
    def __init__(self, side, batch):
        settings = make_training_steps.scenario("encoder-decoder", make_training_steps.BOTH, None, 0, head="none")
        self.settings = settings
        weights = make_training_steps.Weights(torch.float32)
        self.network = make_training_steps.TrainingNetwork(weights, settings, BASE, LAST)
        self.x = network_input(side).repeat(batch, 1, 1, 1)
        self.label = torch.zeros(batch, 11, side, side)
        self.label[:, 9] = 0.25
        self.label[:, 10] = 1
        self.network.frozen = True
        with torch.no_grad():
            self.network.alpha(self.x[:1, :, :32, :32])
        self.network.frozen = False
        parameters = [tensor for tensor in weights.tensors.values() if tensor.requires_grad]
        self.optimiser = torch.optim.SGD(parameters, lr=1e-4, momentum=0.9)

    def step(self):
        self.optimiser.zero_grad()
        sums = make_training_steps.gradients(self.network, self.settings, self.x, self.label)
        self.optimiser.step()
        return sum(weight * sums[name] for name, weight in self.settings["losses"].items())


def network_input(side):
    image, trimap = make_goldens.synthetic_input(side, side)
    rgb = (image / 255.0 - make_goldens.IMAGE_MEAN) / make_goldens.IMAGE_STD
    signed = (trimap[..., None] / 255.0 - 0.5) / 0.5
    return torch.from_numpy(np.concatenate((rgb, signed), 2).transpose(2, 0, 1)[None].copy()).float()


def main():
    side, batch, threads = (int(argument) for argument in sys.argv[1:4])
    torch.set_num_threads(threads)
    trainer = Trainer(side, batch)
    print("ready", flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        loss = trainer.step()
        print(time.perf_counter() - start, loss, flush=True)
    print(1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
    if "--profile" in sys.argv:
        with torch.profiler.profile(activities=[torch.profiler.ProfilerActivity.CPU]) as profile:
            trainer.step()
        print(profile.key_averages().table(sort_by="self_cpu_time_total", row_limit=15), file=sys.stderr)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The peer of ForwardBenchmark: forwards of the full-width classic network in PyTorch, float32.

For each line on standard input it runs the network once on the generated picture of SIDE x SIDE pixels and prints the
seconds that took. At the end of the input it writes the alpha, float32 little endian, to FILE.

    torch_forward.py SIDE THREADS FILE
"""
import sys
import time

import make_goldens
import torch


class Cached(make_goldens.GeneratedWeights):
    """Generates each weight once, so that only the network is timed."""

    def __init__(self):
        self.known = {}

    def convolution(self, key, shape):
        if key not in self.known:
            self.known[key] = super().convolution(key, shape)
        return self.known[key]


def main():
    side, threads, target = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    torch.set_num_threads(threads)
    network = make_goldens.Network(
        Cached(), "classic", "max-unpool", False, "none", 3, 64, [512, 256, 128, 64, 64], torch.float32)
    image, trimap = make_goldens.synthetic_input(side, side)
    alpha = make_goldens.predict(network, image, trimap)
    print("ready", flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        alpha = make_goldens.predict(network, image, trimap)
        print(time.perf_counter() - start, flush=True)
    alpha.astype("<f4").tofile(target)


if __name__ == "__main__":
    main()

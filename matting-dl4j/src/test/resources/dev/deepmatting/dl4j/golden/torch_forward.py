#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""PyTorch's side of the inference benchmark: forwards of a network, float32.

For each line on standard input it runs the network once on INPUT (float32 little endian, [1, 4, HEIGHT, WIDTH]) and
prints the seconds that took. At the end of the input it writes the last alpha to ALPHA in the same form and prints the
most bytes of memory that the process had resident.

    torch_forward.py NETWORK MODEL INPUT HEIGHT WIDTH THREADS ALPHA
"""
import sys
import time

import numpy as np
import torch

import torch_network


def main():
    name, model, source, height, width, threads, target = sys.argv[1:]
    torch.set_num_threads(int(threads))
    network = torch_network.load(name, model)
    x = torch.from_numpy(np.fromfile(source, "<f4").reshape(1, 4, int(height), int(width)))
    print("ready", flush=True)
    with torch.no_grad():
        for _ in sys.stdin:
            start = time.perf_counter()
            alpha = network.alpha(x)
            print(time.perf_counter() - start, flush=True)
    if network.weights.unused:
        raise ValueError(f"tensors left over: {sorted(network.weights.unused)}")
    alpha.numpy().astype("<f4").tofile(target)
    print(torch_network.most_resident_bytes(), flush=True)


if __name__ == "__main__":
    main()

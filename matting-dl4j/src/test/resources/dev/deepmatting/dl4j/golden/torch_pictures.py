#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""PyTorch's side of the inference benchmark on photographs: from decoded picture to alpha in memory, float32.

For each line IMAGE, TRIMAP and ALPHA on standard input, separated by tabs, it prints the seconds that prediction took
and writes the alpha. At the end of the input it prints the most bytes of memory that the process had resident.

    torch_pictures.py NETWORK MODEL THREADS
"""
import sys
import time

import torch
import torch_network


def main():
    name, model, threads = sys.argv[1:]
    torch.set_num_threads(int(threads))
    network = torch_network.load(name, model)
    print("ready", flush=True)
    for line in sys.stdin:
        image, trimap, target = line.rstrip("\n").split("\t")
        picture = torch_network.read(image, trimap)
        start = time.perf_counter()
        alpha = torch_network.matte(network, *picture)
        seconds = time.perf_counter() - start
        torch_network.write(target, alpha)
        print(seconds, flush=True)
    print(torch_network.most_resident_bytes(), flush=True)


if __name__ == "__main__":
    main()

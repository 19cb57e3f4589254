#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""PyTorch's side of the start-up benchmark: from the start of Python to a written alpha, once.

    torch_start.py NETWORK MODEL THREADS IMAGE TRIMAP ALPHA
"""
import sys

import torch
import torch_network


def main():
    name, model, threads, image, trimap, target = sys.argv[1:]
    torch.set_num_threads(int(threads))
    network = torch_network.load(name, model)
    torch_network.write(target, torch_network.matte(network, *torch_network.read(image, trimap)))


if __name__ == "__main__":
    main()

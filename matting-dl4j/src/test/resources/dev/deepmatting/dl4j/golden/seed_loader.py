#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The peer of ThroughputBenchmark: online composition as public PyTorch implementations of Deep Image Matting do it,
with OpenCV, NumPy and PyTorch's DataLoader.

    seed_loader.py FOLDER COUNT WORKERS [--batch 16]

FOLDER has fg, alpha and bg as make_layers.py writes them. An epoch is COUNT samples in batches; a last one that is not
full is kept. One epoch runs to warm up, then "ready" is printed. For each line on standard input another epoch runs on
the same workers, and its samples per second are printed.

For each sample: read foreground, alpha and background; enlarge the background (bicubic) to cover the foreground and
take a random crop of it; compose in float32; trimap by dilating alpha > 0 with a 3x3 ellipse, 1 to 19 times; crop 320,
480 or 640 around a random unknown pixel, black beyond the border; resize to 320 (colours bicubic, alpha bilinear, trimap
nearest); flip with probability 1/2; tensors of 4 channels (normalised RGB, trimap) and 11 (background, foreground,
merged, alpha, mask).
"""
import argparse
import math
import random
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset

SIDE = 320
UNKNOWN = 128
MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STANDARD_DEVIATION = np.array([0.229, 0.224, 0.225], np.float32)
ELLIPSE = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))


class Composition(Dataset):
    def __init__(self, folder, count):
        self.foregrounds = sorted((folder / "fg").iterdir())
        self.alphas = [folder / "alpha" / (path.stem + ".png") for path in self.foregrounds]
        self.backgrounds = sorted((folder / "bg").iterdir())
        self.count = count

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        number = index % len(self.foregrounds)
        foreground = cv2.imread(str(self.foregrounds[number]))
        alpha = cv2.imread(str(self.alphas[number]), cv2.IMREAD_GRAYSCALE)
        background = cv2.imread(str(random.choice(self.backgrounds)))
        merged, background = compose(foreground, alpha, background)
        trimap = trimap_of(alpha)
        x, y, side = place(trimap)
        layers = [cut(layer, x, y, side, cv2.INTER_CUBIC) for layer in (background, foreground, merged)]
        alpha = cut(alpha, x, y, side, cv2.INTER_LINEAR)
        trimap = cut(trimap, x, y, side, cv2.INTER_NEAREST)
        if random.random() < 0.5:
            layers = [np.fliplr(layer) for layer in layers]
            alpha, trimap = np.fliplr(alpha), np.fliplr(trimap)
        return tensors(layers, alpha, trimap)


def compose(foreground, alpha, background):
    height, width = alpha.shape
    ratio = max(height / background.shape[0], width / background.shape[1])
    if ratio > 1:
        size = math.ceil(background.shape[1] * ratio), math.ceil(background.shape[0] * ratio)
        background = cv2.resize(background, size, interpolation=cv2.INTER_CUBIC)
    x = random.randint(0, background.shape[1] - width)
    y = random.randint(0, background.shape[0] - height)
    background = background[y:y + height, x:x + width]
    opacity = (alpha / np.float32(255))[:, :, None]
    merged = opacity * foreground.astype(np.float32) + (1 - opacity) * background.astype(np.float32)
    merged += 0.5
    return merged.astype(np.uint8), background


def trimap_of(alpha):
    reach = cv2.dilate((alpha > 0).astype(np.uint8), ELLIPSE, iterations=random.randint(1, 19))
    trimap = np.where(reach > 0, np.uint8(UNKNOWN), np.uint8(0))
    trimap[alpha == 255] = 255
    return trimap


def place(trimap):
    side = random.choice((320, 480, 640))
    unknown = np.flatnonzero(trimap == UNKNOWN)
    if len(unknown) == 0:
        return 0, 0, side
    y, x = divmod(int(random.choice(unknown)), trimap.shape[1])
    return max(0, x - side // 2), max(0, y - side // 2), side


def cut(layer, x, y, side, interpolation):
    part = layer[y:y + side, x:x + side]
    if part.shape[:2] != (side, side):
        whole = np.zeros((side, side) + layer.shape[2:], np.uint8)
        whole[:part.shape[0], :part.shape[1]] = part
        part = whole
    return part if side == SIDE else cv2.resize(part, (SIDE, SIDE), interpolation=interpolation)


def tensors(layers, alpha, trimap):
    planes = [layer[:, :, ::-1].transpose(2, 0, 1) for layer in layers]
    given = np.empty((4, SIDE, SIDE), np.float32)
    given[:3] = (planes[2] / np.float32(255) - MEAN[:, None, None]) / STANDARD_DEVIATION[:, None, None]
    given[3] = trimap / np.float32(255)
    label = np.empty((11, SIDE, SIDE), np.float32)
    for i, plane in enumerate(planes):
        label[3 * i:3 * i + 3] = plane
    label[9] = alpha / np.float32(255)
    label[10] = trimap == UNKNOWN
    return torch.from_numpy(given), torch.from_numpy(label)


def prepare(_):
    """One thread for each worker process, as is usual: more would fight over the cores."""
    cv2.setNumThreads(0)


def epoch(loader):
    start = time.perf_counter()
    samples = sum(len(given) for given, _ in loader)
    return samples / (time.perf_counter() - start)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("workers", type=int)
    parser.add_argument("--batch", type=int, default=16)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    loader = DataLoader(
        Composition(arguments.folder, arguments.count), batch_size=arguments.batch, shuffle=True,
        num_workers=arguments.workers, persistent_workers=True, worker_init_fn=prepare)
    epoch(loader)
    print("ready", flush=True)
    for _ in sys.stdin:
        print(epoch(loader), flush=True)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the files that ThroughputBenchmark and its peer read: FOLDER/fg, FOLDER/alpha and FOLDER/bg.

    make_layers.py FOLDER [--foregrounds 12] [--backgrounds 40] [--seed 5]

Foregrounds are JPEG of about 1500x1200 pixels, each with an alpha as 8-bit PNG of the same name; backgrounds are JPEG
of 640x480. Colours are smooth noise with grain on top, alphas blobs with strands, so that files compress about as
photographs do. The same seed gives the same pixels. Needs NumPy and OpenCV.
"""
import argparse
from pathlib import Path

import cv2
import numpy as np

JPEG = [cv2.IMWRITE_JPEG_QUALITY, 92]


def colours(random, width, height):
    coarse = random.integers(0, 256, (height // 60 + 2, width // 60 + 2, 3)).astype(np.float32)
    fine = random.integers(-40, 41, (height // 6 + 2, width // 6 + 2, 3)).astype(np.float32)
    image = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    image += cv2.resize(fine, (width, height), interpolation=cv2.INTER_CUBIC)
    image += random.normal(0, 4, image.shape)
    return np.clip(np.rint(image), 0, 255).astype(np.uint8)


def alpha(random, width, height):
    field = random.normal(0, 1, (7, 8)).astype(np.float32)
    field[0] = field[-1] = field[:, 0] = field[:, -1] = -2
    field[2:5, 2:6] += 2
    solid = cv2.resize(field, (width, height), interpolation=cv2.INTER_CUBIC) > 0.3
    matte = np.where(solid, 255, 0).astype(np.uint8)
    edge = np.argwhere(cv2.morphologyEx(matte, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0)
    for y, x in edge[random.integers(0, len(edge), 600)]:
        angle, length = random.uniform(0, 2 * np.pi), random.uniform(20, 90)
        middle = angle + random.uniform(-0.5, 0.5)
        points = np.array([
            (x, y),
            (x + length / 2 * np.cos(middle), y + length / 2 * np.sin(middle)),
            (x + length * np.cos(angle), y + length * np.sin(angle))])
        cv2.polylines(matte, [np.rint(points * 16).astype(np.int32)], False, int(random.integers(80, 256)), 1,
                      cv2.LINE_AA, 4)
    return cv2.GaussianBlur(matte, (0, 0), 1.2)


def write(path, image, *options):
    path.parent.mkdir(parents=True, exist_ok=True)
    if not cv2.imwrite(str(path), image, *options):
        raise OSError("cannot write " + str(path))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--foregrounds", type=int, default=12)
    parser.add_argument("--backgrounds", type=int, default=40)
    parser.add_argument("--seed", type=int, default=5)
    arguments = parser.parse_args()
    for i in range(arguments.foregrounds):
        random = np.random.default_rng([arguments.seed, 0, i])
        width, height = int(random.integers(1400, 1601)), int(random.integers(1120, 1281))
        write(arguments.folder / "fg" / f"{i:03}.jpg", colours(random, width, height), JPEG)
        write(arguments.folder / "alpha" / f"{i:03}.png", alpha(random, width, height))
    for i in range(arguments.backgrounds):
        random = np.random.default_rng([arguments.seed, 1, i])
        write(arguments.folder / "bg" / f"{i:03}.jpg", colours(random, 640, 480), JPEG)


if __name__ == "__main__":
    main()

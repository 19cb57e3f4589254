# SPDX-License-Identifier: Apache-2.0
"""Makes golden files for foreground estimation.

How to run
    /usr/bin/python3 make_foregrounds.py [output-folder]

    Without an argument the files go beside this script.

Made with
    Python 3.11.2, NumPy 1.24.2, OpenCV 4.6.0.

Files, all PNG
    NAME.png              a picture, 8 bits
    NAME-alpha.png        its matte, gray, 8 bits
    NAME-foreground.png   what foreground_oracle.py estimates, 16 bits
    NAME-background.png   likewise
"""

import sys
from pathlib import Path

import cv2
import numpy as np

from foreground_oracle import estimate, estimate_plainly


def plane(height, width, function):
    y, x = np.mgrid[0:height, 0:width]
    return np.clip(function(x, y) + 0.0 * x, 0, 1)


def colours(height, width, *functions):
    return np.stack([plane(height, width, function) for function in functions], axis=2)


def disc(height, width, radius, softness):
    return plane(
        height,
        width,
        lambda x, y: (radius - np.hypot(x - width / 2, y - height / 2)) / softness + 0.5,
    )


def fur(height, width, random):
    strands = np.zeros((height * 8, width * 8), np.uint8)
    for angle in np.linspace(0, 2 * np.pi, 90):
        length = (0.3 + 0.15 * random.random()) * min(height, width) * 8
        bend = angle + random.normal(0, 0.4)
        middle = width * 4, height * 4
        root = 0.2 * min(height, width) * 8
        inner = int(middle[0] + root * np.cos(angle)), int(middle[1] + root * np.sin(angle))
        outer = int(middle[0] + length * np.cos(bend)), int(middle[1] + length * np.sin(bend))
        cv2.line(strands, inner, outer, 255, 5)
    cv2.circle(strands, (width * 4, height * 4), int(0.22 * min(height, width) * 8), 255, -1)
    return cv2.resize(strands, (width, height), interpolation=cv2.INTER_AREA) / 255


def dark(height, width):
    return colours(
        height,
        width,
        lambda x, y: 0.1 + x / width / 4,
        lambda x, y: 0.15,
        lambda x, y: y / height / 3,
    )


def waves(height, width):
    return colours(
        height,
        width,
        lambda x, y: 0.5 + 0.4 * np.sin(x / 3),
        lambda x, y: 0.5 + 0.4 * np.cos(y / 4),
        lambda x, y: x / width,
    )


def alphas(random):
    yield "soft-edge", disc(48, 64, 15, 12)
    yield "hard-edge", disc(40, 40, 12, 1)
    yield "fur", fur(72, 90, random)
    yield "steps", plane(37, 53, lambda x, y: (x + y) // 9 % 5 / 4)
    yield "smoke", plane(45, 70, lambda x, y: 0.4 + 0.3 * np.sin(x / 9) * np.cos(y / 7))
    yield "stripes", plane(60, 20, lambda x, y: y % 2)
    yield "row", plane(1, 75, lambda x, y: x / 74)
    yield "column", plane(75, 1, lambda x, y: y / 74)
    yield "tall", disc(300, 7, 100, 80)
    yield "pixel", plane(1, 1, lambda x, y: 0.5)
    yield "nothing", np.zeros((12, 9))
    yield "everything", np.ones((12, 9))


def scenes():
    """Names, mattes, foregrounds, backgrounds."""
    random = np.random.default_rng(11)
    for number, (name, alpha) in enumerate(alphas(random)):
        layers = dark(*alpha.shape), waves(*alpha.shape)
        yield name, alpha, layers[number % 2], layers[1 - number % 2]
    noise = [random.random((33, 31, 3)) for _ in range(3)]
    yield "noise", noise[0][..., 0], noise[1], noise[2]


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for name, alpha, front, back in scenes():
        opacity = np.round(alpha * 255).astype(np.uint8)
        alpha = opacity / 255
        mixed = alpha[..., None] * front + (1 - alpha[..., None]) * back
        picture = np.round(mixed * 255).astype(np.uint8)
        foreground, background = estimate(picture / 255, alpha)
        plain = estimate_plainly(picture / 255, alpha)
        assert np.array_equal(foreground, plain[0]) and np.array_equal(background, plain[1]), name
        write(folder / f"{name}.png", picture)
        cv2.imwrite(str(folder / f"{name}-alpha.png"), opacity)
        write(folder / f"{name}-foreground.png", np.round(foreground * 65535).astype(np.uint16))
        write(folder / f"{name}-background.png", np.round(background * 65535).astype(np.uint16))


def write(file, rgb):
    cv2.imwrite(str(file), rgb[..., ::-1])


if __name__ == "__main__":
    main()

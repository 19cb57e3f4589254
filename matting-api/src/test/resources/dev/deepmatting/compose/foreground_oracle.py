# SPDX-License-Identifier: Apache-2.0
"""Fast multi-level foreground estimation, written from the paper.

    Germer, Uelwer, Conrad, Harmeling: Fast Multi-Level Foreground Estimation, 2020, arXiv 2006.14970

Levels, iterations, the order of a sweep and borders are as in the authors' published program: side
round(full ** (level / last)), nearest neighbours, two sweeps in place from left to right and from top
to bottom (ten up to 32 pixels), and a pixel beyond the border is the one at the border. Layers are
float32, the equations of a pixel float64.

estimate() sweeps diagonal by diagonal. A pixel needs the new values of its left and upper and the old
ones of its right and lower neighbours, so that the pixels of a diagonal do not depend on each other
and the numbers are those of estimate_plainly(), pixel by pixel.
"""

import math

import numpy as np

REGULARISATION = 1e-5
SMALL_ITERATIONS = 10
BIG_ITERATIONS = 2
SMALL_SIZE = 32
GRADIENT_WEIGHT = 1.0


def estimate(image, alpha, **settings):
    """Both layers of an image [h, w, 3] with a matte [h, w], all of 0 to 1."""
    return over_levels(image, alpha, sweep_by_diagonals, **settings)


def estimate_plainly(image, alpha, **settings):
    """The same, pixel by pixel."""
    return over_levels(image, alpha, sweep_by_pixels, **settings)


def over_levels(
    image,
    alpha,
    sweep,
    regularisation=REGULARISATION,
    small_iterations=SMALL_ITERATIONS,
    big_iterations=BIG_ITERATIONS,
    small_size=SMALL_SIZE,
    gradient_weight=GRADIENT_WEIGHT,
):
    image = image.astype(np.float32)
    alpha = alpha.astype(np.float32)
    height, width = alpha.shape
    layers = np.concatenate([mean(image, alpha > 0.9), mean(image, alpha < 0.1)])[None, None]
    last = math.ceil(math.log2(max(width, height)))
    for level in range(last + 1):
        share = level / last if last else 1
        size = round(height**share), round(width**share)
        small = max(size) <= small_size
        layers = sweep(
            nearest(image, *size).astype(float),
            nearest(alpha, *size).astype(float),
            nearest(layers, *size),
            small_iterations if small else big_iterations,
            regularisation,
            gradient_weight,
        )
    return layers[..., :3], layers[..., 3:]


def mean(image, chosen):
    total = image[chosen].sum(axis=0, dtype=float)
    return (total / (np.count_nonzero(chosen) + 1e-5)).astype(np.float32)


def nearest(array, height, width):
    rows = np.arange(height) * array.shape[0] // height
    columns = np.arange(width) * array.shape[1] // width
    return array[rows[:, None], columns[None, :]].copy()


def solve(image, alpha, weights, neighbours):
    """The two equations of each pixel [n]; neighbours are four arrays [n, 6]."""
    rest = 1 - alpha
    total = sum(weights)
    a00 = alpha * alpha + total
    a01 = alpha * rest
    a11 = rest * rest + total
    pulled = sum(w[:, None] * n for w, n in zip(weights, neighbours))
    b0 = alpha[:, None] * image + pulled[:, :3]
    b1 = rest[:, None] * image + pulled[:, 3:]
    inverse = 1 / (a00 * a11 - a01 * a01)
    front = (a11 * inverse)[:, None] * b0 - (a01 * inverse)[:, None] * b1
    back = (a00 * inverse)[:, None] * b1 - (a01 * inverse)[:, None] * b0
    return np.clip(np.concatenate([front, back], axis=1), 0, 1)


def sweep_by_diagonals(image, alpha, layers, iterations, regularisation, gradient_weight):
    height, width = alpha.shape
    layers = np.pad(layers, ((1, 1), (1, 1), (0, 0)), mode="edge")
    opacity = np.pad(alpha, 1, mode="edge").ravel()
    picture = np.pad(image, ((1, 1), (1, 1), (0, 0))).reshape(-1, 3)
    flat = layers.reshape(-1, 6)
    line = width + 2
    offsets = (-1, 1, -line, line)
    for _ in range(iterations):
        layers[:, 0], layers[:, -1] = layers[:, 1].copy(), layers[:, -2].copy()
        layers[0], layers[-1] = layers[1].copy(), layers[-2].copy()
        for diagonal in range(width + height - 1):
            first = max(0, diagonal - width + 1)
            count = min(height - 1, diagonal) - first + 1
            start = (first + 1) * line + diagonal - first + 1
            own, *beside = (
                slice(start + o, start + o + (count - 1) * (line - 1) + 1, line - 1)
                for o in (0, *offsets)
            )
            a = opacity[own]
            weights = [regularisation + gradient_weight * abs(a - opacity[n]) for n in beside]
            flat[own] = solve(picture[own], a, weights, [flat[n] for n in beside])
    return layers[1:-1, 1:-1].copy()


def sweep_by_pixels(image, alpha, layers, iterations, regularisation, gradient_weight):
    height, width = alpha.shape
    layers = layers.copy()
    for _ in range(iterations):
        for y in range(height):
            for x in range(width):
                beside = [
                    (y, max(0, x - 1)),
                    (y, min(width - 1, x + 1)),
                    (max(0, y - 1), x),
                    (min(height - 1, y + 1), x),
                ]
                a = alpha[y, x : x + 1]
                weights = [regularisation + gradient_weight * abs(a - alpha[n]) for n in beside]
                layers[y, x] = solve(
                    image[y, x : x + 1], a, weights, [layers[n][None] for n in beside]
                )[0]
    return layers

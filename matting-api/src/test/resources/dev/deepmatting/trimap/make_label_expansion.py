# SPDX-License-Identifier: Apache-2.0
"""Makes golden files for label expansion, the first step of the three-layer graph.

How to run
    /usr/bin/python3 make_label_expansion.py [output-folder]

    Without an argument the files go beside this script.

Made with
    Python 3.11.2, NumPy 1.24.2, SciPy 1.10.1, OpenCV 4.6.0.

Files, all PNG of 8 bits
    NAME-image.png      a photograph's stand-in, RGB
    NAME-trimap.png     its trimap: 0, 128 and 255
    NAME-expanded.png   what becomes of the trimap

The pictures
    fur        a disc with strands in noise: the common case
    border     an object that the picture cuts off, smooth colours, a hard edge that is not
               where the trimap's middle is
    flat       exactly constant colours on both sides: deviations of zero
"""

import sys
from pathlib import Path

import cv2
import numpy as np
from scipy import ndimage

DEVIATION_WINDOW = 7
MINIMUM_WINDOW = 9
START = 10_000.0
CAP = 20
DILATIONS = 100

FOREGROUND, UNKNOWN, BACKGROUND = 255, 128, 0


def fur():
    random = np.random.default_rng(11)
    height, width = 72, 96
    y, x = np.mgrid[:height, :width]
    radius = np.hypot(y - 36, x - 50)
    angle = np.arctan2(y - 36, x - 50)
    alpha = np.clip((20 + 5 * np.sin(23 * angle) - radius) / 4 + 0.5, 0, 1)[..., None]
    ground = np.array([70, 90, 150]) + 30 * np.sin(x / 9)[..., None]
    image = alpha * np.array([190, 120, 60]) + (1 - alpha) * ground
    image += random.normal(0, 9, (height, width, 1)) + random.normal(0, 3, image.shape)
    trimap = np.where(radius < 11, FOREGROUND, np.where(radius > 32, BACKGROUND, UNKNOWN))
    return image, trimap


def border():
    height, width = 61, 80
    y, x = np.mgrid[:height, :width]
    edge = 30 + 6 * np.sin(y / 8)
    inside = x < edge
    light = np.stack([120 + y, 60 + 0.7 * x, 40 + 0.4 * y], -1)
    dark = np.stack([20 + 0.3 * x, 90 - 0.5 * y, 110 + 0.6 * x], -1)
    image = np.where(inside[..., None], light, dark)
    trimap = np.full((height, width), UNKNOWN)
    trimap[x < 14 - y // 12] = FOREGROUND
    trimap[x > 44 + y // 6] = BACKGROUND
    return image, trimap


def flat():
    height, width = 50, 64
    y, x = np.mgrid[:height, :width]
    inside = (abs(y - 25) < 14) & (abs(x - 30) < 17)
    image = np.where(inside[..., None], np.array([200, 200, 30]), np.array([10, 60, 90]))
    trimap = np.full((height, width), UNKNOWN)
    trimap[20:30, 22:40] = FOREGROUND
    trimap[:4] = BACKGROUND
    trimap[:, -5:] = BACKGROUND
    return image, trimap


def smallest_deviations(image):
    """How much the luma varies where it varies least around each pixel."""
    luma = np.rint(image.astype(float) @ np.array([0.29894, 0.58704, 0.11402]))
    half = DEVIATION_WINDOW // 2
    padded = np.pad(luma, half, mode="symmetric")
    windows = np.lib.stride_tricks.sliding_window_view(
        padded, (DEVIATION_WINDOW, DEVIATION_WINDOW)
    )
    deviations = windows.std(axis=(2, 3), ddof=1)
    return ndimage.minimum_filter(deviations, MINIMUM_WINDOW, mode="constant", cval=0)


def scans(height, width):
    """The pixels in the order of each scan, with the neighbours that come before them."""
    rows, columns = range(height), range(width)
    left, right = (-1, 0), (1, 0)
    above = [(-1, -1), (0, -1), (1, -1)]
    below = [(-1, 1), (0, 1), (1, 1)]
    before = [(-1, -1), (-1, 0), (-1, 1)]
    after = [(1, -1), (1, 0), (1, 1)]
    yield [(y, x) for x in columns for y in rows], before + [(0, -1)]
    yield [(y, x) for x in reversed(columns) for y in reversed(rows)], after + [(0, 1)]
    yield [(y, x) for y in rows for x in reversed(columns)], above + [right]
    yield [(y, x) for y in reversed(rows) for x in columns], below + [left]


def geodesic_distances(image, slope, known):
    height, width = known.shape
    colours = image.astype(float)
    distances = np.where(known, 0.0, START)
    for pixels, neighbours in scans(height, width):
        for y, x in pixels:
            for dx, dy in neighbours:
                v, u = y + dy, x + dx
                if 0 <= v < height and 0 <= u < width:
                    difference = slope[y, x] * (colours[y, x] - colours[v, u])
                    step = np.sqrt(dx * dx + dy * dy + difference @ difference)
                    distances[y, x] = min(distances[y, x], distances[v, u] + step)
    return distances


def threshold(trimap):
    """Half the gap between foreground and background, counted in dilations."""
    gap = ndimage.distance_transform_cdt(trimap != FOREGROUND, metric="taxicab")
    return min((min(gap[trimap == BACKGROUND].min(), DILATIONS) - 1) / 2, CAP)


def expanded(image, trimap):
    slope = 1 / (smallest_deviations(image) + 0.01)
    limit = threshold(trimap)
    result = trimap.copy()
    result[geodesic_distances(image, slope, trimap == FOREGROUND) < limit] = FOREGROUND
    result[geodesic_distances(image, slope, trimap == BACKGROUND) < limit] = BACKGROUND
    known = trimap != UNKNOWN
    assert np.array_equal(result[known], trimap[known])
    return result


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent

    def write(name, pixels):
        assert cv2.imwrite(str(folder / name), pixels, [cv2.IMWRITE_PNG_COMPRESSION, 9])
        again = cv2.imread(str(folder / name), cv2.IMREAD_UNCHANGED)
        assert np.array_equal(again, pixels), name

    for make in (fur, border, flat):
        image, trimap = make()
        image = np.clip(np.rint(image), 0, 255).astype(np.uint8)
        trimap = trimap.astype(np.uint8)
        result = expanded(image, trimap)
        unknown = np.count_nonzero(trimap == UNKNOWN)
        left = np.count_nonzero(result == UNKNOWN)
        print(make.__name__, f"{unknown} unknown, {left} after it, threshold {threshold(trimap)}")
        write(f"{make.__name__}-image.png", image[..., ::-1])
        write(f"{make.__name__}-trimap.png", trimap)
        write(f"{make.__name__}-expanded.png", result)


if __name__ == "__main__":
    main()

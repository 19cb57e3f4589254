# SPDX-License-Identifier: Apache-2.0
"""Makes golden files for morphology and for the distance transform.

How to run
    /usr/bin/python3 make_masks.py [output-folder]

    Without an argument the files go beside this script.

Made with
    Python 3.11.2, NumPy 1.24.2, SciPy 1.10.1, OpenCV 4.6.0.

Files, all gray PNG
    NAME.png            a mask, 0 or 255
    NAME-dilate.png     cv2.dilate of it with cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (k, k)):
    NAME-erode.png      tiles of the mask's size, k = 1 to 29 from top to bottom, 1 to 19 iterations
                        from left to right; cv2.erode likewise
    NAME-squared.png    16 bits: the square of scipy.ndimage.distance_transform_edt, the distance to
                        the nearest pixel of the mask; not for a mask without any
"""

import sys
from pathlib import Path

import cv2
import numpy as np
from scipy import ndimage

KERNELS = range(1, 30)
ITERATIONS = range(1, 20)


def masks():
    random = np.random.default_rng(5)
    # One, two and three words of 64 bits per row, each with a rest of its own.
    for width, height, share in ((23, 17, 0.02), (64, 9, 0.01), (65, 31, 0.005), (130, 12, 0.01)):
        yield f"specks-{width}x{height}", random.random((height, width)) < share
        yield f"holes-{width}x{height}", random.random((height, width)) >= share
    corners = np.zeros((20, 70), bool)
    corners[[0, 0, -1, -1], [0, -1, 0, -1]] = True
    yield "corners", corners
    border = np.ones((40, 90), bool)
    border[1:-1, 1:-1] = False
    yield "border", border
    single = np.zeros((41, 67), bool)
    single[19, 33] = True
    yield "single", single
    blob = np.zeros((48, 80), np.uint8)
    cv2.ellipse(blob, (30, 20), (22, 9), 30, 0, 360, 1, -1)
    cv2.rectangle(blob, (50, 10), (79, 47), 1, -1)
    yield "blob", blob > 0
    row = np.zeros((1, 100), bool)
    row[0, [3, 40, 41, 99]] = True
    yield "row", row
    yield "column", row.T
    yield "nothing", np.zeros((5, 7), bool)
    yield "everything", np.ones((5, 7), bool)


def tiles(operation, mask):
    pixels = mask.astype(np.uint8) * 255
    return np.block(
        [
            [
                operation(
                    pixels,
                    cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (k, k)),
                    iterations=iterations,
                )
                for iterations in ITERATIONS
            ]
            for k in KERNELS
        ]
    )


def squared_distances(mask):
    squared = ndimage.distance_transform_edt(~mask) ** 2
    whole = np.rint(squared)
    assert np.abs(squared - whole).max() < 1e-9 and whole.max() < 65536
    return whole.astype(np.uint16)


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent

    def write(name, pixels):
        png = [cv2.IMWRITE_PNG_COMPRESSION, 9]
        if pixels.dtype == np.uint8:
            png += [cv2.IMWRITE_PNG_BILEVEL, 1]
        assert cv2.imwrite(str(folder / f"{name}.png"), pixels, png)
        again = cv2.imread(str(folder / f"{name}.png"), cv2.IMREAD_UNCHANGED)
        assert np.array_equal(again, pixels), name

    for name, mask in masks():
        write(name, mask.astype(np.uint8) * 255)
        write(f"{name}-dilate", tiles(cv2.dilate, mask))
        write(f"{name}-erode", tiles(cv2.erode, mask))
        if mask.any():
            write(f"{name}-squared", squared_distances(mask))


if __name__ == "__main__":
    main()

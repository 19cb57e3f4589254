# SPDX-License-Identifier: Apache-2.0
"""Measures foreground estimation once for each line; the peer of ForegroundBenchmark.

    python3 foreground_speed.py FOLDER

FOLDER holds image.png and alpha.png. A line is "blur THREADS" or "levels"; each is answered with
seconds.

    blur    Forte, Pitié: Approximate Fast Foreground Colour Estimation, 2021: two rounds of box blurs
            of 90 and 6 pixels. A coarser method than ours; written from the paper.
    levels  foreground_oracle.py, the same method as ours
"""

import sys
import time
from pathlib import Path

import cv2
import numpy as np

from foreground_oracle import estimate

SIZES = (90, 6)


def blur_fusion(image, alpha):
    front = back = image
    a = alpha[..., None]
    for size in SIZES:
        share = cv2.blur(alpha, (size, size))[..., None]
        front = cv2.blur(front * a, (size, size)) / (share + 1e-5)
        back = cv2.blur(back * (1 - a), (size, size)) / (1 - share + 1e-5)
        front = np.clip(front + a * (image - a * front - (1 - a) * back), 0, 1)
    return front


def main():
    folder = Path(sys.argv[1])
    image = cv2.imread(str(folder / "image.png")).astype(np.float32) / 255
    alpha = cv2.imread(str(folder / "alpha.png"), cv2.IMREAD_UNCHANGED).astype(np.float32) / 255
    for line in sys.stdin:
        method, *threads = line.split()
        cv2.setNumThreads(int(threads[0]) if threads else 1)
        start = time.perf_counter()
        (blur_fusion if method == "blur" else estimate)(image, alpha)
        print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main()

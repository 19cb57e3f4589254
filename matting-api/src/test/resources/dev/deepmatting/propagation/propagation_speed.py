# SPDX-License-Identifier: Apache-2.0
"""Times a method by its definition in make_goldens.py; the peer of PropagationBenchmark.

    python3 propagation_speed.py closed-form|knn|graph

Says "ready", then answers each line IMAGE, TRIMAP, separated by a tab, with the seconds from decoded
pictures to the matte in memory. Needs NumPy, SciPy and OpenCV.
"""

import sys
import time

import cv2

from make_goldens import METHODS, read_gray


def main():
    method = METHODS[sys.argv[1]]
    print("ready", flush=True)
    for line in sys.stdin:
        image, trimap = line.rstrip("\n").split("\t")
        picture, known = cv2.imread(image)[..., ::-1], read_gray(trimap)
        start = time.perf_counter()
        method(picture, known)
        print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main()

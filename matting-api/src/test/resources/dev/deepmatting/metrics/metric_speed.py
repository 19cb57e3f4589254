# SPDX-License-Identifier: Apache-2.0
"""Measures one pair as often as a line comes in; the peer of MetricsBenchmark.

    python3 metric_speed.py FOLDER

FOLDER holds prediction.png, truth.png and trimap.png. Answers each line with the seconds that the
five metrics took, then the metrics: sad mse gradient connectivity mad.
"""

import sys
import time
from pathlib import Path

import cv2

from metric_oracle import UNKNOWN, measure


def main():
    cv2.setNumThreads(1)
    folder = Path(sys.argv[1])
    prediction, truth, trimap = (
        cv2.imread(str(folder / f"{name}.png"), cv2.IMREAD_UNCHANGED).astype(int)
        for name in ("prediction", "truth", "trimap")
    )
    for _ in sys.stdin:
        start = time.perf_counter()
        numbers = measure(prediction, truth, trimap == UNKNOWN, "nothing")
        seconds = time.perf_counter() - start
        metrics = ("sad", "mse", "gradient", "connectivity", "mad")
        print(seconds, *(repr(float(numbers[metric])) for metric in metrics), flush=True)


if __name__ == "__main__":
    main()

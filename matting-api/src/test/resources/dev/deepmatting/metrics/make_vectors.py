# SPDX-License-Identifier: Apache-2.0
"""Makes golden vectors for the alpha matting metrics SAD, MSE, MAD, Gradient and Connectivity.

What it is
    An oracle that does not share code with the program under test. It draws small triplets of
    prediction, truth and trimap, measures them as the alphamatting benchmark does, and writes
    NAME-prediction.png, NAME-truth.png and NAME-trimap.png for each of them and one vectors.csv.
    The images are 8-bit gray, but for sixteen-bit, whose prediction and truth are 16-bit gray.

How to run
    /usr/bin/python3 make_vectors.py [output-folder]

    Without an argument the files go beside this script. Nothing is written unless every check
    holds: the printed numbers of check vector A, the agreement of two implementations (NumPy and
    SciPy, and plain Python loops) on every vector, and for each vector made to catch one
    particular mistake, that this mistake does change the number.

Made with
    Python 3.11.2, NumPy 1.24.2, SciPy 1.10.1, OpenCV 4.6.0 (only to write and re-read the PNGs).

Columns of vectors.csv
    name, region (unknown: trimap == 128; image: all pixels), empty (what the largest component of
    an empty set is: nothing, or everything, that is the whole image), pixels (size of the region),
    sad, mse, gradient, connectivity, mad. SAD, gradient and connectivity are divided by 1000.
    "unknown" is left out for a vector whose trimap has no 128.
"""

import csv
import sys
from pathlib import Path

import cv2
import numpy as np

from metric_oracle import (
    EIGHT_NEIGHBOURS,
    UNKNOWN,
    check_agreement,
    connectivity,
    corner_of_bounding_box,
    exact_set,
    first_in_column_major,
    first_in_row_major,
    floating_set,
    gradient,
    largest_component,
    measure,
    require,
)
from vector_images import VECTORS, to_eight_bit


def check_vector_a(images):
    prediction, truth, trimap = images["vector-a"]
    numbers = measure(prediction, truth, trimap == UNKNOWN, "nothing")
    require(numbers["pixels"] == 2544, "vector-a: size of the unknown region")
    printed = {
        "sad": 0.077529412,
        "mse": 0.001618753,
        "gradient": 0.001336674,
        "connectivity": 0.030678431,
    }
    for metric, value in printed.items():
        gap = abs(numbers[metric] - value)
        # Half of the last printed digit, and a little for the binary form of the printed number.
        require(gap <= 5e-10 + 1e-15, f"vector-a: {metric} {numbers[metric]!r} is not {value}")


def check_purposes(images, sixteen):
    def changes(name, metric, **options):
        """Whether these options change the number by more than any tolerance would forgive."""
        prediction, truth, trimap = images[name]
        region = trimap == UNKNOWN
        usual = metric(prediction, truth, region)
        return abs(metric(prediction, truth, region, **options) - usual) > 1e-5

    def expect_change(name, metric, **options):
        require(changes(name, metric, **options), f"{name}: unmoved by {options}")

    for name in ("constant-both", "constant-prediction", "constant-truth"):
        prediction, truth, _ = images[name]
        require((prediction != truth).any(), f"{name}: nothing differs")
        flat = [image for image in (prediction, truth) if image.min() == image.max()]
        require(len(flat) == (2 if name == "constant-both" else 1), f"{name}: not constant")

    prediction, truth, _ = images["identical"]
    require((prediction == truth).all(), "identical: differs")
    require(((truth > 0) & (truth < 255)).any(), "identical: not soft")
    prediction, truth, trimap = images["single-unknown-pixel"]
    require((trimap == UNKNOWN).sum() == 1, "single-unknown-pixel: not one")
    for metric in (gradient, connectivity):
        require(metric(prediction, truth, trimap == UNKNOWN) > 1e-5, "single-unknown-pixel: zero")
    require(images["single-pixel-image"][1].shape == (1, 1), "single-pixel-image: shape")
    require(images["one-row"][1].shape[0] == 1, "one-row: shape")
    require(images["one-column"][1].shape[1] == 1, "one-column: shape")

    expect_change("equal-components", connectivity, tie=first_in_row_major)
    prediction, truth, trimap = images["equal-components-three"]
    rules = (first_in_column_major, first_in_row_major, corner_of_bounding_box)
    results = [connectivity(prediction, truth, trimap == UNKNOWN, tie=rule) for rule in rules]
    for first in range(3):
        for second in range(first):
            require(abs(results[first] - results[second]) > 1e-5, "equal-components-three")

    expect_change("diagonal-touch", connectivity, neighbours=EIGHT_NEIGHBOURS)
    prediction, truth, _ = images["thresholds-exact"]
    levels = {25, 26, 51, 102, 153, 204, 230, 255}
    require(set(np.unique(prediction)) == levels == set(np.unique(truth)), "thresholds-exact")
    expect_change("thresholds-exact", connectivity, make_set=floating_set)
    expect_change("level-153", connectivity, make_set=floating_set)
    require((images["all-unknown"][2] == UNKNOWN).all(), "all-unknown: something is known")
    truth = images["translucent-only"][1]
    require(truth.min() > 0 and truth.max() < 255, "translucent-only: a solid pixel")

    expect_change("empty-intersection", connectivity, empty="everything")
    expect_change("disjoint", connectivity, empty="everything")
    prediction, truth, _ = images["disjoint"]
    require(not ((prediction > 0) & (truth > 0)).any(), "disjoint: overlaps")

    for border in ("constant", "reflect", "mirror", "wrap"):
        expect_change("border-detail", gradient, border=border)
    expect_change("low-contrast", gradient, normalise=False)
    for image in images["low-contrast"][:2]:
        require(image.min() == 100 and image.max() == 110, "low-contrast: range")
    prediction, truth, _ = images["inverse"]
    require((prediction == 255 - truth).all(), "inverse")
    require(len(np.unique(images["quantised"][0])) <= 9, "quantised: too many levels")

    prediction, truth, trimap = images["known-region-differs"]
    region = trimap == UNKNOWN
    as_is = measure(prediction, truth, region, "nothing")
    repaired = measure(np.where(region, prediction, truth), truth, region, "nothing")
    for metric in ("sad", "mse", "mad"):
        require(as_is[metric] == repaired[metric], f"known-region-differs: {metric}")
    for metric in ("gradient", "connectivity"):
        require(abs(as_is[metric] - repaired[metric]) > 1e-5, f"known-region-differs: {metric}")

    prediction, truth, _ = images["nested-apart"]
    apart = False
    for step in range(1, 10):
        lower = largest_component(exact_set(prediction, truth, step))
        upper = largest_component(exact_set(prediction, truth, step + 1))
        apart = apart or (upper & ~lower).any()
    require(apart, "nested-apart: each largest component lies in the one before")
    expect_change("nested-apart", connectivity, inside_previous=True)

    deep_prediction, deep_truth, trimap = sixteen
    region = trimap == UNKNOWN
    usual = measure(*images["sixteen-bit"][:2], region, "nothing")
    for deep in (deep_prediction, deep_truth):
        remainders = set((deep[region] % 257).tolist())
        require({128, 129} <= remainders, "sixteen-bit: no value beside a tie")
        require(not (2 * to_eight_bit(deep) * 257 == 2 * deep + 257).any(), "sixteen-bit: a tie")
    for mistake in (lambda deep: deep >> 8, lambda deep: deep // 257):
        other = measure(mistake(deep_prediction), mistake(deep_truth), region, "nothing")
        for metric in ("sad", "mse", "mad", "connectivity", "gradient"):
            require(abs(other[metric] - usual[metric]) > 1e-6, f"sixteen-bit: {metric} unmoved")


# --------------------------------------------------------------------------------------


def write_png(path, values, depth):
    values = values.astype(depth)
    require(cv2.imwrite(str(path), values), f"cannot write {path.name}")
    again = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    same = again is not None and again.dtype == values.dtype and np.array_equal(again, values)
    require(same, f"{path.name} does not read back as written")


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent

    stored = {name: make() for name, make in VECTORS}
    images = dict(stored)
    prediction, truth, trimap = stored["sixteen-bit"]
    images["sixteen-bit"] = to_eight_bit(prediction), to_eight_bit(truth), trimap

    check_vector_a(images)
    check_purposes(images, stored["sixteen-bit"])

    rows = []
    for name, (prediction, truth, trimap) in images.items():
        require(prediction.shape == truth.shape == trimap.shape, f"{name}: shapes differ")
        for image in (prediction, truth, trimap):
            require(image.min() >= 0 and image.max() <= 255, f"{name}: out of range")
        require(np.isin(trimap, (0, UNKNOWN, 255)).all(), f"{name}: trimap")
        regions = {"unknown": trimap == UNKNOWN, "image": np.ones(trimap.shape, dtype=bool)}
        if not regions["unknown"].any():
            del regions["unknown"]
        check_agreement(name, prediction, truth, regions)
        for region_name, region in regions.items():
            for empty in ("nothing", "everything"):
                numbers = measure(prediction, truth, region, empty)
                row = [name, region_name, empty, str(numbers.pop("pixels"))]
                rows.append(row + [repr(float(value)) for value in numbers.values()])

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, triplet in stored.items():
        for kind, values in zip(("prediction", "truth", "trimap"), triplet):
            deep = name == "sixteen-bit" and kind != "trimap"
            path = folder / f"{name}-{kind}.png"
            write_png(path, values, np.uint16 if deep else np.uint8)
            written.append(path)
    table = folder / "vectors.csv"
    with open(table, "w", newline="", encoding="ascii") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            ["name", "region", "empty", "pixels", "sad", "mse", "gradient", "connectivity", "mad"]
        )
        writer.writerows(rows)
    written.append(table)

    for path in written:
        print(f"{path.name}  {path.stat().st_size} bytes")
    size = sum(path.stat().st_size for path in written)
    print(f"{len(stored)} vectors, {len(rows)} rows, {len(written)} files, {size} bytes")


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""The metrics from their definitions, twice, for make_vectors.py.

The first implementation uses NumPy and SciPy, the second plain Python loops over lists of rows;
they share nothing but the constants below.
"""

import math

import numpy as np
from scipy import ndimage

SIGMA = 1.4
HALF_SIZE = 4
UNKNOWN = 128
FOUR_NEIGHBOURS = np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]])
EIGHT_NEIGHBOURS = np.ones((3, 3), dtype=int)


def require(condition, message):
    """Fails loudly. Not an assert statement, as `python -O` would drop those silently."""
    if not condition:
        raise AssertionError(message)


# --------------------------------------------------------------------------------------
# First implementation: NumPy and SciPy
# --------------------------------------------------------------------------------------


def gradient_kernel():
    """The 9x9 kernel that differentiates along x; its transpose differentiates along y."""
    offsets = np.arange(-HALF_SIZE, HALF_SIZE + 1, dtype=np.float64)
    gaussian = np.exp(-offsets**2 / (2 * SIGMA**2)) / (SIGMA * math.sqrt(2 * math.pi))
    derivative = -offsets * gaussian / SIGMA**2
    kernel = np.outer(gaussian, derivative)
    return kernel / np.sqrt(np.sum(kernel**2))


def gradient_magnitude(alpha, border="nearest", normalise=True):
    """Gradient magnitude of one image. The keyword arguments exist to provoke mistakes."""
    alpha = alpha.astype(np.float64)
    lowest, highest = alpha.min(), alpha.max()
    if lowest == highest:
        # Exactly zero, not the dust a filter whose taps sum to nearly zero would leave.
        return np.zeros_like(alpha)
    scaled = (alpha - lowest) / (highest - lowest) if normalise else alpha / 255
    kernel = gradient_kernel()
    along_x = ndimage.convolve(scaled, kernel, mode=border)
    along_y = ndimage.convolve(scaled, kernel.T, mode=border)
    return np.sqrt(along_x**2 + along_y**2)


def gradient_map(prediction, truth, **options):
    difference = np.abs(gradient_magnitude(prediction, **options)) - np.abs(
        gradient_magnitude(truth, **options)
    )
    return difference**2


def first_in_column_major(labels, candidates):
    scan = labels.ravel(order="F")
    return min(candidates, key=lambda label: int(np.argmax(scan == label)))


def first_in_row_major(labels, candidates):
    scan = labels.ravel(order="C")
    return min(candidates, key=lambda label: int(np.argmax(scan == label)))


def corner_of_bounding_box(labels, candidates):
    """A mistake worth catching: smallest column first, then smallest row, of two pixels."""

    def corner(label):
        rows, columns = np.nonzero(labels == label)
        return columns.min(), rows.min()

    return min(candidates, key=corner)


def exact_set(prediction, truth, step):
    """Where both alphas reach step/10, in integers: 153 / 255 is 6/10 to the last digit."""
    return (10 * prediction.astype(np.int64) >= 255 * step) & (
        10 * truth.astype(np.int64) >= 255 * step
    )


def floating_set(prediction, truth, step):
    """The same in floating point, where step 6 becomes a hair more than 0.6."""
    threshold = np.arange(0, 1.1, 0.1)[step]
    return (prediction / 255 >= threshold) & (truth / 255 >= threshold)


def largest_component(mask, neighbours=FOUR_NEIGHBOURS, tie=first_in_column_major):
    labels, count = ndimage.label(mask, structure=neighbours)
    if count == 0:
        return np.zeros_like(mask)
    # The background is label 0. It is dropped, as it is never a component however large.
    sizes = np.bincount(labels.ravel())[1:]
    candidates = [int(label) for label in np.nonzero(sizes == sizes.max())[0] + 1]
    return labels == tie(labels, candidates)


def connected_level(
    prediction, truth, empty="nothing", make_set=exact_set, inside_previous=False, **options
):
    """The level l, in tenths, up to which each pixel stays in the largest component."""
    level = np.full(truth.shape, -1, dtype=np.int64)
    previous = np.ones(truth.shape, dtype=bool)
    for step in range(1, 11):
        mask = make_set(prediction, truth, step)
        if inside_previous:
            mask = mask & previous
        if not mask.any() and empty == "everything":
            component = np.ones(truth.shape, dtype=bool)
        else:
            component = largest_component(mask, **options)
        level[(level == -1) & ~component] = step - 1
        previous = component
    level[level == -1] = 10
    return level


def connectivity_map(prediction, truth, empty="nothing", **options):
    level = connected_level(prediction, truth, empty, **options) / 10

    def connectedness(alpha):
        distance = alpha / 255 - level
        # No rounding can tip this comparison: a/255 - m/10 = 15/100 would need 4a = 102m + 153,
        # whose right side is odd.
        return np.where(distance >= 0.15, 1 - distance, 1.0)

    return np.abs(connectedness(prediction) - connectedness(truth))


def total(values):
    """A correctly rounded sum, so that the numbers do not depend on the order of additions."""
    return math.fsum(float(value) for value in values)


def connectivity(prediction, truth, region, **options):
    return total(connectivity_map(prediction, truth, **options)[region]) / 1000


def gradient(prediction, truth, region, **options):
    return total(gradient_map(prediction, truth, **options)[region]) / 1000


def measure(prediction, truth, region, empty):
    """All metrics over the pixels of region, which has at least one."""
    pixels = int(region.sum())
    difference = np.abs(prediction.astype(np.int64) - truth.astype(np.int64))[region]
    absolute = int(difference.sum())
    squared = int((difference**2).sum())
    return {
        "pixels": pixels,
        "sad": absolute / 255 / 1000,
        "mse": squared / (255 * 255) / pixels,
        "gradient": gradient(prediction, truth, region),
        "connectivity": connectivity(prediction, truth, region, empty=empty),
        "mad": absolute / 255 / pixels,
    }


# --------------------------------------------------------------------------------------
# Second implementation: plain Python loops over lists of rows, nothing shared with the first
# --------------------------------------------------------------------------------------


def naive_gradient_magnitude(rows):
    height, width = len(rows), len(rows[0])
    lowest = min(min(row) for row in rows)
    highest = max(max(row) for row in rows)
    if lowest == highest:
        return [[0.0] * width for _ in range(height)]
    reach = range(-4, 5)
    # Constant factors of the Gaussian and of its derivative cancel in the division by the norm.
    weights = {
        (dy, dx): dx * math.exp(-(dx * dx + dy * dy) / (2 * 1.4 * 1.4))
        for dy in reach
        for dx in reach
    }
    norm = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
    taps = [(dy, dx, weight / norm) for (dy, dx), weight in weights.items() if dx != 0]
    result = []
    for y in range(height):
        line = []
        for x in range(width):
            along_x = along_y = 0.0
            for dy, dx, weight in taps:
                beside = rows[min(max(y + dy, 0), height - 1)][min(max(x + dx, 0), width - 1)]
                # The transposed tap: its offsets swap their roles.
                below = rows[min(max(y + dx, 0), height - 1)][min(max(x + dy, 0), width - 1)]
                along_x += weight * (beside - lowest)
                along_y += weight * (below - lowest)
            line.append(math.hypot(along_x, along_y) / (highest - lowest))
        result.append(line)
    return result


def naive_gradient_map(prediction, truth):
    of_prediction = naive_gradient_magnitude(prediction)
    of_truth = naive_gradient_magnitude(truth)
    return [
        [(a - b) ** 2 for a, b in zip(first, second)]
        for first, second in zip(of_prediction, of_truth)
    ]


def naive_largest_component(inside, height, width):
    """Flood fill. A column-major scan that keeps only a strictly larger find settles ties."""
    seen = set()
    best = set()
    for x in range(width):
        for y in range(height):
            if (y, x) in seen or not inside(y, x):
                continue
            seen.add((y, x))
            component = {(y, x)}
            waiting = [(y, x)]
            while waiting:
                row, column = waiting.pop()
                for near in (
                    (row - 1, column),
                    (row + 1, column),
                    (row, column - 1),
                    (row, column + 1),
                ):
                    if not (0 <= near[0] < height and 0 <= near[1] < width):
                        continue
                    if near not in seen and inside(*near):
                        seen.add(near)
                        component.add(near)
                        waiting.append(near)
            if len(component) > len(best):
                best = component
    return best


def naive_connectivity_map(prediction, truth, empty):
    height, width = len(truth), len(truth[0])
    level = {}
    for step in range(1, 11):

        def inside(y, x):
            return 10 * min(prediction[y][x], truth[y][x]) >= 255 * step

        component = naive_largest_component(inside, height, width)
        if not component and empty == "everything":
            continue
        for y in range(height):
            for x in range(width):
                if (y, x) not in component and (y, x) not in level:
                    level[y, x] = step - 1

    def connectedness(alpha, tenths):
        # a/255 - m/10 >= 15/100, multiplied by 5100, in integers.
        if 20 * alpha - 510 * tenths >= 765:
            return 1 - (10 * alpha - 255 * tenths) / 2550
        return 1.0

    return [
        [
            abs(
                connectedness(prediction[y][x], level.get((y, x), 10))
                - connectedness(truth[y][x], level.get((y, x), 10))
            )
            for x in range(width)
        ]
        for y in range(height)
    ]


def check_agreement(name, prediction, truth, regions):
    """Both implementations on one vector, pixel by pixel and as sums."""
    prediction_rows, truth_rows = prediction.tolist(), truth.tolist()
    pairs = [
        ("gradient", gradient_map(prediction, truth), naive_gradient_map(prediction_rows, truth_rows))
    ]
    for empty in ("nothing", "everything"):
        pairs.append(
            (
                "connectivity, empty=" + empty,
                connectivity_map(prediction, truth, empty),
                naive_connectivity_map(prediction_rows, truth_rows, empty),
            )
        )
    for what, first, second in pairs:
        second = np.array(second)
        require(np.abs(first - second).max() <= 1e-12, f"{name}: {what} maps differ")
        for region in regions.values():
            gap = abs(total(first[region]) - total(second[region])) / 1000
            require(gap <= 1e-12, f"{name}: {what} differs by {gap}")

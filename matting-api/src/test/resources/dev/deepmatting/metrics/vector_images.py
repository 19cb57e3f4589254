# SPDX-License-Identifier: Apache-2.0
"""The images that make_vectors.py measures, each made to catch one particular mistake."""

import numpy as np

from metric_oracle import UNKNOWN


def grid(width, height):
    """Column x and row y of each pixel."""
    y, x = np.mgrid[0:height, 0:width]
    return x.astype(np.int64), y.astype(np.int64)


def clamp(values, lowest=0, highest=255):
    return np.clip(values, lowest, highest)


def noise(seed, width, height, highest):
    """Integers from 0 to highest. RandomState, as its stream is frozen across NumPy versions."""
    return np.random.RandomState(seed).randint(0, highest + 1, size=(height, width)).astype(np.int64)


def constant(width, height, value):
    return np.full((height, width), value, dtype=np.int64)


def framed(trimap, width=1):
    """The same trimap with a known background along the border."""
    trimap = trimap.copy()
    trimap[:width, :] = trimap[-width:, :] = 0
    trimap[:, :width] = trimap[:, -width:] = 0
    return trimap


def force_known(alpha, trimap):
    return np.where(trimap == UNKNOWN, alpha, trimap)


def vector_a():
    x, y = grid(64, 48)
    truth = clamp(9 * (x - 14) + 4 * ((7 * x + 5 * y) % 13) - 20)
    truth = np.where((x - 50) ** 2 + (y - 10) ** 2 < 25, 255, truth)
    truth = np.where((x >= 6) & (x < 10) & (y >= 30) & (y < 36), 200, truth)
    trimap = np.where(x < 5, 0, np.where(x >= 58, 255, UNKNOWN))
    truth = force_known(truth, trimap)
    prediction = force_known(clamp(truth + (13 * x + 17 * y) % 41 - 20), trimap)
    return prediction, truth, trimap


def constant_both():
    return constant(17, 11, 90), constant(17, 11, 200), framed(constant(17, 11, UNKNOWN), 2)


def constant_prediction():
    x, y = grid(19, 14)
    truth = clamp(18 * (x - 3) + 5 * (y - 6))
    return constant(19, 14, 120), truth, np.where(x < 2, 0, np.where(x > 16, 255, UNKNOWN))


def constant_truth():
    x, y = grid(14, 21)
    prediction = clamp(255 - 9 * y - (7 * x) % 23)
    return prediction, constant(14, 21, 255), np.where(y < 3, 255, UNKNOWN)


def identical():
    x, y = grid(23, 16)
    trimap = np.where(x + y < 6, 0, np.where(x + y > 32, 255, UNKNOWN))
    truth = force_known(clamp(10 * (x + y - 6) + (5 * x + 3 * y) % 9), trimap)
    return truth.copy(), truth, trimap


def single_unknown_pixel():
    x, y = grid(13, 9)
    trimap = np.where(x < 7, 0, 255)
    trimap[3, 7] = UNKNOWN
    truth = force_known(constant(13, 9, 230), trimap)
    # The prediction is soft around the pixel too, so that its window reaches into known regions.
    prediction = clamp(42 * (x - 4) + 3 * y)
    return prediction, truth, trimap


def single_pixel_image():
    return constant(1, 1, 200), constant(1, 1, 90), constant(1, 1, UNKNOWN)


def one_row():
    x, _ = grid(37, 1)
    truth = clamp(12 * (x - 8) + 6 * ((5 * x) % 7) - 15)
    truth[0, 30:33] = 0
    trimap = np.where(x < 4, 0, np.where(x >= 34, 255, UNKNOWN))
    truth = force_known(truth, trimap)
    return force_known(clamp(truth + (11 * x) % 37 - 18), trimap), truth, trimap


def one_column():
    _, y = grid(1, 41)
    truth = clamp(255 - 9 * (y - 6) - 8 * ((3 * y) % 5))
    truth[20, 0] = 20
    trimap = np.where(y < 5, 255, np.where(y >= 37, 0, UNKNOWN))
    truth = force_known(truth, trimap)
    return force_known(clamp(truth + (7 * y) % 45 - 20), trimap), truth, trimap


def equal_components():
    # One soft ground that is connected at 1/10 only, and two blocks of 18 pixels that tie from
    # 2/10 to 7/10: a row-major scan meets the upper right one first, a column-major scan the
    # lower left one.
    trimap = framed(constant(20, 14, UNKNOWN))
    truth = force_known(constant(20, 14, 30), trimap)
    prediction = truth.copy()
    truth[1:4, 12:18], prediction[1:4, 12:18] = 240, 180
    truth[8:11, 2:8], prediction[8:11, 2:8] = 210, 230
    return prediction, truth, trimap


def equal_components_three():
    trimap = framed(constant(24, 16, UNKNOWN))
    truth = constant(24, 16, 0)
    prediction = truth.copy()
    # Twelve pixels each. The first in row-major order:
    truth[1:3, 15:21], prediction[1:3, 15:21] = 255, 200
    # The first in column-major order:
    truth[5:9, 2:5], prediction[5:9, 2:5] = 220, 250
    # One whose bounding box begins in the same column and in a higher row than the second's, while
    # its pixels in that column lie lower: a corner of a bounding box is not a first pixel.
    truth[10, 2:8], prediction[10, 2:8] = 190, 240
    truth[4:10, 7], prediction[4:10, 7] = 190, 240
    return prediction, truth, trimap


def diagonal_touch():
    trimap = framed(constant(18, 13, UNKNOWN))
    truth = constant(18, 13, 0)
    prediction = truth.copy()
    # Two blocks of 20 and 25 pixels that share a corner only, and one of 30 on its own: it is the
    # largest, unless corners connect.
    truth[2:6, 3:8], prediction[2:6, 3:8] = 250, 190
    truth[6:11, 8:13], prediction[6:11, 8:13] = 215, 255
    truth[2:12, 14:17], prediction[2:12, 14:17] = 235, 170
    return prediction, truth, trimap


def thresholds_exact():
    levels = np.array([25, 26, 51, 102, 153, 204, 230, 255])
    x, y = grid(16, 24)
    # All pairs of levels, in steps that keep every set connected.
    return levels[x // 2], levels[y // 3], np.where((x >= 14) & (y >= 21), 255, UNKNOWN)


def level_153():
    x, y = grid(21, 15)
    truth = np.where((3 * x + 5 * y) % 7 == 0, 255, 153)
    prediction = np.where((5 * x + 2 * y) % 11 == 0, 204, 153)
    trimap = np.where(x < 3, 0, UNKNOWN)
    return force_known(prediction, trimap), force_known(truth, trimap), trimap


def all_unknown():
    x, y = grid(33, 26)
    truth = clamp(11 * (x - 5) - 4 * y + noise(101, 33, 26, 40))
    return clamp(truth + noise(102, 33, 26, 60) - 30), truth, constant(33, 26, UNKNOWN)


def translucent_only():
    x, y = grid(29, 18)
    truth = clamp(20 + 6 * x + 3 * y + (9 * x + 4 * y) % 11, 1, 254)
    truth = np.where((x - 9) ** 2 + (y - 8) ** 2 < 20, 70, truth)
    # Nothing is fully in front or behind, so nothing is known.
    return clamp(truth + (5 * x + 12 * y) % 51 - 22, 1, 254), truth, constant(29, 18, UNKNOWN)


def empty_intersection():
    x, y = grid(22, 16)
    trimap = np.where(x < 3, 0, UNKNOWN)
    truth = force_known(clamp(16 * (x - 3) + 2 * y), trimap)
    prediction = force_known(clamp(9 * (x - 2) + (3 * x + 7 * y) % 13, 0, 150), trimap)
    return prediction, truth, trimap


def disjoint():
    x, y = grid(20, 12)
    truth = np.where(x < 9, clamp(250 - 20 * x + 3 * y, 1), 0)
    prediction = np.where(x >= 11, clamp(60 + 15 * (x - 11) + 4 * y), 0)
    return prediction, truth, framed(constant(20, 12, UNKNOWN))


def hair():
    width, height = 64, 48
    random = np.random.RandomState(7)
    trimap = constant(width, height, UNKNOWN)
    trimap[:3, :] = 0
    trimap[38:, 10:54] = 255
    trimap[38:, :8] = trimap[38:, 56:] = 0
    truth = force_known(constant(width, height, 0), trimap)
    thinned = truth.copy()
    for strand in range(26):
        column = int(random.randint(10, 54))
        opacity = int(random.randint(70, 256))
        tip = int(random.randint(4, 24))
        for row in range(37, tip, -1):
            column = int(clamp(column + random.randint(-1, 2), 1, width - 2))
            faded = opacity * (row - tip + 6) // (37 - tip + 6)
            truth[row, column] = max(truth[row, column], faded)
            # Every fifth strand is missed, and the others break off now and then.
            if strand % 5 != 0 and random.randint(0, 9) != 0:
                thinned[row, column] = max(thinned[row, column], faded)
    left = np.pad(thinned, ((0, 0), (1, 0)), mode="edge")[:, :-1]
    right = np.pad(thinned, ((0, 0), (0, 1)), mode="edge")[:, 1:]
    prediction = force_known((left + 2 * thinned + right) // 4, trimap)
    return prediction, force_known(truth, trimap), trimap


def border_detail():
    x, y = grid(27, 19)
    inside = (x >= 4) & (x < 23) & (y >= 4) & (y < 15)
    truth = np.where(inside, 255, np.where((x // 2 + y // 3) % 2 == 0, 255, 0))
    truth[0, :] = 255
    prediction = np.where(inside, 255, clamp(truth + (17 * x + 29 * y) % 201 - 100))
    prediction[:, -1] = 0
    return prediction, truth, np.where(inside, 255, UNKNOWN)


def low_contrast():
    x, y = grid(28, 20)
    truth = 100 + (x + y // 2) * 10 // 36
    prediction = clamp(truth + (3 * x + 5 * y) % 5 - 2, 100, 110)
    return prediction, truth, constant(28, 20, UNKNOWN)


def inverse():
    x, y = grid(25, 30)
    truth = clamp(255 - 2 * ((x - 9) ** 2 + (y - 17) ** 2) + 40)
    trimap = np.where(y < 4, 0, np.where((x - 9) ** 2 + (y - 17) ** 2 < 9, 255, UNKNOWN))
    truth = force_known(truth, trimap)
    return 255 - truth, truth, trimap


def quantised():
    x, y = grid(40, 22)
    trimap = np.where(x < 4, 0, np.where(x >= 36, 255, UNKNOWN))
    truth = force_known(clamp(8 * (x - 4) + (x * y) % 6), trimap)
    return clamp((truth + 16) // 32 * 32), truth, trimap


def known_region_differs():
    x, y = grid(30, 22)
    trimap = np.where(x < 9, 0, np.where(x >= 20, 255, UNKNOWN))
    # A gap cuts the unknown pixels in two parts, which only the known foreground could connect.
    gap = (y == 8) | (y == 9)
    truth = force_known(np.where(gap, 0, clamp(40 + 15 * (x - 9) + 2 * y)), trimap)
    prediction = np.where(gap, 10, clamp(60 + 10 * (x - 9) + (7 * x + 3 * y) % 17))
    prediction = np.where(x < 9, 235 - (3 * y) % 10, prediction)
    prediction = np.where(x >= 20, 20 - (5 * y) % 10, prediction)
    return prediction, truth, trimap


def big_noise():
    kinds = np.array([0, UNKNOWN, 255])
    return noise(201, 64, 64, 255), noise(202, 64, 64, 255), kinds[noise(203, 64, 64, 2)]


def nested_apart():
    trimap = framed(constant(26, 14, UNKNOWN))
    truth = constant(26, 14, 0)
    prediction = truth.copy()
    # Largest up to 5/10, with a small core that reaches 7/10:
    truth[2:11, 3:13], prediction[2:11, 3:13] = 250, 140
    prediction[5:8, 6:9] = 200
    # Largest from 6/10 on, in another place:
    truth[4:9, 16:23], prediction[4:9, 16:23] = 255, 230
    return prediction, truth, trimap


def sixteen_bit():
    """Prediction and truth in 0..65535, many of them next to where the rounding tips over."""
    x, y = grid(24, 17)
    offsets = np.array([-129, -128, -1, 0, 1, 127, 128, 129])
    trimap = np.where(x < 3, 0, np.where(x >= 21, 255, UNKNOWN))
    level = clamp(13 * (x - 3) + 3 * y)
    truth = clamp(257 * level + offsets[(3 * x + 5 * y) % 8], 0, 65535)
    level = clamp(level + (11 * x + 6 * y) % 33 - 16)
    prediction = clamp(257 * level + offsets[(5 * x + y) % 8], 0, 65535)
    known = trimap != UNKNOWN
    return (
        np.where(known, 257 * trimap, prediction),
        np.where(known, 257 * trimap, truth),
        trimap,
    )


def to_eight_bit(values):
    """Rounds v / 257 half up, in integers. 257 is odd, so that no v lies exactly half way."""
    return (2 * values + 257) // 514


VECTORS = [
    ("vector-a", vector_a),
    ("constant-both", constant_both),
    ("constant-prediction", constant_prediction),
    ("constant-truth", constant_truth),
    ("identical", identical),
    ("single-unknown-pixel", single_unknown_pixel),
    ("single-pixel-image", single_pixel_image),
    ("one-row", one_row),
    ("one-column", one_column),
    ("equal-components", equal_components),
    ("equal-components-three", equal_components_three),
    ("diagonal-touch", diagonal_touch),
    ("thresholds-exact", thresholds_exact),
    ("level-153", level_153),
    ("all-unknown", all_unknown),
    ("translucent-only", translucent_only),
    ("empty-intersection", empty_intersection),
    ("disjoint", disjoint),
    ("hair", hair),
    ("border-detail", border_detail),
    ("low-contrast", low_contrast),
    ("inverse", inverse),
    ("quantised", quantised),
    ("known-region-differs", known_region_differs),
    ("big-noise", big_noise),
    ("sixteen-bit", sixteen_bit),
    ("nested-apart", nested_apart),
]

# SPDX-License-Identifier: Apache-2.0
"""Makes golden files for matting by propagation, and checks itself on photographs.

How to run
    /usr/bin/python3 make_goldens.py [output-folder]

    Without an argument the files go into golden/ beside this script.

    /usr/bin/python3 make_goldens.py --photos FOLDER [--methods knn graph] [--names GT02 GT05]

    FOLDER has image/, trimap/ and truth/, and mattes to compare with in closed-form/, knn/ and graph/,
    files NAME.png. A line a matte: SAD of this script's matte and of the other one, and the mean
    difference between the two over unknown pixels in 1/255. About a minute a photograph.

    Published programs hold known pixels by a large weight and stop early, relative to it. This one
    solves, so that it comes out 1 to 2 apart for graph and, in wide unknown regions, for closed-form.
    Stopped at the same residual, 1e-6 * 1000 * root of the number of foreground pixels, from a start
    of 0.5, graph comes within 0.4 of the published matte, and often nearer to the truth.

Made with
    Python 3.11.2, NumPy 1.24.2, SciPy 1.10.1, OpenCV 4.6.0.

Files, all PNG
    NAME-image.png                  a picture, 8 bits
    NAME-trimap.png                 0, 128, 255
    NAME-expanded.png               label_expansion() of it
    NAME-closed-form.png            closed_form(), 16 bits, like all mattes
    NAME-closed-form-expanded.png   closed_form() with the expanded trimap
    NAME-knn.png                    knn()
    NAME-graph.png                  three_layer_graph()

Written from the papers
    Levin, Lischinski, Weiss: A Closed-Form Solution to Natural Image Matting, PAMI 2008.
    Chen, Li, Tang: KNN Matting, PAMI 2013.
    Li, Li, Wang et al.: three-layer graph matting with the sumD feature, CVIU 2017.

Constants, borders and orders are those of the published programs, with these conventions.
    Known pixels are not variables: with L in blocks of unknown and known pixels, L_uu a_u = -L_uk a_k.
    Equal numbers are sorted by row-major index: neighbours, and pixels to select.
    Where both sides claim a pixel in label expansion, it is background.
    A selection whose unit is 0 is empty, and a sumD feature without spread is 0.
    Unknown pixels that no chain of equations ties to a known one get 0.5. No picture has such.

How exact a comparison can be
    Up to 13 pixels of a picture have equals at the end of a search by knn(), where rounding may choose.
    Chosen the other way round, mattes change by .003 at most and .00002 in the mean over unknown pixels.
    In three_layer_graph() nothing changes; distances summed in float32 change .0012 and .00002.
"""

import argparse
import math
from pathlib import Path

import cv2
import numpy as np
from scipy import ndimage, sparse
from scipy.sparse import csgraph, linalg
from scipy.spatial import cKDTree

UNKNOWN = 128
LUMA = 0.29894, 0.58704, 0.11402
FAR = 10_000.0
LARGEST_DIRECT = 12_000


# Label expansion


def label_expansion(rgb8, trimap):
    """The trimap with fewer unknown pixels: those that are surely as their known neighbours are."""
    to_front, to_back = label_distances(rgb8, trimap)
    limit = expansion_limit(trimap)
    expanded = trimap.copy()
    expanded[to_front < limit] = 255
    expanded[to_back < limit] = 0
    return expanded


def label_distances(rgb8, trimap):
    spread = smallest_deviation(rgb8)
    return geodesic(rgb8, trimap == 255, spread), geodesic(rgb8, trimap == 0, spread)


def expansion_limit(trimap):
    """Half the width of the unknown band where it is narrowest, so that labels do not cross it."""
    front, back = trimap == 255, trimap == 0
    steps = 0
    meet = False
    while not meet and steps < 100:
        steps += 1
        front = ndimage.binary_dilation(front)
        meet = (front & back).any()
    return min((steps - 1) / 2, 20)


def smallest_deviation(rgb8):
    """How rough the picture is at least somewhere near: colour steps of that size count little.

    Whole numbers until the root, so that no rounding makes a variance negative.
    """
    luma = np.rint(rgb8 @ np.array(LUMA)).astype(np.int64)
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(luma, 3, "symmetric"), (7, 7))
    total = windows.sum(axis=(2, 3))
    squares = (windows * windows).sum(axis=(2, 3))
    deviation = np.sqrt((49 * squares - total * total) / (49 * 48))
    return ndimage.minimum_filter(deviation, 9, mode="constant", cval=0)


def geodesic(rgb8, seeds, spread):
    """Distance to the nearest seed after four scans: by columns forth and back, then by rows twice.

    Not a shortest path: four scans do not get around every bend, and the published limits go with that.
    """
    colours = rgb8.astype(float)
    gain = (1 / (spread + 0.01)) ** 2
    distance = np.where(seeds, 0.0, FAR)
    turned = distance.T, colours.transpose(1, 0, 2), gain.T
    for array, picture, factor in (
        turned,
        [one[::-1, ::-1] for one in turned],
        [one[:, ::-1] for one in (distance, colours, gain)],
        [one[::-1] for one in (distance, colours, gain)],
    ):
        scan(array, picture, factor)
    return distance


def scan(distance, colours, gain):
    """One scan from the first line to the last, in place; each pixel looks at the line before and back."""
    length = distance.shape[1]
    for line in range(len(distance)):
        here = distance[line].copy()
        if line:
            for shift in (-1, 0, 1):
                inside = slice(max(0, -shift), length - max(0, shift))
                beside = slice(max(0, shift), length - max(0, -shift))
                change = ((colours[line, inside] - colours[line - 1, beside]) ** 2).sum(axis=1)
                step = np.sqrt(1 + shift * shift + gain[line, inside] * change)
                here[inside] = np.minimum(here[inside], distance[line - 1, beside] + step)
        change = ((colours[line, 1:] - colours[line, :-1]) ** 2).sum(axis=1)
        steps = np.sqrt(1 + gain[line, 1:] * change).tolist()
        values = here.tolist()
        for place, step in enumerate(steps, 1):
            values[place] = min(values[place], values[place - 1] + step)
        distance[line] = values


# Mattes


def closed_form(rgb, trimap, epsilon=1e-7):
    """Levin's matte of a picture of 0 to 1: alpha is nearly linear in colour in every 3x3 window."""
    return solve(matting_laplacian(rgb, trimap, epsilon), trimap)


def knn(rgb, trimap, counts=(20, 10), weights=(2.0, 0.1)):
    """Chen's matte, binary weights: a pixel is as pixels of its colour are, near ones and far ones.

    Counts are with the pixel itself, which adds nothing to the Laplacian.
    """
    height, width = trimap.shape
    y, x = np.meshgrid(np.linspace(0, 1, height), np.linspace(0, 1, width), indexing="ij")
    weight = sparse.csr_matrix((trimap.size, trimap.size))
    for count, far in zip(counts, weights):
        features = np.dstack([rgb, far * x, far * y]).reshape(trimap.size, 5)
        indices, _ = neighbours(features, count - 1)
        weight = weight + one_a_neighbour(indices)
    weight = weight + weight.T
    degree = np.asarray(weight.sum(axis=1)).ravel()
    return solve(sparse.diags(degree) - weight, trimap)


def three_layer_graph(rgb8, trimap, factors=(1, 0.3, 0.1), local=7, epsilon=1e-7):
    """Li's matte: colours rebuilt from neighbours of three kinds, alpha by the same weights."""
    expanded = label_expansion(rgb8, trimap)
    sharp = sharpened(rgb8)
    system = local * matting_laplacian(sharp / 255, expanded, epsilon)
    for factor, layer in zip(factors, layers(sharp, expanded)):
        system = system + factor * (layer.T @ layer)
    matte = smoothed(solve(system, expanded))
    return np.where(trimap == UNKNOWN, matte, trimap / 255)


def solve(system, trimap):
    """The matte that a symmetric system gives, known pixels being what the trimap says."""
    unknown = trimap.ravel() == UNKNOWN
    known = trimap.ravel() == 255
    matte = known.astype(float)
    rows = system.tocsr()[unknown]
    inner = rows[:, unknown].tocsc()
    outer = rows[:, ~unknown]
    matte[unknown] = 0.5
    tied = tied_rows(inner, outer)
    if tied.any():
        inner = inner[tied][:, tied]
        right = -(outer @ known[~unknown].astype(float))[tied]
        places = np.flatnonzero(unknown)[tied]
        small = len(places) <= LARGEST_DIRECT
        matte[places] = linalg.spsolve(inner, right) if small else iterated(inner, right)
    return np.clip(matte, 0, 1).reshape(trimap.shape)


def tied_rows(inner, outer):
    """Which unknown pixels depend on known ones; for the others the system is singular."""
    _, group = csgraph.connected_components(inner, directed=False)
    touching = np.diff(outer.tocsr().indptr) > 0
    return np.isin(group, group[touching])


def iterated(system, right, tolerance=1e-8):
    """Conjugate gradients, for photographs, whose factors would not fit in memory."""
    scale = linalg.aslinearoperator(sparse.diags(1 / system.diagonal()))
    solution, left = linalg.cg(
        system.tocsr(), right, tol=tolerance, atol=0, maxiter=20_000, M=scale
    )
    assert left == 0, "no convergence"
    return solution


def matting_laplacian(rgb, trimap, epsilon):
    """Levin's Laplacian of the 3x3 windows that lie inside the picture and hold an unknown pixel."""
    height, width = trimap.shape
    size = height * width
    if min(height, width) < 3:
        return sparse.csr_matrix((size, size))
    windows = np.lib.stride_tricks.sliding_window_view
    useful = windows(trimap == UNKNOWN, (3, 3)).any(axis=(2, 3))
    places = windows(np.arange(size).reshape(height, width), (3, 3))[useful].reshape(-1, 9)
    colours = rgb.reshape(size, 3)[places]
    colours = colours - colours.mean(axis=1, keepdims=True)
    covariance = (colours.transpose(0, 2, 1) @ colours + epsilon * np.eye(3)) / 9
    affinity = (1 + colours @ np.linalg.inv(covariance) @ colours.transpose(0, 2, 1)) / 9
    values = np.eye(9) - affinity
    rows = np.repeat(places, 9, axis=1)
    columns = np.tile(places, (1, 9))
    return sparse.csr_matrix((values.ravel(), (rows.ravel(), columns.ravel())), (size, size))


# Neighbours


def neighbours(features, count):
    """Indices and distances of the nearest others [n, count], by distance and then by index.

    The tree does not say which of equals it takes. So it is asked for some more than needed, and where
    even the last of those is a candidate, for all within reach.
    """
    points = features.astype(np.float32).astype(float)
    total = len(points)
    count = min(count, total - 1)
    tree = cKDTree(points)
    indices = np.empty((total, count), np.int64)
    distances = np.empty((total, count))
    asked = min(count + 8, total)
    for start in range(0, total, 32_768):
        rows = np.arange(start, min(start + 32_768, total))
        _, found = tree.query(points[rows], asked)
        squares = ((points[found] - points[rows, None]) ** 2).sum(axis=2)
        squares[found == rows[:, None]] = np.inf
        order = np.lexsort((found, squares))
        found = np.take_along_axis(found, order, axis=1)
        squares = np.take_along_axis(squares, order, axis=1)
        indices[rows] = found[:, :count]
        distances[rows] = np.sqrt(squares[:, :count])
        finite = np.where(np.isinf(squares), -1, squares)
        crowded = (finite.max(axis=1) <= squares[:, count - 1]) & (asked < total)
        for row in rows[crowded]:
            near = tree.query_ball_point(points[row], distances[row, -1] * (1 + 1e-9))
            near = np.array(sorted(set(near) - {row}))
            order = np.argsort(((points[near] - points[row]) ** 2).sum(axis=1), kind="stable")
            indices[row] = near[order[:count]]
    return indices, distances


def one_a_neighbour(indices):
    total, count = indices.shape
    starts = np.arange(total + 1) * count
    return sparse.csr_matrix((np.ones(indices.size), indices.ravel(), starts), (total, total))


# The three-layer graph


def sharpened(rgb8):
    picture = rgb8.astype(float)
    return np.dstack([2 * plane - smoothed(plane) for plane in np.moveaxis(picture, 2, 0)])


def smoothed(plane):
    offsets = np.arange(-4, 5)
    line = np.exp(-(offsets**2) / (2 * 0.5**2))
    line /= line.sum()
    return ndimage.correlate(plane, np.outer(line, line), mode="nearest")


def layers(sharp, trimap):
    """The three matrices W, whose rows are a pixel less its reconstruction; rows left out are empty."""
    height, width = trimap.shape
    y, x = np.mgrid[0:height, 0:width]
    unknown = trimap.ravel() == UNKNOWN

    def searched(count, divisor, *feature):
        features = np.dstack([sharp, y / divisor, x / divisor]).reshape(trimap.size, 5)
        return neighbours(np.column_stack([features, *feature]), count)

    indices, distances = searched(12, 12)
    feature = path_sums(indices, distances)

    indices, distances = searched(12, 12, feature)
    feature = path_sums(indices, distances)
    nearest = by_size((distances**2).sum(axis=1))[: int(0.9 * trimap.size)]
    yield reconstruction(sharp, indices, chosen(nearest, unknown))

    indices, distances = searched(7, 12 * 120, feature)
    feature = path_sums(indices, distances)
    yield reconstruction(sharp, indices, chosen(select(distances, height, 0.418746), unknown))

    indices, distances = searched(3, 12 * 120 * 12, feature)
    yield reconstruction(sharp, indices, chosen(select(distances, height, 0.154445), unknown))


def path_sums(indices, distances):
    """The sumD feature: how long all paths of 120 steps from neighbour to neighbour are together."""
    step = distances.sum(axis=1)
    following = one_a_neighbour(indices)
    total = step
    for _ in range(120):
        total = step + following @ total
    lowest, highest = total.min(), total.max()
    if lowest == highest:
        return np.zeros(len(total))
    total = (total - lowest) / (highest - lowest)
    return total * 255 / total.std(ddof=1)


def select(distances, height, share):
    """The pixels with the nearest neighbours, up to a share of a sum.

    The sum is in units of what one pixel has: that at 70 % of the count in column-major order. It says
    nothing about the picture, but the shares were found with it. Without a unit there is no choice.
    """
    squares = (distances**2).sum(axis=1)
    total = len(squares)
    place = int(np.rint(0.7 * total))
    unit = squares.reshape(height, -1).ravel(order="F")[place]
    if unit == 0:
        return np.empty(0, np.int64)
    order = by_size(squares)
    sums = np.cumsum(squares[order[:place]] / unit) / (0.7 * total)
    return order[: np.argmin(np.abs(sums - share))]


def by_size(values):
    return np.argsort(values, kind="stable")


def chosen(indices, unknown):
    mask = np.zeros(len(unknown), bool)
    mask[indices] = True
    return np.flatnonzero(mask & unknown)


def reconstruction(sharp, indices, pixels):
    """Rows e_i - w for these pixels, w the weights of sum 1 that best rebuild their colours."""
    total, count = indices.shape
    colours = sharp.reshape(total, 3).astype(np.float32).astype(float)
    beside = indices[pixels]
    apart = colours[beside] - colours[pixels, None]
    gram = apart @ apart.transpose(0, 2, 1) + 1e-3 * np.eye(count)
    weights = np.linalg.solve(gram, np.ones((len(pixels), count)))
    weights /= weights.sum(axis=1, keepdims=True)
    ones = sparse.csr_matrix((np.ones(len(pixels)), (pixels, pixels)), (total, total))
    rows = np.repeat(pixels, count)
    rebuilt = sparse.csr_matrix((weights.ravel(), (rows, beside.ravel())), (total, total))
    return ones - rebuilt


# Pictures, in whole numbers


def noise(seed, height, width, depth=3, amplitude=8):
    """Numbers of -amplitude to amplitude, the same everywhere and for ever."""
    values = []
    for _ in range(height * width * depth):
        seed = (seed * 1664525 + 1013904223) % 2**32
        values.append((seed >> 8) % (2 * amplitude + 1) - amplitude)
    return np.array(values).reshape(height, width, depth)


def composed(opacity, front, back, grain):
    """Opacity is 0 to 255; grain comes last, as in a camera."""
    opacity = opacity[..., None]
    mixed = (opacity * front + (255 - opacity) * back + 127) // 255
    return np.clip(mixed + grain, 0, 255).astype(np.uint8)


def labelled(front, back):
    trimap = np.full(front.shape, UNKNOWN, np.uint8)
    trimap[back] = 0
    trimap[front] = 255
    return trimap


def colour(shape, *channels):
    return np.dstack([np.zeros(shape, np.int64) + channel for channel in channels])


def disc():
    """A soft disc over a gradient."""
    height, width = 72, 88
    y, x = np.mgrid[0:height, 0:width]
    radius = (x - 44) ** 2 + (y - 35) ** 2
    opacity = np.clip((26**2 - radius) * 255 // (26**2 - 16**2), 0, 255)
    front = colour(y.shape, 190 + x // 4, 120 - y // 2, 60 + (x * y) // 90)
    back = colour(y.shape, 40 + x, 90 + y, 200 - x)
    trimap = labelled(radius < 14**2, radius > 29**2)
    return composed(opacity, front, back, noise(1, height, width)), trimap


def strands():
    """Hair around a head over a texture: nothing is pure, and the unknown band is wide."""
    height, width, fine = 80, 96, 4
    covered = np.zeros((height * fine, width * fine), np.int64)
    y, x = np.mgrid[0 : height * fine, 0 : width * fine]
    covered[(x - 192) ** 2 + (y - 160) ** 2 < 68**2] = 1
    start = noise(2, 64, 1, 4, 256)[:, 0]
    for across, down, bend, reach in start.tolist():
        length = max(1, math.isqrt(across * across + down * down))
        step = [across * 256 // length, down * 256 // length]
        place = [192 * 256, 160 * 256]
        for _ in range(110 + abs(reach) // 8):
            place = [place[0] + step[0], place[1] + step[1]]
            step = [step[0] - step[1] * bend // 65536, step[1] + step[0] * bend // 65536]
            column, row = place[0] // 256, place[1] // 256
            covered[max(0, row - 1) : row + 1, max(0, column - 1) : column + 1] = 1
    opacity = covered.reshape(height, fine, width, fine).sum(axis=(1, 3)) * 255 // fine**2
    rough = noise(3, height + 4, width + 4, 3, 110)
    rough = sum(rough[dy : dy + height, dx : dx + width] for dy in range(5) for dx in range(5)) // 12
    y, x = np.mgrid[0:height, 0:width]
    back = np.clip(colour(y.shape, 130, 165 - x // 3, 120 + y // 2) + rough, 0, 255)
    front = colour(y.shape, 70 + y // 4, 45, 30 + x // 8) + noise(4, height, width, 3, 12)
    radius = (x - 48) ** 2 + (y - 40) ** 2
    trimap = labelled(radius < 14**2, (radius > 38**2) & (opacity == 0))
    return composed(opacity, front, back, noise(5, height, width, amplitude=5)), trimap


def flat():
    """Two colours and a wide band between the known pixels: all is left to propagation."""
    height, width = 64, 80
    y, x = np.mgrid[0:height, 0:width]
    edge = 2 * x + y - 110
    opacity = np.clip(edge * 64 + 128, 0, 255)
    front, back = colour(y.shape, 210, 170, 60), colour(y.shape, 50, 80, 150)
    trimap = labelled(edge > 38, edge < -38)
    return composed(opacity, front, back, noise(6, height, width, amplitude=9)), trimap


def border():
    """Unknown up to the picture's border; one known pixel among unknown ones and the reverse."""
    height, width = 56, 72
    y, x = np.mgrid[0:height, 0:width]
    edge = y * 8 - 200 - (x - 30) ** 2 // 10
    opacity = np.clip(128 + edge * 2, 0, 255)
    front = colour(y.shape, 60 + y * 2, 150 - x // 2, 90)
    back = colour(y.shape, 200 - y, 190, 120 + x + (x // 6 % 2) * 20)
    trimap = labelled(edge > 90, edge < -90)
    trimap[:, :9] = UNKNOWN
    trimap[20, 66] = UNKNOWN
    trimap[50, 36] = UNKNOWN
    trimap[6, 4] = 0
    return composed(opacity, front, back, noise(7, height, width, amplitude=10)), trimap


def tiny():
    """7x5: windows of every method reach over its borders."""
    height, width = 5, 7
    y, x = np.mgrid[0:height, 0:width]
    opacity = np.clip((x - 1) * 51, 0, 255) + 0 * y
    front = colour(y.shape, 220, 60 + 9 * y, 40)
    back = colour(y.shape, 30, 110, 160 + 5 * x)
    trimap = labelled(x + y // 2 > 6, x - y // 3 < 1)
    return composed(opacity, front, back, noise(8, height, width, amplitude=12)), trimap


PICTURES = disc, strands, flat, border, tiny


# Golden files


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent / "golden")
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--methods", nargs="+", default=list(METHODS), choices=METHODS)
    parser.add_argument("--names", nargs="+")
    arguments = parser.parse_args()
    if arguments.photos:
        compare(arguments.photos, arguments.methods, arguments.names)
    else:
        write_goldens(arguments.folder)


def write_goldens(folder):
    folder.mkdir(exist_ok=True)
    for draw in PICTURES:
        name = draw.__name__
        picture, trimap = draw()
        expanded = label_expansion(picture, trimap)
        write(folder / f"{name}-image.png", picture[..., ::-1])
        write(folder / f"{name}-trimap.png", trimap)
        write(folder / f"{name}-expanded.png", expanded)
        mattes = {method: METHODS[method](picture, trimap) for method in METHODS}
        mattes["closed-form-expanded"] = closed_form(picture / 255, expanded)
        for method, matte in mattes.items():
            write(folder / f"{name}-{method}.png", np.rint(matte * 65535).astype(np.uint16))
        report(name, picture, trimap, expanded)


def report(name, picture, trimap, expanded):
    """Prints how near a distance comes to the limit, as a program that rounds otherwise would tell."""
    limit = expansion_limit(trimap)
    gap = min(np.abs(one - limit).min() for one in label_distances(picture, trimap))
    before, after = (np.count_nonzero(one == UNKNOWN) for one in (trimap, expanded))
    print(f"{name}: {before} unknown, {after} expanded, limit {limit}, nearest to it {gap:.1e}")


def write(file, pixels):
    assert cv2.imwrite(str(file), pixels, [cv2.IMWRITE_PNG_COMPRESSION, 9]), file


METHODS = {
    "closed-form": lambda picture, trimap: closed_form(picture / 255, trimap),
    "knn": lambda picture, trimap: knn(picture / 255, trimap),
    "graph": three_layer_graph,
}


# Photographs


def compare(folder, methods, names):
    for name in names or sorted(file.stem for file in (folder / "image").glob("*.png")):
        picture = cv2.imread(str(folder / "image" / f"{name}.png"))[..., ::-1]
        trimap, truth = (read_gray(folder / kind / f"{name}.png") for kind in ("trimap", "truth"))
        unknown = trimap == UNKNOWN
        for method in methods:
            other = read_gray(folder / method / f"{name}.png")[unknown].astype(float)
            matte = np.floor(METHODS[method](picture, trimap)[unknown] * 255 + 0.5)
            ours, theirs = (absolute(one, truth[unknown]).sum() / 255_000 for one in (matte, other))
            apart = absolute(matte, other).mean()
            print(f"{name} {method}: SAD {ours:.3f}, other {theirs:.3f}, apart {apart:.3f}", flush=True)


def absolute(one, other):
    return np.abs(one - other.astype(float))


def read_gray(file):
    return cv2.imread(str(file), cv2.IMREAD_GRAYSCALE)


if __name__ == "__main__":
    main()

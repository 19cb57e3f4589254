# SPDX-License-Identifier: Apache-2.0
"""Makes golden vectors for resampling, for shifts of hue, saturation and value, and for JPEG.

What it is
    An oracle that does not share code with the program under test. Resampling is the plain double
    sum over all source pixels around a point, in NumPy, with no separation, tables or tiles.
    Colours of the hexcone model come from Python's colorsys, JPEG from OpenCV's libjpeg-turbo.

How to run
    /usr/bin/python3 make_vectors.py [output-folder]

    Without an argument the files go beside this script. Nothing is written unless the double sum
    agrees with other libraries: OpenCV (bilinear enlargement, area shrinking by whole and broken
    factors), SciPy (bilinear under rotation), Pillow (all four kernels, away from the border,
    where Pillow leaves pixels out instead of repeating the border's).

Made with
    Python 3.11.2, NumPy 1.24.2, SciPy 1.10.1, OpenCV 4.6.0, Pillow 9.4.0.

Files
    resampling.txt: colours|alpha kernel source-width source-height xx xy x0 yx yy y0 width height
    and then the samples. Source samples are (37x + 91y + 53c + 7xy) mod 256 / 255 for channel c of
    colours and (29x + 67y + 5xy) mod 256 / 255 for alpha.
    hair.txt: kernel, mean alpha of strands thinner than a pixel (see hair) on 400x320 pixels, and
    of the same shrunk to 200x160, before and after clamping to 0 to 1. Clamping cuts off what a
    kernel undershoots between strands, which adds to the mean.
    hsv.txt: hue-degrees saturation-shift value-shift, three samples before, three after.
    jpeg-QUALITY.png: the picture of 40x24 pixels with red = 6x, green = 10y, blue = 3x + 4y, and
    (250, 20, 60) where 10 <= x < 30 and 6 <= y < 18, after JPEG with 4:2:0 at that quality.
"""

import colorsys
import math
import sys
from pathlib import Path

import cv2
import numpy as np
import PIL.Image
from scipy import ndimage

IDENTITY = (1, 0, 0, 0, 1, 0)
KERNELS = ("BILINEAR", "BICUBIC", "LANCZOS", "AREA")


def triangle(d):
    return np.maximum(0, 1 - abs(d))


def cubic(d, a=-0.5):
    d = abs(d)
    inner = (a + 2) * d**3 - (a + 3) * d**2 + 1
    outer = a * d**3 - 5 * a * d**2 + 8 * a * d - 4 * a
    return np.where(d <= 1, inner, np.where(d < 2, outer, 0))


def lanczos(d):
    return np.where(abs(d) < 3, np.sinc(d) * np.sinc(d / 3), 0)


def axis_weights(kernel, centre, step, pixels):
    """Weights of pixels (their numbers) for a footprint of max(1, step) around a centre."""
    width = max(1.0, step)
    if kernel == "AREA":
        low = np.maximum(pixels, centre - width / 2)
        high = np.minimum(pixels + 1, centre + width / 2)
        weights = np.maximum(0, high - low)
    else:
        shape = {"BILINEAR": triangle, "BICUBIC": cubic, "LANCZOS": lanczos}[kernel]
        weights = shape((pixels + 0.5 - centre) / width)
    return weights / weights.sum()


def resample(source, matrix, width, height, kernel):
    """The double sum; beyond the border the nearest pixel counts. Float64, not clamped."""
    xx, xy, x0, yx, yy, y0 = matrix
    step_x, step_y = math.hypot(xx, xy), math.hypot(yx, yy)
    margin = 40
    padded = np.pad(source, ((margin, margin), (margin, margin), (0, 0)), mode="edge")
    columns = np.arange(-margin, source.shape[1] + margin)
    rows = np.arange(-margin, source.shape[0] + margin)
    result = np.zeros((height, width, source.shape[2]))
    for j in range(height):
        for i in range(width):
            u = xx * (i + 0.5) + xy * (j + 0.5) + x0
            v = yx * (i + 0.5) + yy * (j + 0.5) + y0
            across = axis_weights(kernel, u, step_x, columns)
            down = axis_weights(kernel, v, step_y, rows)
            result[j, i] = np.einsum("y,x,yxc->c", down, across, padded)
    return result


def coverage(source, matrix, width, height):
    """How much of each output pixel's footprint, taken as an upright box, lies inside."""
    xx, xy, x0, yx, yy, y0 = matrix
    j, i = np.mgrid[:height, :width] + 0.5

    def share(centre, step, size):
        low, high = np.maximum(0, centre - step / 2), np.minimum(size, centre + step / 2)
        return np.maximum(0, high - low) / step

    return share(xx * i + xy * j + x0, math.hypot(xx, xy), source.shape[1]) * share(
        yx * i + yy * j + y0, math.hypot(yx, yy), source.shape[0]
    )


def colours(width, height):
    y, x, c = np.mgrid[:height, :width, :3]
    return (37 * x + 91 * y + 53 * c + 7 * x * y) % 256 / 255


def alpha(width, height):
    y, x = np.mgrid[:height, :width]
    return ((29 * x + 67 * y + 5 * x * y) % 256 / 255)[..., None]


def rotation(degrees, scale, centre, output_centre):
    cos, sin = scale * math.cos(math.radians(degrees)), scale * math.sin(math.radians(degrees))
    return (
        cos,
        -sin,
        centre[0] - cos * output_centre[0] + sin * output_centre[1],
        sin,
        cos,
        centre[1] - sin * output_centre[0] - cos * output_centre[1],
    )


def resampling_cases():
    """name of the source, kernel, source size, matrix, output size"""
    for kernel in KERNELS:
        yield "colours", kernel, (7, 5), (7 / 9, 0, 0, 0, 5 / 8, 0), (9, 8)
        yield "colours", kernel, (17, 13), (2, 0, 1, 0, 2, -1), (7, 7)
        yield "colours", kernel, (17, 13), (-1.75, 0, 15.5, 0, 3.1, 0.2), (8, 4)
        yield "colours", kernel, (12, 11), rotation(27, 1, (6, 5.5), (4, 3)), (8, 6)
        yield "colours", kernel, (19, 15), rotation(-50, 2.3, (9, 8), (3, 3)), (6, 6)
        yield "alpha", kernel, (9, 8), (0.75, 0, -1.2, 0, 0.8, 4.1), (12, 7)
        yield "alpha", kernel, (19, 16), (2.5, 0, -3, 0, 3.3, 1), (8, 6)
        yield "alpha", kernel, (9, 8), rotation(33, 0.9, (1, 7), (5, 5)), (10, 10)
    yield "colours", "BICUBIC", (6, 5), (1.1, 0.3, -30, -0.2, 0.9, 2), (4, 3)
    yield "colours", "LANCZOS", (6, 5), (1.1, 0, 300, 0, 0.9, 2), (3, 3)
    yield "alpha", "AREA", (6, 5), (1.1, 0.3, 20, -0.2, 0.9, 2), (4, 3)


def golden(name, kernel, size, matrix, output):
    source = colours(*size) if name == "colours" else alpha(*size)
    # Far outside, the padding of the double sum ends; the border's pixel counts there.
    near = limited(matrix, size, output)
    result = np.clip(resample(source, near, *output, kernel), 0, 1)
    if name == "alpha":
        result *= coverage(source, matrix, *output)[..., None]
    numbers = [repr(float(value)) for value in matrix]
    samples = [f"{value:.6f}" for value in result.ravel()]
    return " ".join([name, kernel, *map(str, size), *numbers, *map(str, output), *samples])


def limited(matrix, size, output):
    xx, xy, x0, yx, yy, y0 = matrix
    if x0 > 2 * size[0]:
        x0 = size[0] + 15
    if x0 < -20:
        x0 = -20
    return xx, xy, x0, yx, yy, y0


def require_close(what, ours, theirs, tolerance):
    worst = np.abs(ours - theirs).max()
    if not worst <= tolerance:
        raise SystemExit(f"{what}: differs by {worst}")
    print(f"{what}: agrees to {worst:.1e}")


def scaled(source, width, height, kernel):
    matrix = (source.shape[1] / width, 0, 0, 0, source.shape[0] / height, 0)
    return resample(source, matrix, width, height, kernel)


def check_opencv():
    source = colours(24, 18)
    for size in ((48, 54), (31, 29)):
        theirs = cv2.resize(source, size, interpolation=cv2.INTER_LINEAR)
        require_close(
            f"OpenCV bilinear {size}", scaled(source, *size, "BILINEAR"), theirs, 1e-6
        )
    for size in ((12, 9), (8, 6), (4, 3), (18, 12), (7, 5)):
        theirs = cv2.resize(source, size, interpolation=cv2.INTER_AREA)
        require_close(f"OpenCV area {size}", scaled(source, *size, "AREA"), theirs, 1e-6)


def check_scipy():
    source = colours(15, 12)
    matrix = rotation(27, 1, (7, 6), (8, 8))
    j, i = np.mgrid[:16, :16] + 0.5
    u = matrix[0] * i + matrix[1] * j + matrix[2] - 0.5
    v = matrix[3] * i + matrix[4] * j + matrix[5] - 0.5
    theirs = np.stack(
        [
            ndimage.map_coordinates(source[..., c], (v, u), order=1, mode="nearest")
            for c in range(3)
        ],
        axis=-1,
    )
    require_close(
        "SciPy bilinear, rotated", resample(source, matrix, 16, 16, "BILINEAR"), theirs, 1e-12
    )


def check_pillow():
    source = alpha(96, 80)
    filters = {
        "BILINEAR": PIL.Image.BILINEAR,
        "BICUBIC": PIL.Image.BICUBIC,
        "LANCZOS": PIL.Image.LANCZOS,
        "AREA": PIL.Image.BOX,
    }
    image = PIL.Image.fromarray(source[..., 0].astype(np.float32), mode="F")
    for kernel, number in filters.items():
        sizes = ((48, 40), (24, 20)) if kernel == "AREA" else ((120, 130), (60, 50), (31, 23))
        for size in sizes:
            theirs = np.asarray(image.resize(size, number))
            # The kernel reaches 3 footprints; 9 output pixels are more than 3 source pixels too.
            inner = (slice(9, -9), slice(9, -9))
            require_close(
                f"Pillow {kernel} {size}",
                scaled(source, *size, kernel)[..., 0][inner],
                theirs[inner],
                1e-5,
            )


def check_coverage():
    source = alpha(9, 8)
    matrix = (0.75, 0, -1.2, 0, 0.8, 4.1)
    fine = 400
    j, i = (np.mgrid[: 7 * fine, : 12 * fine] + 0.5) / fine
    u, v = matrix[0] * i + matrix[2], matrix[4] * j + matrix[5]
    inside = ((u >= 0) & (u < 9) & (v >= 0) & (v < 8)).astype(float)
    counted = inside.reshape(7, fine, 12, fine).mean(axis=(1, 3))
    require_close("Coverage, counted", coverage(source, matrix, 12, 7), counted, 5e-3)


def hair():
    y, x = np.mgrid[:320, :400] + 0.5
    place = x + 3 * np.sin(y / 15)
    distance = abs(place - 7.3 * np.rint(place / 7.3))
    return 0.8 * np.exp(-(distance**2) / 0.4)


def hair_lines():
    def halving(kernel, size):
        pixels = np.arange(-40, size + 40)
        return np.array([axis_weights(kernel, 2 * i + 1, 2, pixels) for i in range(size // 2)])

    source = hair()
    for kernel in KERNELS:
        padded = np.pad(source, 40, mode="edge")
        half = halving(kernel, 320) @ padded @ halving(kernel, 400).T
        means = (source.mean(), half.mean(), np.clip(half, 0, 1).mean())
        yield " ".join([kernel, *(f"{mean:.7f}" for mean in means)])


def reflected(value):
    value = abs(value)
    return 2 - value if value > 1 else value


def hsv_lines():
    random = np.random.default_rng(7)
    pixels = [(0, 0, 0), (1, 1, 1), (0.5, 0.5, 0.5), (1, 0, 0), (0, 1, 0), (0, 0, 1)]
    pixels += [(1, 1, 0), (0, 1, 1), (1, 0, 1), (0.2, 0.2, 0.7), (0.7, 0.2, 0.7)]
    pixels += [tuple(np.round(random.random(3), 4)) for _ in range(20)]
    shifts = [(0, 0, 0), (40, 0, 0), (-40, 0.3, -0.2), (400, -0.5, 0.6), (-725, 1, -1)]
    for hue_shift, saturation_shift, value_shift in shifts:
        for pixel in pixels:
            hue, saturation, value = colorsys.rgb_to_hsv(*pixel)
            after = colorsys.hsv_to_rgb(
                (hue + hue_shift / 360) % 1,
                reflected(saturation + saturation_shift),
                reflected(value + value_shift),
            )
            numbers = (hue_shift, saturation_shift, value_shift, *pixel)
            yield " ".join([*map(str, numbers), *(f"{sample:.6f}" for sample in after)])


def jpeg(quality):
    y, x = np.mgrid[:24, :40]
    image = np.stack([6 * x, 10 * y, 3 * x + 4 * y], axis=-1).astype(np.uint8)
    image[6:18, 10:30] = (250, 20, 60)
    done, file = cv2.imencode(".jpg", image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.imdecode(file, cv2.IMREAD_COLOR)


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    check_opencv()
    check_scipy()
    check_pillow()
    check_coverage()
    for kernel in KERNELS:
        same = resample(colours(9, 8), IDENTITY, 9, 8, kernel)
        require_close(f"identity {kernel}", same, colours(9, 8), 1e-12)
    lines = [golden(*case) for case in resampling_cases()]
    (folder / "resampling.txt").write_text("\n".join(lines) + "\n")
    (folder / "hair.txt").write_text("\n".join(hair_lines()) + "\n")
    (folder / "hsv.txt").write_text("\n".join(hsv_lines()) + "\n")
    for quality in (15, 60, 95):
        cv2.imwrite(str(folder / f"jpeg-{quality}.png"), jpeg(quality))


if __name__ == "__main__":
    main()

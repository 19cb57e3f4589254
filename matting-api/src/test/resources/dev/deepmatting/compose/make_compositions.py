"""Makes the images beside this script: python3 make_compositions.py (needs cv2 and numpy).

The inputs are 48x32: foreground.png, background.png, and alpha.png, whose object is cut off at the
bottom. The other files are what a composition of them must look like, computed here in doubles.
"""

from pathlib import Path

import cv2
import numpy as np

HERE = Path(__file__).parent
WIDTH, HEIGHT = 48, 32
SHADOW = {"x": 5, "y": 3, "sigma": 2.5, "opacity": 0.6, "colour": (20, 0, 60)}
ys, xs = np.mgrid[0:HEIGHT, 0:WIDTH]


def foreground():
    return np.stack([200 - 3 * xs, 40 + 6 * ys, 255 - 4 * xs], axis=-1).astype(np.float64)


def background():
    checks = np.where((xs // 6 + ys // 6) % 2 == 0, 230, 25)
    return np.stack([checks, 255 - checks, 5 * xs], axis=-1).astype(np.float64)


def alpha():
    """A soft disc on a stem that leaves the picture at the bottom."""
    disc = np.clip((11 - np.hypot(xs - 22.0, ys - 13.0)) / 5 + 0.5, 0, 1)
    stem = np.clip((4 - np.abs(xs - 20.0)) / 3 + 0.5, 0, 1) * (ys >= 13)
    return np.rint(np.maximum(disc, stem) * 255)


def linear(samples):
    return np.where(samples <= 0.04045, samples / 12.92, ((samples + 0.055) / 1.055) ** 2.4)


def samples(light):
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def over(front, front_alpha, back, back_alpha):
    front_alpha = front_alpha[..., None]
    back_alpha = back_alpha[..., None]
    opacity = front_alpha + (1 - front_alpha) * back_alpha
    colours = front * front_alpha + back * back_alpha * (1 - front_alpha)
    return np.divide(colours, opacity, out=front * np.ones_like(colours), where=opacity > 0), opacity[..., 0]


def cast(matte):
    reach = int(np.ceil(4 * SHADOW["sigma"]))
    margin = reach + 10
    wide = cv2.copyMakeBorder(matte, margin, margin, margin, margin, cv2.BORDER_REPLICATE)
    size = 2 * reach + 1
    blurred = cv2.GaussianBlur(wide, (size, size), SHADOW["sigma"])
    top, left = margin - SHADOW["y"], margin - SHADOW["x"]
    return SHADOW["opacity"] * blurred[top : top + HEIGHT, left : left + WIDTH]


def write(name, colours, opacity=None):
    levels = [np.floor(colours[..., c] * 255 + 0.5) for c in (2, 1, 0)]
    if opacity is not None:
        levels.append(np.floor(opacity * 255 + 0.5))
    cv2.imwrite(str(HERE / name), np.stack(levels, axis=-1).astype(np.uint8))


def main():
    front, back, matte = foreground() / 255, background() / 255, alpha() / 255
    solid = np.ones_like(matte)
    write("foreground.png", front)
    write("background.png", back)
    cv2.imwrite(str(HERE / "alpha.png"), alpha().astype(np.uint8))
    write("srgb.png", over(front, matte, back, solid)[0])
    write("linear.png", samples(over(linear(front), matte, linear(back), solid)[0]))
    shade = cast(matte)
    colour = np.broadcast_to(np.array(SHADOW["colour"]) / 255, front.shape)
    shaded, _ = over(colour, shade, back, solid)
    write("shadow-srgb.png", over(front, matte, shaded, solid)[0])
    shaded, _ = over(linear(colour), shade, linear(back), solid)
    write("shadow-linear.png", samples(over(linear(front), matte, shaded, solid)[0]))
    write("shadow-transparent.png", *over(front, matte, colour, shade))
    blurred = cv2.GaussianBlur(matte, (15, 15), 1.7, borderType=cv2.BORDER_REPLICATE)
    levels = np.floor(blurred * 65535 + 0.5).astype(np.uint16)
    cv2.imwrite(str(HERE / "feathered.png"), levels)


main()

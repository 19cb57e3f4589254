"""Draws a picture and segments it with OpenCV's own GrabCut, as GrabCutSegmenter is to do it.

Run in this folder with Python 3, NumPy and OpenCV (made with 4.6.0):  python3 make_masks.py
Writes scene.png, scribbles.png (0, 128, 255), rectangle-mask.png and scribbles-mask.png (0, 255).
"""

import cv2
import numpy as np

SEED = 20040808
ITERATIONS = 5
WIDTH, HEIGHT = 200, 150
RECTANGLE = (40, 20, 120, 110)


def scene():
    """A striped body before blotches and patches of its own colours; red, green, blue."""
    random = np.random.default_rng(1)
    blotches = cv2.GaussianBlur(random.random((HEIGHT, WIDTH, 3)), (0, 0), 7)
    blotches = (blotches - blotches.min()) / np.ptp(blotches)
    picture = 30 + 150 * blotches + [0, 30, 10]
    picture[85:, 130:175] = [175, 120, 75]
    picture[:60, 70:90] = [140, 75, 65]
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    body = ((x - 100) / 48.0) ** 2 + ((y - 76) / 42.0) ** 2 < 1
    head = (x - 118) ** 2 + (y - 44) ** 2 < 20 ** 2
    picture[body] = np.where(((x + y) // 12 % 2)[body][:, None] == 0, [170, 110, 60], [190, 150, 110])
    picture[head] = [140, 70, 60]
    picture = cv2.GaussianBlur(picture, (0, 0), 0.8) + random.normal(0, 4, picture.shape)
    return np.clip(np.rint(picture), 0, 255).astype(np.uint8)


def strokes():
    hints = np.full((HEIGHT, WIDTH), 128, np.uint8)
    cv2.line(hints, (75, 70), (125, 100), 255, 3)
    cv2.line(hints, (112, 40), (124, 48), 255, 3)
    cv2.line(hints, (10, 10), (190, 12), 0, 3)
    cv2.line(hints, (12, 135), (185, 140), 0, 3)
    return hints


def by_rectangle(picture):
    mask = np.full((HEIGHT, WIDTH), cv2.GC_BGD, np.uint8)
    x, y, w, h = RECTANGLE
    mask[y : y + h, x : x + w] = cv2.GC_PR_FGD
    background, foreground = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.setRNGSeed(SEED)
    cv2.grabCut(
        picture, mask, None, background, foreground, ITERATIONS, cv2.GC_INIT_WITH_MASK
    )
    return mask


def by_scribbles(picture, hints):
    said = hints != 128
    colours = np.ascontiguousarray(picture[said][None])
    kinds = np.where(hints[said] == 255, cv2.GC_FGD, cv2.GC_BGD).astype(np.uint8)[None]
    background, foreground = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.setRNGSeed(SEED)
    cv2.grabCut(
        colours, kinds.copy(), None, background, foreground, 0, cv2.GC_INIT_WITH_MASK
    )
    mask = np.full((HEIGHT, WIDTH), cv2.GC_PR_BGD, np.uint8)
    mask[hints == 255] = cv2.GC_FGD
    mask[hints == 0] = cv2.GC_BGD
    cv2.grabCut(picture, mask, None, background, foreground, 1, cv2.GC_EVAL_FREEZE_MODEL)
    cv2.grabCut(picture, mask, None, background, foreground, ITERATIONS, cv2.GC_EVAL)
    return mask


def write(name, mask):
    inside = (mask == cv2.GC_FGD) | (mask == cv2.GC_PR_FGD)
    cv2.imwrite(name, np.where(inside, 255, 0).astype(np.uint8))


if __name__ == "__main__":
    picture, hints = scene(), strokes()
    cv2.imwrite("scene.png", picture[:, :, ::-1])
    cv2.imwrite("scribbles.png", hints)
    write("rectangle-mask.png", by_rectangle(picture))
    write("scribbles-mask.png", by_scribbles(picture, hints))

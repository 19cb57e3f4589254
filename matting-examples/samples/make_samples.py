"""Makes the sample photographs and hints of this folder, but for the dandelion.

The photographs are crops of wallpapers in Debian's packages mate-backgrounds and
plasma-workspace-wallpapers (NOTICE.md names authors and licences). The scribbles
are drawn by hand as the points below; the mask is as rough as that of a segmentation network.

    python3 make_samples.py

needs OpenCV and both packages.
"""

import pathlib

import cv2
import numpy as np

HERE = pathlib.Path(__file__).parent
NATURE = pathlib.Path("/usr/share/backgrounds/mate/nature")
KITE = pathlib.Path("/usr/share/wallpapers/Kite/contents/images/2560x1600.jpg")
BACKGROUND, UNSAID, FOREGROUND = 0, 128, 255

MARIGOLD_OBJECT = """
40,500 150,450 280,490 400,510
60,540 200,535 330,530
170,720 300,640 420,560 540,620 600,720 700,800 800,800
280,690 380,630
570,770 640,770 600,840 640,900 680,870
200,270 270,280 330,340 390,420
175,320 260,360 330,420
340,260 370,300 430,310 430,230
490,200 520,270
640,200 650,300 610,300 600,480
680,250 680,380 560,450
340,220 365,250 385,240
690,440 860,450 940,400
830,350 950,320
850,320 940,295
780,560 900,640 950,680
700,560 800,700
910,740 950,800
"""
MARIGOLD_BACKGROUND = """
10,380 90,380 120,300 140,240 240,200 280,150 400,100 560,160 580,210
20,40 500,60 900,40 880,240 740,320 740,200
230,420 320,435
20,600 200,590
120,640 90,760 220,800 340,740 400,690 410,800 480,910
800,910 880,860 940,900
"""
KITE_CORNERS = "57,51 226,93 130,152 54,214"
DARKEST_PETAL = 70
SUNFLOWER_CENTRE = "760,560 880,500 1000,500 1099,540 1099,799 760,799"
# Segmentation networks answer at a fraction of the picture's size: their edges are rough.
MASK_CELL = 16


def crop(file, left, top, right, bottom, width):
    picture = cv2.imread(str(file))[top:bottom, left:right]
    height = round(width * picture.shape[0] / picture.shape[1])
    return cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)


def points(line):
    return np.array([tuple(map(int, point.split(","))) for point in line.split()])


def lines(text):
    return [points(line) for line in text.strip().splitlines()]


def write_photograph(name, picture):
    cv2.imwrite(str(HERE / name), picture, [cv2.IMWRITE_JPEG_QUALITY, 88])


def rough_mask(flower, inside=None):
    bright = (flower.max(axis=2) > DARKEST_PETAL).astype(np.float32)
    if inside is not None:
        cv2.fillPoly(bright, [inside], 1)
    height, width = bright.shape
    cells = cv2.resize(
        bright, (width // MASK_CELL, height // MASK_CELL), interpolation=cv2.INTER_AREA
    )
    coarse = (cells >= 0.5).astype(np.float32)
    smooth = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.where(smooth >= 0.5, FOREGROUND, BACKGROUND).astype(np.uint8)


def outlined(picture, corners):
    mask = np.full(picture.shape[:2], BACKGROUND, np.uint8)
    cv2.fillPoly(mask, [corners], FOREGROUND)
    return mask


def main():
    marigold = crop(NATURE / "Garden.jpg", 920, 0, 2560, 1600, 960)
    sunflower = crop(NATURE / "YellowFlower.jpg", 360, 0, 2560, 1600, 1100)
    petals = crop(NATURE / "YellowFlower.jpg", 360, 300, 1760, 1420, 900)
    kite = crop(KITE, 1600, 440, 1900, 700, 300)
    write_photograph("marigold.jpg", marigold)
    write_photograph("sunflower.jpg", sunflower)
    write_photograph("petals.jpg", petals)
    write_photograph("kite.jpg", kite)
    write_photograph("dune.jpg", crop(NATURE / "Dune.jpg", 0, 0, 1680, 1050, 960))

    scribbles = np.full(marigold.shape[:2], UNSAID, np.uint8)
    cv2.polylines(scribbles, lines(MARIGOLD_OBJECT), False, FOREGROUND, 12)
    cv2.polylines(scribbles, lines(MARIGOLD_BACKGROUND), False, BACKGROUND, 12)
    cv2.imwrite(str(HERE / "marigold-scribbles.png"), scribbles)

    sunflower_mask = rough_mask(sunflower, points(SUNFLOWER_CENTRE))
    cv2.imwrite(str(HERE / "sunflower-mask.png"), sunflower_mask)
    petals_mask = rough_mask(cv2.imread(str(HERE / "petals.jpg")))
    cv2.imwrite(str(HERE / "petals-mask.png"), petals_mask)
    cv2.imwrite(str(HERE / "kite-mask.png"), outlined(kite, points(KITE_CORNERS)))


if __name__ == "__main__":
    main()

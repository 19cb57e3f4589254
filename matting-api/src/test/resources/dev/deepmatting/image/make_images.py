"""Makes the image files beside this script: python3 make_images.py (needs cv2, numpy, Pillow).

The picture is 24x16 and its pixels follow a formula that the tests repeat:
red = 10 x, green = 15 y, blue = 255 - 10 x; gray = 10 x + y; alpha = 255 - 15 y.
Sixteen-bit samples are 257 times the eight-bit ones plus 7 (so that the low byte matters), at most
65535.
Files that carry a loss or a colour conversion were decoded here by cv2 (libjpeg-turbo) and lie
as *-reference.png beside the original.
"""

import io
import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

HERE = Path(__file__).parent
WIDTH, HEIGHT = 24, 16
ys, xs = np.mgrid[0:HEIGHT, 0:WIDTH]
RGB = np.stack([10 * xs, 15 * ys, 255 - 10 * xs], axis=-1).astype(np.uint8)
GRAY = (10 * xs + ys).astype(np.uint8)
ALPHA = (255 - 15 * ys).astype(np.uint8)


def wide(samples):
    return np.minimum(samples.astype(np.int64) * 257 + 7, 65535).astype(np.uint16)


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width, height, depth, colour, data):
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(data)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def rows(samples):
    """Filter type 0 before every row, samples big-endian."""
    return b"".join(b"\0" + r.astype(r.dtype.newbyteorder(">")).tobytes() for r in samples)


def jpeg(picture, **options):
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=95, **options)
    return out.getvalue()


def segment(data, marker):
    """Start and end of the first segment with that marker."""
    at = 2
    while data[at + 1] != marker:
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return at, at + 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]


def reference(name):
    decoded = cv2.imread(str(HERE / name), cv2.IMREAD_COLOR)
    cv2.imwrite(str(HERE / (Path(name).stem + "-reference.png")), decoded)


def write(name, data):
    (HERE / name).write_bytes(data)


def pngs():
    write("rgb8.png", png(WIDTH, HEIGHT, 8, 2, rows(RGB)))
    write("rgba8.png", png(WIDTH, HEIGHT, 8, 6, rows(np.dstack([RGB, ALPHA]))))
    write("gray8.png", png(WIDTH, HEIGHT, 8, 0, rows(GRAY)))
    write("gray-alpha8.png", png(WIDTH, HEIGHT, 8, 4, rows(np.dstack([GRAY, ALPHA]))))
    write("rgb16.png", png(WIDTH, HEIGHT, 16, 2, rows(wide(RGB))))
    write("rgba16.png", png(WIDTH, HEIGHT, 16, 6, rows(wide(np.dstack([RGB, ALPHA])))))
    write("gray16.png", png(WIDTH, HEIGHT, 16, 0, rows(wide(GRAY))))
    bits = np.packbits(((xs + ys) % 2).astype(np.uint8), axis=1)
    write("gray1.png", png(WIDTH, HEIGHT, 1, 0, rows(bits)))
    # Index = x; entry x holds the formula's red and blue of column x and green 15.
    palette = Image.fromarray(xs.astype(np.uint8), "P")
    palette.putpalette([v for x in range(WIDTH) for v in (10 * x, 15, 255 - 10 * x)])
    palette.save(HERE / "palette.png")
    colours = np.full((HEIGHT, WIDTH), 128, np.uint8)
    colours[:, :8], colours[:, 16:] = 0, 255
    trimap = Image.fromarray((colours // 127).astype(np.uint8), "P")
    trimap.putpalette([0, 0, 0, 128, 128, 128, 255, 255, 255])
    trimap.save(HERE / "trimap-palette.png")


def jpegs():
    picture = Image.fromarray(RGB)
    write("baseline.jpg", jpeg(picture, subsampling=0))
    write("progressive.jpg", jpeg(picture, subsampling=0, progressive=True))
    write("gray.jpg", jpeg(Image.fromarray(GRAY)))
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[274] = orientation
        write(f"orientation-{orientation}.jpg", jpeg(stored(orientation), subsampling=0, exif=exif))
        shown = cv2.imread(str(HERE / f"orientation-{orientation}.jpg"), cv2.IMREAD_COLOR)
        assert np.abs(shown[..., ::-1].astype(int) - RGB).max() < 8, orientation
    # Ink: cyan, magenta, yellow as the picture's complement, a constant black of 51.
    ink = np.dstack([255 - RGB, np.full((HEIGHT, WIDTH), 51, np.uint8)])
    adobe = jpeg(Image.fromarray(ink, "CMYK"))
    write("cmyk-adobe.jpg", adobe)
    # Decoders take four components for Adobe's inverted ink also where the marker is missing.
    start, end = segment(adobe, 0xEE)
    write("cmyk-plain.jpg", adobe[:start] + adobe[end:])
    write("ycck.jpg", ycck(ink))
    for name in ["baseline.jpg", "progressive.jpg", "cmyk-adobe.jpg", "cmyk-plain.jpg", "ycck.jpg"]:
        reference(name)


def stored(orientation):
    """The pixels to store so that a viewer who obeys the tag shows the picture."""
    undo = {
        2: Image.FLIP_LEFT_RIGHT,
        3: Image.ROTATE_180,
        4: Image.FLIP_TOP_BOTTOM,
        5: Image.TRANSPOSE,
        6: Image.ROTATE_90,
        7: Image.TRANSVERSE,
        8: Image.ROTATE_270,
    }
    picture = Image.fromarray(RGB)
    return picture.transpose(undo[orientation]) if orientation in undo else picture


def ycck(ink):
    """Adobe's YCCK: the inverted ink's complement as YCbCr, black inverted, transform byte 2."""
    luma_chroma = cv2.cvtColor(ink[..., :3], cv2.COLOR_RGB2YCrCb)[..., [0, 2, 1]]
    samples = np.dstack([255 - luma_chroma, ink[..., 3]])
    data = bytearray(jpeg(Image.fromarray(samples, "CMYK")))
    _, end = segment(data, 0xEE)
    data[end - 1] = 2
    return bytes(data)


def others():
    picture = Image.fromarray(RGB)
    picture.save(HERE / "rgb8.bmp")
    picture.quantize(64).save(HERE / "palette.gif")
    for orientation in range(1, 9):
        name = HERE / f"orientation-{orientation}.tif"
        stored(orientation).save(name, compression="tiff_lzw", tiffinfo={274: orientation})
    picture.save(HERE / "plain.tif")


def bad():
    whole = (HERE / "baseline.jpg").read_bytes()
    write("truncated.jpg", whole[: len(whole) * 2 // 3])
    late = (HERE / "progressive.jpg").read_bytes()
    scan = [i for i in range(len(late) - 1) if late[i] == 0xFF and late[i + 1] == 0xDA]
    write("no-end-marker.jpg", whole[:-2])
    write("truncated-progressive.jpg", late[: scan[3]])
    write("bad-header.jpg", whole[:4] + b"\xff" * 40 + whole[44:])
    whole = (HERE / "rgb8.png").read_bytes()
    write("truncated.png", whole[: len(whole) * 2 // 3])
    flipped = bytearray(whole)
    flipped[len(whole) - 30] ^= 0x10
    write("wrong-checksum.png", bytes(flipped))
    write("declares-60000x60000.png", png(60000, 60000, 8, 2, b"\0" * 100))
    write("text.png", b"This is a text, not a picture.\n")
    write("empty.png", b"")
    whole = (HERE / "plain.tif").read_bytes()
    write("truncated.tif", whole[: len(whole) * 2 // 3])
    # Found by fuzzing: BitsPerSample points at other fields, and a sample has 0 bits.
    assert whole[42] == 134
    write("fuzz-sample-of-0-bits.tif", whole[:42] + bytes([50]) + whole[43:])
    whole = (HERE / "rgb8.bmp").read_bytes()
    write("truncated.bmp", whole[: len(whole) * 2 // 3])
    whole = (HERE / "palette.gif").read_bytes()
    write("truncated.gif", whole[: len(whole) * 2 // 3])


pngs()
jpegs()
others()
bad()

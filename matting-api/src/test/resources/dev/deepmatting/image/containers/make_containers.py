"""Makes the image files beside this script: python3 make_containers.py (needs Pillow, numpy).

The picture is that of make_images.py one folder up. `markers.txt` lists JPEG files whose markers
contradict each other and whether libjpeg-turbo, by Pillow, takes them for luma and chroma.
"""

import importlib.util
import io
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

HERE = Path(__file__).parent
spec = importlib.util.spec_from_file_location("make_images", HERE.parent / "make_images.py")
images = importlib.util.module_from_spec(spec)
spec.loader.exec_module(images)
RGB, GRAY, ALPHA, chunk, rows = images.RGB, images.GRAY, images.ALPHA, images.chunk, images.rows
WIDTH, HEIGHT = images.WIDTH, images.HEIGHT


def png(samples, colour, before=(), after=(), depth=8):
    height, width = samples.shape[:2]
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    parts = [(b"IHDR", header), *before, (b"IDAT", zlib.compress(rows(samples))), *after, (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, body) for kind, body in parts)


def write(name, data):
    (HERE / name).write_bytes(data)


def exif(orientation):
    return b"MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 274, 3, 1, orientation, 0) + b"\0\0\0\0"


def orientations():
    for orientation in range(1, 9):
        turned = np.asarray(images.stored(orientation))
        place = "before" if orientation % 2 else "after"
        write(f"orientation-{orientation}.png", png(turned, 2, **{place: [(b"eXIf", exif(orientation))]}))
    write("orientation-9.png", png(RGB, 2, before=[(b"eXIf", exif(9))]))
    write("exif-damaged.png", png(RGB, 2, before=[(b"eXIf", b"MM\0*\0\0\xff\xff")]))


def strays():
    rgba, gray_alpha = np.dstack([RGB, ALPHA]), np.dstack([GRAY, ALPHA])
    black = struct.pack(">HHH", 0, 0, 255)
    write("stray-rgba-trns.png", png(rgba, 6, [(b"tRNS", black)]))
    write("stray-rgba16-trns.png", png(images.wide(rgba), 6, [(b"tRNS", black)], depth=16))
    write("stray-gray-alpha-trns.png", png(gray_alpha, 4, [(b"tRNS", b"\0\0")]))
    write("stray-trns-after.png", png(RGB, 2, after=[(b"tRNS", black)]))
    write("stray-trns-length.png", png(RGB, 2, [(b"tRNS", b"\0\0")]))
    write("stray-trns-twice.png", png(RGB, 2, [(b"tRNS", black), (b"tRNS", struct.pack(">HHH", 10, 15, 245))]))
    write("stray-gray-plte.png", png(GRAY, 0, [(b"PLTE", bytes(range(30)))]))
    write("stray-rgb-plte.png", png(RGB, 2, [(b"PLTE", bytes(3 * 256)), (b"hIST", b"\0\0")]))
    write("stray-sbit.png", png(RGB, 2, [(b"sBIT", b"\0"), (b"bKGD", b"\x07"), (b"pHYs", b"\0"), (b"tIME", b"")]))
    write("stray-iccp.png", png(RGB, 2, [(b"iCCP", b"no name"), (b"gAMA", b""), (b"cHRM", b"\0")]))
    write("stray-text.png", png(RGB, 2, [(b"zTXt", b"a\0\0not deflated"), (b"iTXt", b"\0\0\0"), (b"prVt", b"x")]))
    index = (np.mgrid[0:HEIGHT, 0:WIDTH][1]).astype(np.uint8)
    palette = bytes(v for x in range(WIDTH) for v in (10 * x, 15, 255 - 10 * x))
    write("stray-palette-trns.png", png(index, 3, [(b"PLTE", palette), (b"tRNS", bytes([255] * (WIDTH + 4)))]))


def gif(screen, frames, extensions=b""):
    """Frames: left, top, width, height; index 1 everywhere. Colours: 0 blue, 1 red."""
    out = b"GIF89a" + struct.pack("<HHBBB", *screen, 0x80, 0, 0) + bytes([0, 0, 255, 255, 0, 0])
    out += extensions
    for left, top, width, height in frames:
        out += b"," + struct.pack("<HHHHB", left, top, width, height, 0) + b"\x02"
        # A code of 3 bits for each pixel, begun anew before it would take 4.
        codes = [code for _ in range(width * height) for code in (4, 1)] + [5]
        bits = sum(code << 3 * i for i, code in enumerate(codes))
        data = bits.to_bytes((3 * len(codes) + 7) // 8, "little")
        for at in range(0, len(data), 255):
            piece = data[at : at + 255]
            out += bytes([len(piece)]) + piece
        out += b"\0"
    return out + b";"


def gifs():
    write("canvas.gif", gif((24, 16), [(5, 3, 10, 8)]))
    write("canvas-comment.gif", gif((24, 16), [(5, 3, 10, 8)], b"!\xfe\x03abc\0!\xf9\x04\0\0\0\0\0"))
    write("canvas-none.gif", gif((0, 0), [(0, 0, 10, 8)]))
    write("canvas-small.gif", gif((12, 8), [(5, 3, 10, 8)]))
    write("animation.gif", gif((24, 16), [(0, 0, 24, 16), (5, 3, 10, 8)]))
    for name, size in [("canvas", (24, 16)), ("canvas-comment", (24, 16))]:
        shown = Image.open(HERE / f"{name}.gif")
        assert shown.size == size and shown.convert("RGB").getpixel((6, 4)) == (255, 0, 0)


def segments(data):
    """A JPEG file's segments before its scan, and the rest."""
    found, at = [], 2
    while data[at + 1] != 0xDA:
        end = at + 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
        found.append(data[at:end])
        at = end
    return found, data[at:]


def markers():
    out = io.BytesIO()
    smooth = Image.fromarray(RGB)
    smooth.save(out, "JPEG", quality=90, subsampling=0)
    found, scan = segments(out.getvalue())
    tables = [each for each in found if each[1] < 0xE0]
    jfif = b"\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
    lines = []
    for ids in (b"\1\2\3", b"RGB", b"\0\1\2", b"YCc"):
        for has_jfif in (False, True):
            for adobe in (None, 0, 1, 2):
                head = jfif if has_jfif else b""
                if adobe is not None:
                    head += b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0" + bytes([adobe])
                body = b"".join(with_ids(each, ids, 10, 3) if each[1] == 0xC0 else each for each in tables)
                data = b"\xff\xd8" + head + body + with_ids(scan, ids, 5, 2)
                name = f"markers-{ids.hex()}-{'jfif' if has_jfif else 'none'}-{adobe if adobe is not None else 'none'}.jpg"
                write(name, data)
                shown = np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)
                luma = np.abs(shown - RGB).max() < 30
                lines.append(f"{name} {'luma' if luma else 'rgb'}")
                Image.fromarray(shown.astype(np.uint8)).save(HERE / f"markers-{'luma' if luma else 'rgb'}.png")
    # Too short to count, as for libjpeg.
    short = b"\xff\xe0\0\x07JFIF\0" + b"\xff\xee\0\x07Adobe"
    write("markers-short.jpg", b"\xff\xd8" + short + b"".join(tables) + scan)
    lines.append("markers-short.jpg luma")
    write("markers.txt", ("\n".join(lines) + "\n").encode())


def with_ids(segment, ids, start, step):
    out = bytearray(segment)
    for i, each in enumerate(ids):
        out[start + step * i] = each
    return bytes(out)


if __name__ == "__main__":
    for make in (orientations, strays, gifs, markers):
        make()

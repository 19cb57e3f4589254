"""Makes the TIFF files beside this script: python3 make_tiffs.py (needs libtiff.so.6, numpy, Pillow).

libtiff itself writes every form and reads it again, each beside the pixels that are right:
  name.tif            the form
  name.png            8 or 16 bits, gray or colour, as a photograph is read: without opacity
Of forms without loss libtiff has to decode what was written. Those that libtiff's RGBA interface changes
(16 bits become 8, opacity is multiplied in) have the pixels that were written; every other one has
those of TIFFReadRGBAImage. `cases.txt` lists the names and the tolerance.
"""

import ctypes
import io
import struct
import zlib
from ctypes import byref, c_char_p, c_double, c_float, c_int, c_uint16, c_uint32, c_void_p
from pathlib import Path

import numpy as np
from PIL import Image

HERE = Path(__file__).parent
T = ctypes.CDLL("libtiff.so.6")
T.TIFFOpen.restype = c_void_p
T.TIFFOpen.argtypes = [c_char_p, c_char_p]
T.TIFFClose.argtypes = [c_void_p]
T.TIFFWriteEncodedStrip.argtypes = [c_void_p, c_uint32, c_void_p, ctypes.c_ssize_t]
T.TIFFWriteEncodedStrip.restype = ctypes.c_ssize_t
T.TIFFWriteEncodedTile.argtypes = [c_void_p, c_uint32, c_void_p, ctypes.c_ssize_t]
T.TIFFWriteEncodedTile.restype = ctypes.c_ssize_t
for reading in (T.TIFFReadEncodedStrip, T.TIFFReadEncodedTile):
    reading.argtypes = [c_void_p, c_uint32, c_void_p, ctypes.c_ssize_t]
    reading.restype = ctypes.c_ssize_t
T.TIFFReadRGBAImageOriented.argtypes = [c_void_p, c_uint32, c_uint32, c_void_p, c_int, c_int]
T.TIFFWriteDirectory.argtypes = [c_void_p]

WIDTH, HEIGHT = 21, 19
NONE, RLE, G3, G4, LZW, JPEG, DEFLATE, PACKBITS, OLD_DEFLATE = 1, 2, 3, 4, 5, 7, 8, 32773, 32946
ys, xs = np.mgrid[0:HEIGHT, 0:WIDTH]
NOISE = np.random.default_rng(22).integers(-6, 7, (HEIGHT, WIDTH, 4))
RGB = np.clip(np.dstack([11 * xs, 13 * ys, 255 - 6 * (xs + ys)]) + NOISE[..., :3], 0, 255).astype(np.uint8)
SMOOTH = np.dstack([11 * xs, 13 * ys, 255 - 6 * (xs + ys)]).clip(0, 255).astype(np.uint8)
GRAY = RGB[..., 0]
ALPHA = np.clip(40 + 10 * xs + NOISE[..., 3], 0, 255).astype(np.uint8)
INK = np.dstack([255 - RGB, (5 * ys + 3 * xs).astype(np.uint8)])
CASES = []


def wide(samples):
    low = np.random.default_rng(7).integers(0, 256, samples.shape)
    return (samples.astype(np.int64) * 256 + low).astype(np.uint16)


def field(tif, tag, *values):
    kinds = {int: c_int, float: c_double}
    T.TIFFSetField(c_void_p(tif), c_uint32(tag), *[kinds[type(v)](v) if type(v) in kinds else v for v in values])


def pack(samples, bits):
    """Rows of samples that begin with a byte each."""
    if bits in (8, 16):
        return samples.astype(np.uint8 if bits == 8 else np.uint16).tobytes()
    rows = samples.reshape(samples.shape[0], -1)
    ones = (rows[:, :, None] >> np.arange(bits - 1, -1, -1)) & 1
    return np.packbits(ones.reshape(rows.shape[0], -1).astype(np.uint8), axis=1).tobytes()


def directory(tif, samples, photometric, bits, compression, tags=(), tile=None, rows=8, planar=False,
              predictor=1, extra=(), colour_map=None, subsampling=None):
    height, width = samples.shape[:2]
    bands = samples.shape[2] if samples.ndim == 3 else 1
    field(tif, 256, width)
    field(tif, 257, height)
    field(tif, 258, bits)
    field(tif, 277, bands)
    field(tif, 259, compression)
    field(tif, 262, photometric)
    field(tif, 284, 2 if planar else 1)
    if extra:
        field(tif, 338, len(extra), (c_uint16 * len(extra))(*extra))
    if colour_map is not None:
        field(tif, 320, *[(c_uint16 * len(m))(*m) for m in colour_map])
    if predictor != 1:
        field(tif, 317, predictor)
    if compression == JPEG:
        field(tif, 65537, 95)
        if photometric == 6:
            field(tif, 65538, 1)
    if subsampling:
        field(tif, 530, *subsampling)
    for tag in tags:
        field(tif, *tag)
    planes = [samples.reshape(height, width, bands)[..., b : b + 1] for b in range(bands)] if planar else [
        samples.reshape(height, width, bands)]
    written = []
    if tile:
        field(tif, 322, tile)
        field(tif, 323, tile)
        number = 0
        for plane in planes:
            for y in range(0, height, tile):
                for x in range(0, width, tile):
                    part = plane[y : y + tile, x : x + tile]
                    gaps = ((0, tile - part.shape[0]), (0, tile - part.shape[1]), (0, 0))
                    data = pack(np.pad(part, gaps, "edge"), bits)
                    # libtiff works in the bytes that it is given.
                    written.append(bytes(bytearray(data)))
                    assert T.TIFFWriteEncodedTile(tif, number, data, len(data)) == len(data)
                    number += 1
    else:
        field(tif, 278, rows)
        number = 0
        for plane in planes:
            for y in range(0, height, rows):
                data = pack(plane[y : y + rows], bits)
                written.append(bytes(bytearray(data)))
                assert T.TIFFWriteEncodedStrip(tif, number, data, len(data)) == len(data), number
                number += 1
    return written


def clumps(ycc, h, v):
    """Luma and chroma as TIFF packs them: a block of luma, then one of each chroma."""
    height, width = ycc.shape[:2]
    padded = np.pad(ycc, ((0, -height % v), (0, -width % h), (0, 0)), "edge")
    out = []
    for y in range(0, padded.shape[0], v):
        for x in range(0, padded.shape[1], h):
            block = padded[y : y + v, x : x + h]
            out += [*block[..., 0].ravel(), block[0, 0, 1], block[0, 0, 2]]
    return bytes(out)


def rgba(name):
    tif = T.TIFFOpen(str(HERE / name).encode(), b"r")
    pixels = (c_uint32 * (WIDTH * HEIGHT))()
    assert T.TIFFReadRGBAImageOriented(tif, WIDTH, HEIGHT, pixels, 1, 1) == 1, name
    T.TIFFClose(tif)
    return np.frombuffer(pixels, np.uint8).reshape(HEIGHT, WIDTH, 4)


def decoded(name, written, tiles):
    """Whether libtiff decodes the bytes that it was given."""
    tif = T.TIFFOpen(str(HERE / f"{name}.tif").encode(), b"r")
    read = T.TIFFReadEncodedTile if tiles else T.TIFFReadEncodedStrip
    same = True
    for number, data in enumerate(written):
        buffer = ctypes.create_string_buffer(len(data))
        same &= read(tif, number, buffer, len(data)) == len(data) and buffer.raw == data
    T.TIFFClose(tif)
    return same


def png(name, samples):
    """Gray or colour of 8 or 16 bits."""
    if samples.dtype == np.uint8:
        Image.fromarray(samples).save(HERE / f"{name}.png")
        return
    colour = 2 if samples.ndim == 3 else 0
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in samples)
    parts = [(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 16, colour, 0, 0, 0)),
             (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    body = b"".join(struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    (HERE / f"{name}.png").write_bytes(b"\x89PNG\r\n\x1a\n" + body)


def form(name, samples, photometric, bits=8, compression=NONE, right=None, order="l", loss=0, **more):
    """Writes a form; right None: libtiff's own reading; else that is compared with it where it can be."""
    tif = T.TIFFOpen(str(HERE / f"{name}.tif").encode(), b"w" + order.encode())
    written = directory(tif, samples, photometric, bits, compression, **more)
    T.TIFFClose(tif)
    assert loss or decoded(name, written, "tile" in more), name
    if right is None:
        right = rgba(f"{name}.tif")[..., :3]
    elif right.dtype == np.uint8 and not more.get("extra"):
        # Of 16 bits and of opacity libtiff's interface makes something else.
        colours = right if right.ndim == 3 else np.dstack([right] * 3)
        assert (colours == rgba(f"{name}.tif")[..., :3]).all(), name
    png(name, right)
    CASES.append(f"{name} {loss}")


def exact():
    kinds = {"gray8": (GRAY, 1, 8), "rgb8": (RGB, 2, 8), "gray16": (wide(GRAY), 1, 16), "rgb16": (wide(RGB), 2, 16)}
    methods = {"none": NONE, "lzw": LZW, "deflate": DEFLATE, "old-deflate": OLD_DEFLATE, "packbits": PACKBITS}
    for kind, (samples, photometric, bits) in kinds.items():
        for method, compression in methods.items():
            predictors = [1, 2] if method in ("lzw", "deflate", "old-deflate") else [1]
            for predictor in predictors:
                number = len(CASES)
                order = "lb"[number % 2]
                place = [{}, {"tile": 16}, {"planar": True}, {"tile": 16, "planar": True}][number // 2 % 4]
                place = place if samples.ndim == 3 or "planar" not in place else {"rows": 19}
                end = "-differences" if predictor == 2 else ""
                form(f"{kind}-{method}{end}", samples, photometric, bits, compression, samples, order,
                     predictor=predictor, **place)
    form("rgb16-lzw-differences-big", wide(RGB), 2, 16, LZW, wide(RGB), "b", predictor=2)
    form("rgb16-lzw-differences-little", wide(RGB), 2, 16, LZW, wide(RGB), "l", predictor=2)
    form("rgb16-planar-differences-tiles", wide(RGB), 2, 16, DEFLATE, wide(RGB), "b", predictor=2, planar=True, tile=16)
    form("bigtiff", RGB, 2, 8, LZW, RGB, "l8", predictor=2)
    form("bigtiff-big", wide(GRAY), 1, 16, DEFLATE, wide(GRAY), "b8", predictor=2)
    form("fill-order", RGB, 2, 8, LZW, RGB, tags=[(266, 2)])
    for bits in (1, 2, 4):
        few = GRAY >> (8 - bits)
        form(f"gray{bits}", few, 1, bits, PACKBITS, (few * (255 // (2**bits - 1))).astype(np.uint8))
        form(f"white{bits}", few, 0, bits, LZW, (255 - few * (255 // (2**bits - 1))).astype(np.uint8))
    form("white8", GRAY, 0, 8, LZW, 255 - GRAY, predictor=2)
    form("white16", wide(GRAY), 0, 16, NONE, 65535 - wide(GRAY))
    twelve = GRAY.astype(np.int64) * 16 + xs
    form("gray12", twelve, 1, 12, NONE, ((twelve * 65535 + 2047) // 4095).astype(np.uint16))


def faxes():
    bilevel = ((GRAY > 128) ^ (xs % 5 == 0)).astype(np.uint8)
    for name, compression in {"rle": RLE, "g3": G3, "g4": G4}.items():
        form(f"fax-{name}", bilevel, 0, 1, compression, ((1 - bilevel) * 255).astype(np.uint8), rows=19)
    form("fax-g4-black-is-zero", bilevel, 1, 1, G4, (bilevel * 255).astype(np.uint8), rows=8)


def opacities():
    for name, samples, bits in [("8", RGB, 8), ("16", wide(RGB), 16)]:
        alpha = ALPHA if bits == 8 else wide(ALPHA)
        top = 255 if bits == 8 else 65535
        straight = np.dstack([samples, alpha])
        form(f"rgba{name}-unassociated", straight, 2, bits, LZW, samples, extra=(2,), predictor=2)
        form(f"rgba{name}-unspecified", straight, 2, bits, LZW, samples, extra=(0,))
        form(f"rgba{name}-planar", straight, 2, bits, DEFLATE, samples, extra=(2,), planar=True)
        over = (samples.astype(np.int64) * alpha[..., None] + top // 2) // top
        back = np.minimum(top, (over * top + alpha[..., None] // 2) // alpha[..., None]).astype(samples.dtype)
        form(f"rgba{name}-associated", np.dstack([over.astype(samples.dtype), alpha]), 2, bits, LZW, back,
             extra=(1,))
        form(f"gray{name}-alpha", np.dstack([samples[..., 0], alpha]), 1, bits, LZW, samples[..., 0],
             extra=(2,))
        form(f"rgb{name}-two-extra", np.dstack([straight, alpha]), 2, bits, NONE, samples, extra=(0, 0))


def palettes():
    index = (GRAY // 2).astype(np.uint8)
    colours = [[(7 * i + 30 * c) % 256 for i in range(256)] for c in range(3)]
    right = np.dstack([np.array(m, np.uint8)[index] for m in colours])
    form("palette-257", index, 3, 8, LZW, right, colour_map=[[257 * v for v in m] for m in colours])
    form("palette-256", index, 3, 8, LZW, right, colour_map=[[256 * v for v in m] for m in colours])
    form("palette-8bit-map", index, 3, 8, NONE, right, colour_map=colours)
    form("palette-tiles", index, 3, 8, DEFLATE, right, colour_map=[[257 * v for v in m] for m in colours], tile=16)
    odd = [[min(65535, 251 * v + 99) for v in m] for m in colours]
    form("palette-odd-map", index, 3, 8, NONE, None, colour_map=odd)
    four = index & 15
    form("palette4", four, 3, 4, PACKBITS, np.dstack([np.array(m, np.uint8)[four] for m in colours]),
         colour_map=[[257 * v for v in m[:16]] for m in colours])
    form("palette1", index & 1, 3, 1, NONE, np.dstack([np.array(m, np.uint8)[index & 1] for m in colours]),
         colour_map=[[257 * v for v in m[:2]] for m in colours])


def inks():
    form("cmyk8", INK, 5, 8, LZW)
    form("cmyk8-planar", INK, 5, 8, DEFLATE, planar=True)
    form("cmyk8-jpeg", np.dstack([255 - SMOOTH, INK[..., 3]]), 5, 8, JPEG, loss=2)
    wider = wide(INK).astype(np.int64)
    right = ((65535 - wider[..., 3:]) * (65535 - wider[..., :3]) // 65535).astype(np.uint16)
    form("cmyk16", wide(INK), 5, 16, LZW, right, predictor=2)


def jpegs():
    for name, more in {"444": (1, 1), "422": (2, 1), "420": (2, 2)}.items():
        form(f"jpeg-ycbcr-{name}", SMOOTH, 6, 8, JPEG, loss=2, subsampling=more, rows=16)
    form("jpeg-ycbcr-tiles", SMOOTH, 6, 8, JPEG, loss=2, subsampling=(2, 2), tile=16)
    form("jpeg-rgb", SMOOTH, 2, 8, JPEG, loss=2)
    form("jpeg-rgb-planar", SMOOTH, 2, 8, JPEG, loss=2, planar=True, rows=8)
    form("jpeg-gray", SMOOTH[..., 0], 1, 8, JPEG, loss=2, tile=16)
    form("jpeg-one-strip", SMOOTH, 6, 8, JPEG, loss=2, subsampling=(2, 2), rows=19)


def lumas():
    ycc = np.asarray(Image.fromarray(SMOOTH).convert("YCbCr"))
    form("ycbcr-444", ycc, 6, 8, LZW, subsampling=(1, 1))
    for h, v in [(2, 1), (2, 2), (4, 1), (1, 2), (4, 4)]:
        name = f"ycbcr-{h}x{v}"
        data = clumps(ycc, h, v)
        raw(name, data, {262: (3, [6]), 277: (3, [3]), 258: (3, [8, 8, 8]), 530: (3, [h, v])})
        png(name, rgba(f"{name}.tif")[..., :3])
        CASES.append(f"{name} 0")
    studio = [16, 1, 235, 1, 128, 1, 240, 1, 128, 1, 240, 1]
    raw("ycbcr-studio", ycc.tobytes(), {262: (3, [6]), 277: (3, [3]), 258: (3, [8, 8, 8]), 530: (3, [1, 1]),
        529: (5, [2126, 10000, 7152, 10000, 722, 10000]), 532: (5, studio)})
    png("ycbcr-studio", rgba("ycbcr-studio.tif")[..., :3])
    CASES.append("ycbcr-studio 0")


SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 4, 7: 1}


def raw(name, data, tags, width=WIDTH, height=HEIGHT, counts=True):
    """One directory and one strip, written by hand, little-endian."""
    (HERE / f"{name}.tif").write_bytes(structure([(width, height, data, tags, [])], counts))


def structure(pages, counts=True):
    """Directories in a chain: width, height, strip, tags, and the same again as their sub-files."""
    out = bytearray(b"II*\0\0\0\0\0")

    def put(page):
        width, height, data, tags, subs = page
        tags = dict(tags)
        if subs:
            tags[330] = (4, [put(sub)[0] for sub in subs])
        strip = len(out)
        out.extend(data + b"\0" * (len(data) % 2))
        tags.update({256: (3, [width]), 257: (3, [height]), 273: (4, [strip])})
        tags.setdefault(259, (3, [1]))
        if counts:
            tags[279] = (4, [len(data)])
        entries = b""
        for tag in sorted(tags):
            kind, values = tags[tag]
            code = {1: "B", 2: "B", 3: "H", 4: "I", 5: "I", 7: "B"}[kind]
            body = struct.pack(f"<{len(values)}{code}", *values)
            count = len(values) // 2 if kind == 5 else len(values)
            if len(body) > 4:
                place = len(out)
                out.extend(body + b"\0" * (len(body) % 2))
                body = struct.pack("<I", place)
            entries += struct.pack("<HHI", tag, kind, count) + body.ljust(4, b"\0")
        start = len(out)
        out.extend(struct.pack("<H", len(tags)) + entries + b"\0\0\0\0")
        return start, len(out) - 4

    link = 4
    for page in pages:
        start, end = put(page)
        struct.pack_into("<I", out, link, start)
        link = end
    return bytes(out)


def pages():
    rgb = {262: (3, [2]), 277: (3, [3]), 258: (3, [8, 8, 8])}
    full = (WIDTH, HEIGHT, RGB.tobytes(), rgb, [])
    small = np.ascontiguousarray(RGB[::4, ::4])
    preview = (small.shape[1], small.shape[0], small.tobytes(), rgb, [])
    marked = preview[:3] + ({**rgb, 254: (4, [1])},) + ([],)
    old = preview[:3] + ({**rgb, 255: (3, [2])},) + ([],)
    mask = (WIDTH, HEIGHT, np.packbits(GRAY > 99, axis=1).tobytes(), {262: (3, [4]), 254: (4, [4]), 258: (3, [1])}, [])
    filtered = (WIDTH, HEIGHT, GRAY.tobytes(), {262: (3, [32803]), 258: (3, [8])}, [])
    for name, chain in {
        "pages-preview-first": [marked, full],
        "pages-old-preview-first": [old, full],
        "pages-preview-after": [full, preview],
        "pages-mask": [mask, full],
        "pages-sub-file": [marked[:4] + ([full],)],
        "pages-pyramid": [full[:4] + ([marked],)],
    }.items():
        (HERE / f"{name}.tif").write_bytes(structure(chain))
        png(name, RGB)
        CASES.append(f"{name} 0")
    for name, chain in {
        "refused-pages": [full, full, full],
        "refused-preview-without-a-word": [preview, full],
        "refused-dng": [marked[:3] + ({**marked[3], 50706: (1, [1, 4, 0, 0])}, [full])],
        "refused-raw": [marked[:4] + ([filtered],)],
        "refused-previews-alone": [marked[:4] + ([marked],)],
    }.items():
        (HERE / f"{name}.tif").write_bytes(structure(chain))
    loop = bytearray(structure([full]))
    struct.pack_into("<I", loop, len(loop) - 4, struct.unpack_from("<I", loop, 4)[0])
    (HERE / "refused-endless.tif").write_bytes(loop)


def refused():
    gray = {262: (3, [1])}
    for name, kind, bits in [("float", 3, 32), ("half", 3, 16), ("signed", 2, 16), ("complex", 6, 64)]:
        data = bytes(WIDTH * HEIGHT * bits // 8)
        raw(f"refused-{name}", data, {**gray, 258: (3, [bits]), 339: (3, [kind])})
    raw("refused-32-bits", bytes(WIDTH * HEIGHT * 4), {**gray, 258: (3, [32])})
    raw("refused-lab", RGB.tobytes(), {262: (3, [8]), 277: (3, [3]), 258: (3, [8, 8, 8])})
    raw("refused-zstd", b"\x28\xb5\x2f\xfd", {**gray, 258: (3, [8]), 259: (3, [50000])})
    raw("refused-no-inks-of-cmyk", INK.tobytes(), {262: (3, [5]), 277: (3, [4]), 258: (3, [8] * 4), 332: (3, [2])})
    raw("refused-cut-short", RGB.tobytes()[:600], {262: (3, [2]), 277: (3, [3]), 258: (3, [8, 8, 8])})


def odd():
    """What libtiff reads though the specification does not have it so."""
    rgb = {262: (3, [2]), 277: (3, [3]), 258: (3, [8, 8, 8])}
    raw("odd-no-counts", RGB.tobytes(), rgb, counts=False)
    raw("odd-void-samples", RGB.tobytes(), {**rgb, 339: (3, [4, 4, 4])})
    raw("odd-rows-per-strip", RGB.tobytes(), {**rgb, 278: (4, [0xFFFFFFFF])})
    for name in ["odd-no-counts", "odd-void-samples", "odd-rows-per-strip"]:
        png(name, RGB)
        CASES.append(f"{name} 0")


if __name__ == "__main__":
    for make in (exact, faxes, opacities, palettes, inks, jpegs, lumas, pages, refused, odd):
        make()
    (HERE / "cases.txt").write_text("\n".join(CASES) + "\n")

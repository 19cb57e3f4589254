"""Makes the image files beside this script: python3 make_profiles.py (needs liblcms2.so.2, Pillow, numpy).

Each has a profile made here; the PNG file of the same stem with -srgb is what LittleCMS itself makes
of its samples, perceptually: with 8 bits where the file has 8, and with 16 where it has 16.
`cases.txt` lists the names.
"""

import ctypes
import io
import struct
import zlib
from ctypes import c_char_p, c_uint32, c_void_p
from pathlib import Path

import numpy as np
from PIL import Image

HERE = Path(__file__).parent
L = ctypes.CDLL("liblcms2.so.2")
for name, types in {
    "cmsOpenProfileFromMem": [c_char_p, c_uint32],
    "cmsCreate_sRGBProfile": [],
    "cmsCreateTransform": [c_void_p, c_uint32, c_void_p, c_uint32, c_uint32, c_uint32],
}.items():
    getattr(L, name).restype = c_void_p
    getattr(L, name).argtypes = types
L.cmsDoTransform.argtypes = [c_void_p, c_char_p, c_void_p, c_uint32]

# cmsFLAGS_NOOPTIMIZE: by the tables themselves, not by a coarser grid made of them.
EXACT = 0x0100
WIDTH, HEIGHT = 24, 16
ys, xs = np.mgrid[0:HEIGHT, 0:WIDTH]
RGB = np.dstack([11 * xs, 17 * ys, (40 * (xs % 6) + 3 * ys) % 256]).astype(np.uint8)
GRAY = ((WIDTH * ys + xs) * 255 // (WIDTH * HEIGHT - 1)).astype(np.uint8)
INK = np.dstack([11 * xs, 17 * ys, (40 * (xs % 6) + 3 * ys) % 256, 9 * ys + 3 * (xs % 4)]).astype(np.uint8)
ALPHA = (255 - 15 * ys).astype(np.uint8)
CASES = []


def wide(samples):
    low = np.random.default_rng(7).integers(0, 256, samples.shape)
    return (samples.astype(np.int64) * 256 + low).astype(np.uint16)


def s15(value):
    return struct.pack(">i", round(value * 65536))


def xyz(x, y, z):
    return b"XYZ \0\0\0\0" + s15(x) + s15(y) + s15(z)


def gamma(value):
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(value * 256)) + b"\0\0"


def profile(kind, space, pcs, tags):
    tags = {"desc": b"desc\0\0\0\0\0\0\0\x05made\0" + bytes(78), "cprt": b"text\0\0\0\0none\0", **tags}
    table, body, at = b"", b"", 128 + 4 + 12 * len(tags)
    for tag, data in tags.items():
        data += b"\0" * (-len(data) % 4)
        table += tag.encode() + struct.pack(">II", at + len(body), len(data))
        body += data
    rest = struct.pack(">I", len(tags)) + table + body
    head = struct.pack(">I4sI4s4s4s", 128 + len(rest), b"lcms", 0x02400000, kind, space, pcs)
    head += struct.pack(">6H4s", 2020, 1, 1, 0, 0, 0, b"acsp") + bytes(28) + s15(0.9642) + s15(1) + s15(0.8249)
    return head.ljust(128, b"\0") + rest


WHITE = xyz(0.9642, 1, 0.8249)
WIDE = profile(b"mntr", b"RGB ", b"XYZ ", {
    "wtpt": WHITE, "rXYZ": xyz(0.60974, 0.31111, 0.01947), "gXYZ": xyz(0.20528, 0.62567, 0.06087),
    "bXYZ": xyz(0.14919, 0.06322, 0.74457), "rTRC": gamma(2.2), "gTRC": gamma(2.2), "bTRC": gamma(2.2)})


def function(kind, *values):
    return b"para\0\0\0\0" + struct.pack(">HH", kind, 0) + b"".join(s15(v) for v in values)


def points(power, count=33):
    values = (np.linspace(0, 1, count) ** power * 65535).round().astype(">u2")
    return b"curv\0\0\0\0" + struct.pack(">I", count) + values.tobytes() + b"\0\0"


def three(curve):
    return {"rTRC": curve, "gTRC": curve, "bTRC": curve}


P3 = {"wtpt": WHITE, "rXYZ": xyz(0.51512, 0.24120, -0.00105), "gXYZ": xyz(0.29198, 0.69225, 0.04189),
      "bXYZ": xyz(0.15710, 0.06657, 0.78407)}
# One of each kind of curve.
MATRICES = {
    "adobe": WIDE,
    "p3": profile(b"mntr", b"RGB ", b"XYZ ", {**P3, **three(function(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045))}),
    "power": profile(b"mntr", b"RGB ", b"XYZ ", {**P3, **three(function(0, 1.8))}),
    "points": profile(b"scnr", b"RGB ", b"XYZ ", {**P3, **three(points(2.1))}),
    "straight": profile(b"mntr", b"RGB ", b"XYZ ", {**P3, **three(b"curv\0\0\0\0\0\0\0\0")}),
}
GRAY18 = profile(b"mntr", b"GRAY", b"XYZ ", {"wtpt": WHITE, "kTRC": gamma(1.8)})


def table(turned):
    """Inks to Lab by a grid, which a printer's profile has for each intent; inside sRGB, for where
    colours are cut off LittleCMS itself is off by some levels, unless it is told to be exact."""
    grid = np.linspace(0, 1, 5)
    c, m, y, k = np.meshgrid(grid, grid, grid, grid, indexing="ij")
    red, green, blue = [(1 - ink * 0.9) * (1 - k * 0.95) for ink in (c, m, y)]
    light = 100 * (0.25 * red + 0.6 * green + 0.15 * blue) ** (1 / 1.3)
    a, b = 55 * (red - green) * turned, 45 * (0.5 * (red + green) - blue)
    lab = np.stack([light / 100 * 65280, (a + 128) * 256, (b + 128) * 256], axis=-1).round().astype(">u2")
    ends = struct.pack(">2H", 0, 65535)
    identity = b"".join(s15(v) for v in (1, 0, 0, 0, 1, 0, 0, 0, 1))
    return b"mft2\0\0\0\0" + bytes([4, 3, 5, 0]) + identity + struct.pack(">2H", 2, 2) + ends * 4 + lab.tobytes() + ends * 3


PRINTER = profile(b"prtr", b"CMYK", b"Lab ", {"wtpt": WHITE, "A2B0": table(1), "A2B1": table(0.5)})


def format_of(space, bands, size):
    """TYPE_RGB_8 and so on of lcms2.h; inks are not inverted."""
    return space << 16 | bands << 3 | size


def converted(samples, icc):
    bands = samples.shape[2] if samples.ndim == 3 else 1
    size = samples.dtype.itemsize
    source = L.cmsOpenProfileFromMem(icc, len(icc))
    space = {1: 3, 3: 4, 4: 6}[bands]
    transform = L.cmsCreateTransform(
        source, format_of(space, bands, size), L.cmsCreate_sRGBProfile(), format_of(4, 3, size), 0, EXACT)
    pixels = samples.shape[0] * samples.shape[1]
    out = ctypes.create_string_buffer(3 * size * pixels)
    L.cmsDoTransform(transform, samples.tobytes(), out, pixels)
    return np.frombuffer(out.raw, samples.dtype).reshape(*samples.shape[:2], 3)


def png(samples, colour, icc=None, chunks=()):
    depth = 8 * samples.dtype.itemsize
    parts = [(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, colour, 0, 0, 0))]
    if icc:
        parts.append((b"iCCP", b"made\0\0" + zlib.compress(icc)))
    parts += chunks
    rows = b"".join(b"\0" + row.astype(row.dtype.newbyteorder(">")).tobytes() for row in samples)
    parts += [(b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    out = b"".join(struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + out


def tiff(samples, photometric, icc, extra=False):
    bands = samples.shape[2] if samples.ndim == 3 else 1
    bits = 8 * samples.dtype.itemsize
    data = samples.astype(samples.dtype.newbyteorder("<")).tobytes()
    tags = {256: (3, [WIDTH]), 257: (3, [HEIGHT]), 258: (3, [bits] * bands), 259: (3, [1]), 262: (3, [photometric]),
            273: (4, [8]), 277: (3, [bands]), 278: (3, [HEIGHT]), 279: (4, [len(data)]), 34675: (7, list(icc))}
    if extra:
        tags[338] = (3, [2])
    out, entries = bytearray(b"II*\0\0\0\0\0" + data), b""
    for tag in sorted(tags):
        kind, values = tags[tag]
        body = struct.pack(f"<{len(values)}{ {3: 'H', 4: 'I', 7: 'B'}[kind] }", *values)
        if len(body) > 4:
            place = len(out)
            out += body + b"\0" * (len(body) % 2)
            body = struct.pack("<I", place)
        entries += struct.pack("<HHI", tag, kind, len(values)) + body.ljust(4, b"\0")
    struct.pack_into("<I", out, 4, len(out))
    return bytes(out + struct.pack("<H", len(tags)) + entries + b"\0\0\0\0")


def jpeg(samples, mode, icc):
    out = io.BytesIO()
    Image.fromarray(samples, mode).save(out, "JPEG", quality=95, subsampling=0, icc_profile=icc)
    return out.getvalue()


def case(name, data, right):
    (HERE / name).write_bytes(data)
    (HERE / (Path(name).stem + "-srgb.png")).write_bytes(png(right, 2))
    CASES.append(name)


def decoded(data):
    """The samples that libjpeg-turbo gives before any profile; inks as they are printed."""
    return np.asarray(Image.open(io.BytesIO(data)))


def main():
    for bits, kind in ((8, lambda s: s), (16, wide)):
        rgb, gray, ink, alpha = kind(RGB), kind(GRAY), kind(INK), kind(ALPHA)
        case(f"png-rgb{bits}.png", png(rgb, 2, WIDE), converted(rgb, WIDE))
        case(f"png-rgba{bits}.png", png(np.dstack([rgb, alpha]), 6, WIDE), converted(rgb, WIDE))
        case(f"png-gray{bits}.png", png(gray, 0, GRAY18), converted(gray, GRAY18))
        case(f"png-gray-alpha{bits}.png", png(np.dstack([gray, alpha]), 4, GRAY18), converted(gray, GRAY18))
        case(f"tiff-rgb{bits}.tif", tiff(rgb, 2, WIDE), converted(rgb, WIDE))
        case(f"tiff-rgba{bits}.tif", tiff(np.dstack([rgb, alpha]), 2, WIDE, True), converted(rgb, WIDE))
        case(f"tiff-gray{bits}.tif", tiff(gray, 1, GRAY18), converted(gray, GRAY18))
        case(f"tiff-cmyk{bits}.tif", tiff(ink, 5, PRINTER), converted(ink, PRINTER))
        # As some programs write them: padded, and of a kind that the pixels are not.
        case(f"tiff-padded{bits}.tif", tiff(rgb, 2, WIDE + bytes(8)), converted(rgb, WIDE))
        case(f"tiff-other-kind{bits}.tif", tiff(rgb, 2, GRAY18), rgb)
    for name, icc in MATRICES.items():
        for bits, kind in ((8, lambda s: s), (16, wide)):
            # Greens at the edge of sRGB, where rounding in between shows in the little red.
            samples = kind(np.dstack([112 + 2 * xs, 204 + 3 * ys, (9 * xs + 31 * ys) % 256]).astype(np.uint8))
            case(f"matrix-{name}{bits}.png", png(samples, 2, icc), converted(samples, icc))
    few = (RGB // 64 * 85).astype(np.uint8)
    palette = Image.fromarray(few).quantize(64, dither=0)
    out = io.BytesIO()
    palette.save(out, "PNG", icc_profile=WIDE)
    case("png-palette.png", out.getvalue(), converted(np.asarray(palette.convert("RGB")), WIDE))
    for name, mode, samples, icc in [
        ("jpeg-rgb", "RGB", np.dstack([11 * xs, 17 * ys, 255 - 5 * (xs + ys)]).astype(np.uint8), WIDE),
        ("jpeg-gray", "L", GRAY, GRAY18),
        ("jpeg-cmyk", "CMYK", np.dstack([11 * xs, 17 * ys, 5 * (xs + ys), 2 * xs]).astype(np.uint8), PRINTER)]:
        data = jpeg(samples, mode, icc)
        case(f"{name}.jpg", data, converted(decoded(data), icc))
    chunks = [(b"gAMA", struct.pack(">I", 100000)), (b"cICP", b"\x0c\x0d\0\1")]
    case("png-gamma.png", png(RGB, 2, None, chunks), RGB)
    (HERE / "cases.txt").write_text("\n".join(CASES) + "\n")


if __name__ == "__main__":
    main()

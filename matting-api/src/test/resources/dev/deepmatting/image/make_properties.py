"""Makes the files density* and profile* beside this script: python3 make_properties.py (needs numpy
and Pillow). They are tiny and carry resolutions and profiles of the kinds that the tests name."""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms

HERE = Path(__file__).parent
PICTURE = Image.fromarray(np.full((4, 6, 3), 100, np.uint8))
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def save(name, data):
    (HERE / name).write_bytes(data)


def encoded(kind, **options):
    out = io.BytesIO()
    PICTURE.save(out, kind, **options)
    return out.getvalue()


def without_jfif(data):
    length = struct.unpack(">H", data[4:6])[0]
    return data[:2] + data[4 + length :]


def exif(orientation):
    """Orientation, 240 by 120 dots per inch; little-endian."""
    entries = [
        struct.pack("<HHIHH", 274, 3, 1, orientation, 0),
        struct.pack("<HHII", 282, 5, 1, 62),
        struct.pack("<HHII", 283, 5, 1, 70),
        struct.pack("<HHIHH", 296, 3, 1, 2, 0),
    ]
    head = b"II*\0" + struct.pack("<IH", 8, len(entries))
    return head + b"".join(entries) + struct.pack("<I", 0) + struct.pack("<IIII", 480, 2, 120, 1)


def with_segment(data, marker, body):
    return data[:2] + struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body + data[2:]


def tiff(orientation, unit, horizontal, vertical):
    """Big-endian, uncompressed."""
    pixels = np.asarray(PICTURE).tobytes()
    entries = [
        (256, 3, 1, struct.pack(">HH", 6, 0)),
        (257, 3, 1, struct.pack(">HH", 4, 0)),
        (258, 3, 1, struct.pack(">HH", 8, 0)),
        (259, 3, 1, struct.pack(">HH", 1, 0)),
        (262, 3, 1, struct.pack(">HH", 2, 0)),
        (273, 4, 1, struct.pack(">I", 8)),
        (274, 3, 1, struct.pack(">HH", orientation, 0)),
        (277, 3, 1, struct.pack(">HH", 3, 0)),
        (278, 3, 1, struct.pack(">HH", 4, 0)),
        (279, 4, 1, struct.pack(">I", len(pixels))),
        (282, 5, 1, struct.pack(">I", 8 + len(pixels))),
        (283, 5, 1, struct.pack(">I", 16 + len(pixels))),
        (296, 3, 1, struct.pack(">HH", unit, 0)),
    ]
    directory = 24 + len(pixels)
    rationals = struct.pack(">IIII", horizontal, 1, vertical, 1)
    listed = b"".join(struct.pack(">HHI", *entry[:3]) + entry[3] for entry in entries)
    head = b"MM\0*" + struct.pack(">I", directory)
    return head + pixels + rationals + struct.pack(">H", len(entries)) + listed + b"\0\0\0\0"


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_with(kind, body):
    data = encoded("PNG")
    return data[:33] + chunk(kind, body) + data[33:]


def icc_pieces(profile, count, left_out):
    size = len(profile) // count + 1
    data = encoded("JPEG")
    for i in reversed(range(count)):
        if i != left_out:
            body = b"ICC_PROFILE\0" + bytes([i + 1, count]) + profile[i * size : (i + 1) * size]
            data = with_segment(data, 0xE2, body)
    return data


def main():
    save("density-jfif-inch.jpg", encoded("JPEG", dpi=(300, 150)))
    jfif = bytearray(encoded("JPEG", dpi=(100, 100)))
    jfif[13] = 2
    save("density-jfif-centimetre.jpg", bytes(jfif))
    jfif[13] = 0
    save("density-ratio.jpg", bytes(jfif))
    plain = without_jfif(encoded("JPEG"))
    save("density-exif.jpg", with_segment(plain, 0xE1, b"Exif\0\0" + exif(1)))
    save("density-exif-turned.jpg", with_segment(plain, 0xE1, b"Exif\0\0" + exif(6)))
    save("density-turned.tif", tiff(8, 2, 240, 120))
    save("density-centimetre.tif", tiff(1, 3, 100, 200))
    save("density.png", encoded("PNG", dpi=(72, 144)))
    save("profile-pieces.jpg", icc_pieces(PROFILE, 3, None))
    save("profile-piece-missing.jpg", icc_pieces(PROFILE, 3, 1))
    save("profile.png", png_with(b"iCCP", b"any\0\0" + zlib.compress(PROFILE)))
    save("profile-damaged.png", png_with(b"iCCP", b"any\0\0" + zlib.compress(PROFILE)[:200]))
    save("profile-other-length.png", png_with(b"iCCP", b"any\0\0" + zlib.compress(PROFILE + b"x")))
    cmyk = PROFILE[:16] + b"CMYK" + PROFILE[20:]
    save("profile-cmyk.png", png_with(b"iCCP", b"any\0\0" + zlib.compress(cmyk)))
    bomb = PROFILE + bytes(5 << 20)
    save("profile-bomb.png", png_with(b"iCCP", b"any\0\0" + zlib.compress(bomb, 9)))


main()

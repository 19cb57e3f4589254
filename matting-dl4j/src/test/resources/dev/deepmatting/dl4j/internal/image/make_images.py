"""Makes the WebP files beside this script: python3 make_images.py (needs numpy and Pillow).

The picture is 24x16: red = 10 x, green = 15 y, blue = 255 - 10 x; alpha = 255 - 15 y.
wide.icc is the profile WIDE of make_profiles.py in matting-api.
"""

import io
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms

HERE = Path(__file__).parent
ys, xs = np.mgrid[0:16, 0:24]
RGB = np.stack([10 * xs, 15 * ys, 255 - 10 * xs], axis=-1).astype(np.uint8)
ALPHA = (255 - 15 * ys).astype(np.uint8)


def webp(picture, **options):
    out = io.BytesIO()
    picture.save(out, "WEBP", **options)
    return out.getvalue()


def write(name, data):
    (HERE / name).write_bytes(data)


picture = Image.fromarray(RGB)
lossless = webp(picture, lossless=True)
assert lossless[12:16] == b"VP8L"
write("lossless.webp", lossless)
rgba = webp(Image.fromarray(np.dstack([RGB, ALPHA])), lossless=True, exact=True)
write("lossless-alpha.webp", rgba)
lossy = webp(picture, quality=95)
assert lossy[12:16] == b"VP8 "
write("lossy.webp", lossy)
exif = Image.Exif()
exif[274] = 6
extended = webp(picture.transpose(Image.ROTATE_90), lossless=True, exif=exif)
for orientation, undo in ((3, Image.ROTATE_180), (5, Image.TRANSPOSE)):
    exif[274] = orientation
    # As in JPEG files, and without the six bytes before it.
    block = exif.tobytes() if orientation == 3 else exif.tobytes()[6:]
    write(f"orientation-{orientation}.webp", webp(picture.transpose(undo), lossless=True, exif=block))
wide = ImageCms.ImageCmsProfile(io.BytesIO((HERE / "wide.icc").read_bytes()))
write("profile.webp", webp(picture, lossless=True, icc_profile=wide.tobytes()))
write("profile-alpha.webp", webp(Image.fromarray(np.dstack([RGB, ALPHA])), lossless=True, exact=True, icc_profile=wide.tobytes()))
ImageCms.profileToProfile(picture, wide, ImageCms.createProfile("sRGB")).save(HERE / "profile-srgb.png")
assert extended[12:16] == b"VP8X"
write("extended.webp", extended)
frames = [picture, Image.fromarray(255 - RGB)]
write("animated.webp", webp(frames[0], save_all=True, append_images=frames[1:], lossless=True))
write("truncated.webp", lossless[: len(lossless) // 2])
# The first partition claims to be longer than the file.
broken = bytearray(lossy)
broken[20] |= 0xE0
broken[21:23] = b"\xff\xff"
write("damaged.webp", bytes(broken))
# 16384 x 16384 in the lossless header: 14 bits of ones, twice.
huge = bytearray(lossless)
huge[21:24] = b"\xff\xff\xff"
huge[24] |= 0x0F
write("declares-16384x16384.webp", bytes(huge))
vast = bytearray(extended)
vast[24:30] = b"\xff" * 6
write("declares-16777216x16777216.webp", bytes(vast))

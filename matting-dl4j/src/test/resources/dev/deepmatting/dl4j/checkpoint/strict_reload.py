#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Loads model files that the Java code wrote back into PyTorch modules with strict=True, and records what came of it.

    matting convert --in seed.pth --out FOLDER/seed-f32.safetensors          (and f16, bf16)
    matting convert --in classic-head.pth --skip true --out FOLDER/classic-head-f32.safetensors   (and f16, bf16)
    /usr/bin/python3 strict_reload.py FOLDER

Needs PyTorch, NumPy, OpenCV and h5py; not the safetensors package, since the format is read here by its definition.
Written beside this script: strict_reload.json. A test compares the SHA-256 of the files that it converts with those of
the files that were loaded, so what is recorded holds for them.
"""
import hashlib
import json
import struct
import sys
from pathlib import Path

import numpy as np
import torch

import make_checkpoints
from make_checkpoints import HERE, ClassicNet, SeedNet

TYPES = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16}


def load(path):
    data = path.read_bytes()
    start = 8 + struct.unpack("<Q", data[:8])[0]
    header, state = json.loads(data[8:start]), {}
    header.pop("__metadata__")
    for name, entry in header.items():
        first, last = entry["data_offsets"]
        numbers = torch.frombuffer(bytearray(data[start + first:start + last]), dtype=TYPES[entry["dtype"]])
        state[name] = numbers.reshape(entry["shape"])
    return state


def reload(module, path, expected):
    module.load_state_dict(load(path), strict=True)  # throws if a key is missing or unexpected, or a shape differs
    difference = np.abs(make_checkpoints.alpha(module.eval(), 37, 53) - expected).max()
    return {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "strict": True,
            "greatest_difference_of_alpha": float(f"{difference:.2e}")}


def main():
    folder, results = Path(sys.argv[1]), {}
    alphas = make_checkpoints.make_goldens.read_safetensors(HERE / "alpha.safetensors")
    for storage in ("f32", "f16", "bf16"):
        for name, module, golden in (
                ("seed", SeedNet(2, [16, 8, 4, 2, 3], head=False), "seed"),
                ("classic-head", ClassicNet(2, 3, True, True), "classic-head.skip")):
            file = f"{name}-{storage}.safetensors"
            results[file] = reload(module, folder / file, alphas[golden])
    (HERE / "strict_reload.json").write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()

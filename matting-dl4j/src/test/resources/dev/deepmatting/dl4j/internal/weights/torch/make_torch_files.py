#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the files of this folder with the real torch.save.

    python3 make_torch_files.py            with PyTorch 1.13 and NumPy 1: all but zip-2.pt
    python3 make_torch_files.py --newer    with PyTorch 2.13 and NumPy 2: zip-2.pt alone

  expected.safetensors   the numbers of all tensors, written from NumPy's bytes
  zip.pt, legacy.pth     an OrderedDict of tensors with _metadata, in both containers
  zip-4.pt, legacy-4.pth the same with pickle protocol 4
  zip-2.pt               the same from PyTorch 2, with its byteorder and other entries, beside a NumPy 2 scalar
  nested.pth.tar         legacy: epoch, arch, state_dict, best_sad as a NumPy scalar, the state of a real optimizer
  numbers.pt             zip: a NumPy scalar of every kind, sizes, dtypes, long numbers beside the state dict
  colon.pt               zip: saved as 2020-01-01T12:00:00.pth, which names the folder in it
  research.pt            zip: what research code keeps beside the state dict, a Namespace, devices, sets, a defaultdict
  research-4.pt          the same with pickle protocol 4
  python-2.pth           legacy: as PyTorch 0.3 on Python 2 wrote it, see Python2Pickler
  module.pt              a whole nn.Module
  script.pt              a TorchScript program
"""
import argparse
import io
import json
import pickle
import struct
import sys
import tempfile
from collections import Counter, OrderedDict, defaultdict
from pathlib import Path

import numpy as np
import torch
from torch import nn

HERE = Path(__file__).resolve().parent
MAGIC = 0x1950A86A20F9469CFC6C


def tensors():
    """Every type with its special values, and every layout. The layouts that share a storage keep sharing it."""
    bits = torch.tensor([0, -1, 1, -32768, 32767, 0x3C01, -0x3FF, 0x7C00, 0x7C01, 0x7F80, 0x7FC1, -128], dtype=torch.int16)
    floats = torch.tensor([0.0, -0.0, 1.5, float("inf"), float("-inf"), float("nan"), 1e-45, 3.4e38, -1 / 3])
    flat = torch.arange(60, dtype=torch.float32) / 7
    cube = torch.arange(2 * 3 * 5, dtype=torch.int32).reshape(2, 3, 5)
    result = OrderedDict()
    result["type.f16"] = bits.view(torch.float16)
    result["type.bf16"] = bits.clone().view(torch.bfloat16)
    result["type.f32"] = floats
    result["type.f64"] = floats.double() / 3
    result["type.i64"] = torch.tensor([2**63 - 1, -(2**63), 0, -1])
    result["type.i32"] = torch.tensor([2**31 - 1, -(2**31), 7], dtype=torch.int32)
    result["type.i16"] = bits.clone()
    result["type.i8"] = torch.tensor([-128, 127, 0], dtype=torch.int8)
    result["type.u8"] = torch.tensor([[255, 0], [1, 128]], dtype=torch.uint8)
    result["type.bool"] = torch.tensor([True, False, True])
    result["layout.scalar"] = torch.tensor(42)
    result["layout.empty"] = torch.zeros(0, 3)
    result["layout.transposed"] = torch.arange(12, dtype=torch.float64).reshape(3, 4).t()
    result["layout.permuted"] = cube.permute(2, 0, 1)
    result["layout.sliced"] = flat[10:50].reshape(4, 10)[1:, 2:9:3]
    result["layout.shared"] = flat[10:30].reshape(4, 5)
    result["layout.whole"] = flat
    result["layout.channels_last"] = torch.arange(2 * 3 * 4 * 5).to(torch.int16).reshape(2, 3, 4, 5).to(
        memory_format=torch.channels_last)
    result["layout.one"] = torch.arange(6, dtype=torch.uint8).reshape(2, 3)[:, 1:2]
    result["parameter"] = nn.Parameter(torch.linspace(-1, 1, 7))
    result._metadata = OrderedDict([("", {"version": 1}), ("layout", {"version": 2})])
    return result


NAMES = {torch.float16: "F16", torch.bfloat16: "BF16", torch.float32: "F32", torch.float64: "F64", torch.int64: "I64",
         torch.int32: "I32", torch.int16: "I16", torch.int8: "I8", torch.uint8: "U8", torch.bool: "BOOL"}


def write_expected(path, values):
    header, data = {}, b""
    for name, tensor in values.items():
        tensor = tensor.detach()
        bits = tensor.view(torch.int16) if tensor.dtype == torch.bfloat16 else tensor
        raw = np.ascontiguousarray(bits.numpy()).tobytes()
        header[name] = {"dtype": NAMES[tensor.dtype], "shape": list(tensor.shape),
                        "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


class Python2Pickler(pickle._Pickler):
    """Writes what cPickle wrote: text and bytes as latin-1 str, OrderedDict from a list of pairs, old tensors."""

    dispatch = dict(pickle._Pickler.dispatch)

    def save_str(self, value):
        raw = value if isinstance(value, bytes) else value.encode("latin-1")
        if len(raw) < 256:
            self.write(pickle.SHORT_BINSTRING + bytes([len(raw)]) + raw)
        else:
            self.write(pickle.BINSTRING + struct.pack("<i", len(raw)) + raw)
        self.memoize(value)

    dispatch[str] = dispatch[bytes] = save_str

    def reducer_override(self, value):
        if isinstance(value, OrderedDict):
            pairs = [[key, item] for key, item in value.items()]
            return (OrderedDict, (pairs,), vars(value)) if vars(value) else (OrderedDict, (pairs,))
        if isinstance(value, torch.Tensor):
            storage = value.storage()
            return torch._utils._rebuild_tensor, (storage, value.storage_offset(), tuple(value.size()), value.stride())
        return NotImplemented

    def persistent_id(self, value):
        if not isinstance(value, torch.storage.TypedStorage):
            return None
        view = None
        key = str(value.data_ptr())
        if value.size() == 20:  # One storage as a part of another, as was possible then.
            self.storages[key] = torch.cat([torch.zeros(3), torch.tensor(value), torch.zeros(2)]).numpy()
            view = (key + "1", 3, 20)
        else:
            self.storages[key] = torch.tensor(value).numpy()
        return "storage", getattr(torch, value.pickle_storage_type()), key, "cuda:0", len(self.storages[key]), view


def write_python_2(path, value):
    stream = io.BytesIO()
    for part in (MAGIC, 1001, {"protocol_version": 1001, "little_endian": True,
                               "type_sizes": {"short": 2, "int": 4, "long": 4}}):
        Python2Pickler(stream, 2).dump(part)
    pickler = Python2Pickler(stream, 2)
    pickler.storages = {}
    pickler.dump(value)
    Python2Pickler(stream, 2).dump(sorted(pickler.storages))
    for _, numbers in sorted(pickler.storages.items()):
        stream.write(struct.pack("<q", len(numbers)) + numbers.tobytes())
    path.write_bytes(stream.getvalue())
    torch.load(path, encoding="latin1", map_location="cpu")


class Scaled(nn.Module):
    def __init__(self):
        super().__init__()
        self.factor = nn.Parameter(torch.ones(2))

    def forward(self, x):
        return self.factor * x


def nested(state):
    weight = nn.Parameter(torch.ones(2, 2))
    optimizer = torch.optim.Adam([weight], lr=1e-3)
    weight.sum().backward()
    optimizer.step()
    return {"epoch": 12, "arch": "vgg16", "state_dict": state, "best_sad": np.float64(54.4),
            "optimizer": optimizer.state_dict(), "finished": False, "loss": None, "history": [0.5, (1, 2), {"a": 1}]}


def numbers(state):
    result = {"np_" + np.dtype(kind).str.strip("<|>"): np.array(value, dtype=kind)[()] for kind, value in (
        ("i1", -128), ("i2", -2), ("i4", -2**31), ("i8", -2**63), ("u1", 255), ("u2", 65535), ("u4", 2**32 - 1),
        ("u8", 2**64 - 1), ("f2", 0.5), ("f4", 54.4), ("f8", 0.1), ("?", True))}
    result.update(big=2**80, negative=-2**70, small=-5, size=torch.Size([1, 2]), dtype=torch.bfloat16, raw=b"\x00\xff",
                  text="n\u00e4ive \u2713", milestones=Counter([3, 3, 5]), weights=state)
    return result


def research(state):
    history = defaultdict(list, loss=[0.5, 0.25])
    return {"args": argparse.Namespace(lr=1e-3, gpus={0, 1}, note=b"", device=torch.device("cuda:1")), "history": history,
            "device": torch.device("cuda:1"), "host": torch.device("cpu"), "seen": {1, 2}, "frozen": frozenset([3]),
            "raw": b"\x00\xff", "empty": b"", "best": defaultdict(float), "state_dict": state}


def write_colon(path, value):
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder) / "2020-01-01T12:00:00.pth"
        torch.save(value, saved)
        path.write_bytes(saved.read_bytes())


def main():
    state = tensors()
    if "--newer" in sys.argv:
        torch.save({"best": np.float32(54.4), "state_dict": state}, HERE / "zip-2.pt")
        return
    write_expected(HERE / "expected.safetensors", state)
    for suffix, protocol in (("", 2), ("-4", 4)):
        torch.save(state, HERE / f"zip{suffix}.pt", pickle_protocol=protocol)
        torch.save(state, HERE / f"legacy{suffix}.pth", pickle_protocol=protocol, _use_new_zipfile_serialization=False)
    torch.save(nested(OrderedDict(weight=torch.arange(3.0))), HERE / "nested.pth.tar", _use_new_zipfile_serialization=False)
    torch.save(numbers({"weight": torch.arange(3.0)}), HERE / "numbers.pt")
    write_colon(HERE / "colon.pt", {"weight": torch.arange(3.0)})
    for suffix, protocol in (("", 2), ("-4", 4)):
        torch.save(research({"weight": torch.arange(3.0)}), HERE / f"research{suffix}.pt", pickle_protocol=protocol)
    flat = torch.arange(20, dtype=torch.float32) / 3
    old = OrderedDict([("module.conv.weight", torch.arange(24.0).reshape(2, 3, 2, 2)), ("module.conv.bias", flat[4:6]),
                       ("module.part", flat.reshape(4, 5).t())])
    old._metadata = OrderedDict([("", {"version": 1})])
    write_python_2(HERE / "python-2.pth",
                   {"epoch": 12, "state_dict": old, "best_sad": np.float64(54.4), "note": "na\xefve", "long": "x" * 300})
    module = nn.Sequential(nn.Linear(2, 1))
    torch.save(module, HERE / "module.pt")
    torch.jit.script(Scaled()).save(HERE / "script.pt")


if __name__ == "__main__":
    main()

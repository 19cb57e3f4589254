"""Writes the sound inputs that fuzzing starts from: the files NAME/sound-* of this folder.

Needs h5py, NumPy and PyTorch: python3 make_seeds.py

The other inputs were found by fuzzing. The ONNX inputs are those of the reader's own tests.
"""

import collections
import io
import json
import os
import pickle
import shutil
import struct
import zipfile

import h5py
import numpy as np
import torch

FOLDER = os.path.dirname(os.path.abspath(__file__))
BLOCKS = [2, 2, 3, 3, 3]
CHANNELS = [1, 2, 4, 8, 8]
DECODER = [8, 4, 2, 1, 1]


def write(target, name, content):
    folder = os.path.join(FOLDER, target)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "sound-" + name), "wb") as file:
        file.write(content)


def safetensors(header, data):
    text = header.encode()
    return struct.pack("<Q", len(text)) + text + data


def all_safetensors():
    header = {"__metadata__": {"format": "pt", "say": "\u00e4\"\\"}}
    end = 0
    for name, size in [("F64", 8), ("F32", 4), ("F16", 2), ("BF16", 2), ("I64", 8), ("I32", 4),
                       ("I16", 2), ("I8", 1), ("U8", 1), ("BOOL", 1)]:
        header[name] = {"dtype": name, "shape": [2, 1], "data_offsets": [end, end + 2 * size]}
        end += 2 * size
    text = json.dumps(header, separators=(",", ":"))
    write("safetensors", "every-type", safetensors(text, bytes(range(end))))
    write("safetensors", "empty", safetensors("{}", b""))
    write("safetensors", "scalar-and-no-elements", safetensors(
        '{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},'
        '"b":{"dtype":"U8","shape":[0,3],"data_offsets":[4,4]}}  ', b"\0\0\x80\x3f"))


def all_onnx():
    source = os.path.join(FOLDER, "..", "weights", "onnx")
    for name in ["raw", "torch", "typed", "unpacked"]:
        shutil.copyfile(os.path.join(source, name + ".onnx"),
                        os.path.join(FOLDER, "onnx", "sound-" + name))


def encoder(name):
    inputs = 4
    for block, count in enumerate(BLOCKS):
        for index in range(count):
            yield name % (block + 1, index + 1), CHANNELS[block], inputs, 3
            inputs = CHANNELS[block]


def decoder(name):
    inputs = CHANNELS[4]
    for level, outputs in zip([5, 4, 3, 2, 1], DECODER):
        yield name % level, outputs, inputs, 5
        inputs = outputs


def lines(layers, weight=".weight", bias=".bias", norm=()):
    for name, outputs, inputs, kernel in layers:
        yield "%s%s %d %d %d %d\n" % (name, weight, outputs, inputs, kernel, kernel)
        yield "%s%s %d\n" % (name, bias, outputs)
        for part in norm:
            yield "%s1.%s %d\n" % (name, part, outputs)


def classic(bridge, head):
    layers = list(encoder("conv%d_%d"))
    layers += [("conv6_1", 8, 8, bridge), ("deconv6_1", 8, 8, 1)]
    layers += list(decoder("deconv%d_1")) + [("deconv1", 1, 1, 5)]
    if head:
        layers += [("refine_conv1", 2, 4, 3), ("refine_conv2", 2, 2, 3), ("refine_conv3", 2, 2, 3),
                   ("refine_pred", 1, 2, 3)]
    return "".join(lines(layers))


def seed():
    layers = list(encoder("down%d.conv%d.cbr_unit."))
    layers += [("trans.conv1.cbr_unit.", 8, 8, 3), ("trans.conv2.cbr_unit.", 8, 8, 1)]
    layers += list(decoder("deconv%d.conv1.cbr_unit."))
    norm = ["weight", "bias", "running_mean", "running_var"]
    alpha = lines([("rawalpha.0", 1, 1, 5)])
    return "".join(lines(layers, "0.weight", "0.bias", norm)) + "".join(alpha)


def all_models():
    with open(os.path.join(FOLDER, "..", "model", "version-1.safetensors"), "rb") as file:
        length, = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
    network = header.pop("__metadata__")["network"]
    tensors = "".join(
        " ".join([name] + [str(size) for size in tensor["shape"]]) + "\n"
        for name, tensor in header.items())
    old = {"variant": "classic", "baseChannels": 4, "decoderChannels": [32, 16, 8, 4, 4],
           "skip": False, "upsampling": "max-unpool", "refinementHead": False, "trimap": "t/255",
           "batchNormEpsilon": 1e-5}
    vgg = [("features.%d" % index, channels, inputs, 3) for index, channels, inputs in zip(
        [0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28],
        [1, 1, 2, 2, 4, 4, 4, 8, 8, 8, 8, 8, 8], [3, 1, 1, 2, 2, 4, 4, 4, 8, 8, 8, 8, 8])]
    for name, text in [("version-1", "1\n" + network + "\n" + tensors),
                       ("metadata-version-0", "\n" + json.dumps(old) + "\n"),
                       ("classic", "\n\n" + classic(1, False)),
                       ("classic-head", "\n\n" + classic(3, True)),
                       ("seed", "\n\n" + seed()),
                       ("vgg16", "\n\n" + "".join(lines(vgg)))]:
        write("model", name, text.encode())


def checkpoint():
    """Nested, with shared and strided tensors, a half, and a NumPy number as old ones have it."""
    shared = torch.arange(6, dtype=torch.float32)
    tensors = collections.OrderedDict()
    tensors["module.a"] = shared[2:].view(2, 2).t()
    tensors["module.b"] = shared[:2]
    tensors["module.c"] = torch.tensor(1.5, dtype=torch.bfloat16)
    return {"epoch": 3, "state_dict": tensors, "best": np.float64(0.25), "args": [None, True, "x"]}


def saved(value, **options):
    file = io.BytesIO()
    torch.save(value, file, **options)
    return file.getvalue()


def storages_of_64_bytes():
    """What the container that the pickles are put into holds."""
    dtypes = [torch.float32, torch.float16, torch.bfloat16, torch.float64, torch.int64, torch.uint8]
    tensors = collections.OrderedDict()
    for index, dtype in enumerate(dtypes):
        count = 64 // torch.empty(0, dtype=dtype).element_size()
        tensors["t%d" % index] = torch.zeros(count, dtype=dtype)
    tensors["t0"] = torch.nn.Parameter(tensors["t0"].view(2, 2, 4).permute(2, 0, 1))
    tensors["part"] = tensors["t3"][2:]
    return {"best_sad": np.float64(0.25), "state_dict": tensors, "epoch": 3, "args": [None, True]}


class Part:
    """A tensor in a part of a storage, as the legacy stream describes it."""

    def __reduce__(self):
        return torch._utils._rebuild_tensor, (Storage(), 1, (2, 1), (1, 1))


class Storage:
    pass


def parts_and_numbers():
    file = io.BytesIO()
    pickler = pickle.Pickler(file, 2)
    pickler.persistent_id = lambda value: (
        ("storage", torch.FloatStorage, "0", "cpu", 16, ("1", 2, 4))
        if isinstance(value, Storage) else None)
    numbers = {name: np.dtype(name).type(1) for name in [
        "bool", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", ">f8"]}
    pickler.dump({"state_dict": {"a": Part()}, **numbers})
    return file.getvalue()


def pickle_of(packed):
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return archive.read(next(name for name in archive.namelist() if name.endswith("data.pkl")))


def all_torch():
    small = collections.OrderedDict(a=torch.ones(2, dtype=torch.int64))
    for name, value in [("checkpoint", checkpoint()), ("state-dict", small)]:
        write("torch", name + "-zip", saved(value))
        write("torch", name + "-legacy", saved(value, _use_new_zipfile_serialization=False))
    write("torch-pickle", "parts-and-numbers", parts_and_numbers())
    for protocol in [2, 4]:
        write("torch-pickle", "protocol-%d" % protocol,
              pickle_of(saved(storages_of_64_bytes(), pickle_protocol=protocol)))
    write("torch", "protocol-4-legacy",
          saved(small, _use_new_zipfile_serialization=False, pickle_protocol=4))


def keras(libver, **storage):
    path = os.path.join(FOLDER, "temporary.h5")
    with h5py.File(path, "w", libver=libver) as file:
        file.attrs["backend"] = "tensorflow"
        file.attrs["layer_names"] = [b"conv"]
        group = file.create_group("conv")
        group.attrs["weight_names"] = [b"conv/kernel:0", b"conv/bias:0"]
        kernel = np.arange(24, dtype="float32").reshape(2, 3, 2, 2)
        group.create_dataset("conv/kernel:0", data=kernel, **storage)
        group.create_dataset("conv/bias:0", data=np.ones(2, dtype="float16"))
    with open(path, "rb") as file:
        content = file.read()
    os.remove(path)
    return content


def crowded():
    """More links than a group of the newer layout keeps in its header."""
    path = os.path.join(FOLDER, "temporary.h5")
    with h5py.File(path, "w", libver="latest") as file:
        group = file.create_group("bn")
        for index in range(9):
            group["w%d:0" % index] = np.full(1, index, dtype="float32")
    with open(path, "rb") as file:
        content = file.read()
    os.remove(path)
    return content


def all_keras():
    write("keras", "latest-crowded", crowded())
    packed = {"chunks": (2, 2, 1, 2), "compression": "gzip", "shuffle": True}
    for libver in ["earliest", "latest"]:
        write("keras", libver, keras(libver))
        write("keras", libver + "-packed", keras(libver, **packed))


def pictures():
    """Small pictures of the readers' own tests."""
    api = os.path.join(FOLDER, *[".."] * 8, "matting-api", "src", "test", "resources",
                       "dev", "deepmatting", "image")
    own = os.path.join(FOLDER, "..", "internal", "image")
    for folder in [api, os.path.join(api, "tiff"), os.path.join(api, "containers"), own]:
        for name in sorted(os.listdir(folder)):
            path = os.path.join(folder, name)
            stem, ending = os.path.splitext(name)
            target = "picture" if ending in (".tif", ".gif", ".webp") else None
            if ending in (".png", ".bmp", ".jpg") and folder in (api, own):
                target = "values"
            if target and 0 < os.path.getsize(path) <= 1200 and "000x" not in name:
                with open(path, "rb") as file:
                    write(target, stem + "-" + ending[1:], file.read())


def pixels():
    for kind in range(15):
        write("values", "pixels-%d" % kind, bytes([kind, 3]) + bytes(range(0, 256, 5)))


def runs():
    progress = {"stage": "encoder-decoder", "steps": 6, "totalSteps": 6}
    state = {"version": 1, "stage": "encoder-decoder", "step": 4, "totalStep": 4, "nextPlace": 8,
             "best": "2.5", "bestStep": 2, "lastSad": "NaN", "settings": "FINGERPRINT"}
    step = {"type": "step", **progress, "step": 1, "totalStep": 1, "loss": 0.5,
            "losses": {"alpha": 0.25}, "learningRates": {"encoder": 1e-5}, "gradientNorm": 2,
            "unknownPixels": 100, "samples": 2, "seconds": 0.5, "waitSeconds": 0}
    mean = {"unknown": 100, "sad": 2.5, "mse": 0.1, "grad": 1, "conn": 2, "mad": 0.2}
    validation = {"type": "validation", **progress, "step": 2, "totalStep": 2, "mean": mean,
                  "best": True, "panels": [{"name": "a", "sad": 1.5}], "seconds": 1}
    history = json.dumps(step) + "\n" + json.dumps(validation) + "\n"
    write("run", "state", b"s" + json.dumps(state).encode())
    write("run", "history", b"h" + history.encode())
    write("run", "damage", b"d" + bytes([0, 0, 9, 34, 0, 1, 0, 255]))
    write("run", "cut", b"d" + bytes([0, 16, 0]))
    write("run", "names", b"nstep-00000003.safetensors\nmodel.safetensors\nstep-9.safetensors")


all_safetensors()
all_onnx()
all_models()
all_torch()
all_keras()
pictures()
pixels()
runs()

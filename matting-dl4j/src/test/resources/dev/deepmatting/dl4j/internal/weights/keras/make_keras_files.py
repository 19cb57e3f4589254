"""Writes the files of this folder in the layouts of Keras, and beside each the bytes of its tensors.

Needs h5py and NumPy: python3 make_keras_files.py

NAME.h5 has NAME.txt beside it: for each tensor a line of name, type, shape and the bytes in hex.
"""

import ctypes
import os

import h5py
import numpy as np

FOLDER = os.path.dirname(os.path.abspath(__file__))
TYPES = {"float16": "F16", "float32": "F32", "float64": "F64"}
LAYERS = ["block%d_conv%d" % (b + 1, c + 1) for b, n in enumerate([2, 2, 3, 3, 3]) for c in range(n)]


def numbers(seed, shape, dtype):
    values = np.random.RandomState(seed).standard_normal(shape).astype(dtype)
    flat = values.reshape(-1)
    # What a conversion on the way would change: signs of zero, tiny, huge and not-a-number values.
    info = np.finfo(dtype)
    for i, special in enumerate([-0.0, info.smallest_subnormal, info.max, -np.inf, np.nan]):
        if flat.size > 8 + i:
            flat[8 + i] = special
    return values


class Writer:
    def __init__(self, name, libver, **storage):
        self.name = name
        self.storage = storage
        self.lines = []
        self.file = h5py.File(os.path.join(FOLDER, name + ".h5"), "w", libver=libver)

    def dataset(self, group, path, tensor, values, **storage):
        options = dict(self.storage, **storage) if values.ndim > 1 else {}
        group.create_dataset(path, data=values, **options)
        shape = "x".join(str(side) for side in values.shape)
        self.lines.append(
            "%s %s %s %s" % (tensor, TYPES[values.dtype.name], shape, values.tobytes().hex()))

    def layers(self, group, dtype, paths, layers=LAYERS):
        group.attrs["layer_names"] = [layer.encode() for layer in layers]
        channels = 3
        for index, layer in enumerate(layers):
            width = 2 + index % 3
            kernel, bias = (path.format(layer) for path in paths)
            child = group.create_group(layer)
            child.attrs["weight_names"] = [kernel.encode(), bias.encode()]
            self.dataset(
                child, kernel, layer + "/kernel", numbers(index, (3, 3, channels, width), dtype))
            self.dataset(child, bias, layer + "/bias", numbers(100 + index, (width,), dtype))
            channels = width

    def close(self):
        self.file.close()
        with open(os.path.join(FOLDER, self.name + ".txt"), "w") as text:
            text.write("\n".join(sorted(self.lines)) + "\n")


KERAS_1 = ("{0}_W_1:0", "{0}_b_1:0")
KERAS_2 = ("{0}/kernel:0", "{0}/bias:0")
CHUNKS = {"chunks": (2, 2, 2, 2), "compression": "gzip", "shuffle": True}


def old_names():
    writer = Writer("weights-keras1", "earliest")
    writer.layers(writer.file, "float32", KERAS_1)
    writer.close()


def whole_model(name, libver, dtype, layers=LAYERS, **storage):
    writer = Writer(name, libver, **storage)
    writer.file.attrs["model_config"] = '{"class_name": "Functional"%s}' % (" " * 400)
    writer.file.attrs["keras_version"] = "2.4.0"
    writer.file.attrs["backend"] = "tensorflow"
    group = writer.file.create_group("model_weights")
    group.attrs["keras_version"] = "2.4.0"
    writer.layers(group, dtype, KERAS_2, layers)
    # What a reader of weights has to leave alone.
    writer.file.create_group("optimizer_weights")["iteration:0"] = np.int64(7)
    writer.close()


def layouts(name, libver):
    """Batch normalisation, a model inside of a model, a number, and all ways to store an array."""
    writer = Writer(name, libver)
    writer.file.attrs["backend"] = np.bytes_(b"theano")
    writer.file.attrs["keras_version"] = np.bytes_(b"1.2.2")
    bn = writer.file.create_group("bn")
    for seed, (path, tensor) in enumerate([
            ("bn_gamma:0", "gamma"), ("bn_beta:0", "beta"),
            ("bn_running_mean:0", "moving_mean"), ("bn_running_std:0", "moving_variance")]):
        writer.dataset(bn, path, "bn/" + tensor, numbers(seed, (5,), "float64"))
    inner = writer.file.create_group("vgg16")
    kernel = numbers(5, (3, 5, 4, 7), "float32")
    writer.dataset(inner, "block1_conv1/kernel:0", "block1_conv1/kernel", kernel)
    wide = numbers(6, (9, 8), "float32")
    other = writer.file.create_group("dense")
    for path, storage in [
            ("one_chunk", {"chunks": (9, 8)}),
            ("one_packed_chunk", {"chunks": (9, 8), "compression": "gzip"}),
            ("chunks", {"chunks": (4, 3)}),
            ("packed_chunks", {"chunks": (4, 3), "compression": "gzip"}),
            ("shuffled_chunks", {"chunks": (4, 3), "shuffle": True})]:
        writer.dataset(other, path, "dense/" + path, wide, **storage)
    small = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    small.set_layout(h5py.h5d.COMPACT)
    values = numbers(7, (3, 4), "float32")
    space = h5py.h5s.create_simple(values.shape)
    h5py.h5d.create(other.id, b"compact", h5py.h5t.IEEE_F32LE, space, small).write(
        h5py.h5s.ALL, h5py.h5s.ALL, values)
    writer.lines.append("dense/compact F32 3x4 " + values.tobytes().hex())
    other["number"] = np.float32(0.25)
    writer.lines.append("dense/number F32  " + np.float32(0.25).tobytes().hex())
    writer.close()


def state(name, libver):
    """Weights of Keras 3, and beside them what is left out of the tensors: no line is written."""
    writer = Writer(name, libver)
    early = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    early.set_chunk((2, 3))
    early.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
    values = numbers(8, (3, 4), "float16")
    layer = writer.file.create_group("layers/dense/vars")
    h5py.h5d.create(layer.id, b"0", h5py.h5t.IEEE_F16LE, h5py.h5s.create_simple((3, 4)), early)
    layer["0"][...] = values
    writer.lines.append("layers/dense/vars/0 F16 3x4 " + values.tobytes().hex())
    longest = "n" * 255
    writer.dataset(writer.file, longest, longest, numbers(9, (2,), "float32"))
    writer.dataset(
        writer.file, "optimizer/vars/1", "optimizer/vars/1", numbers(10, (2,), "float32"))
    writer.file["optimizer/vars/0"] = np.int64(7)
    writer.file["optimizer/name"] = np.bytes_(b"adam")
    writer.file["optimizer_weights/name"] = np.bytes_(b"adam")
    writer.file["seed_generator/enabled"] = True
    writer.file["dropout/seed_generator_state"] = np.array([1, 2], "uint32")
    unwritten = writer.file.create_group("unwritten")
    unwritten.create_dataset("one_piece", (4,), "f4")
    unwritten.create_dataset("chunks", (4,), "f4", chunks=(2,))
    unwritten.create_dataset("one_chunk", (4,), "f4", chunks=(4,), compression="gzip")
    writer.file["empty/side"] = np.zeros((0, 4), "float32")
    writer.file["empty/shape"] = h5py.Empty("f4")
    writer.close()


old_names()
whole_model("model-keras2", "earliest", "float32", LAYERS[:4])
whole_model("model-latest", "latest", "float32")
whole_model("model-half-chunked", "earliest", "float16", LAYERS[:2], **CHUNKS)
whole_model("model-double-chunked-latest", "latest", "float64", LAYERS[:2], **CHUNKS)
layouts("layouts", "earliest")
layouts("layouts-latest", "latest")
state("state", "earliest")
state("state-latest", "latest")


def refused(name, fill, **options):
    """A sound HDF5 file, made by the HDF5 library itself, with something that is not accepted."""
    folder = os.path.join(FOLDER, "refused")
    os.makedirs(folder, exist_ok=True)
    with h5py.File(os.path.join(folder, name + ".h5"), "w", **options) as file:
        group = file.create_group("conv")
        fill(group)


def soft_link_loop(group):
    group["a"] = h5py.SoftLink("/conv/b")
    group["b"] = h5py.SoftLink("/conv/a")


def external_storage(group):
    creation = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    creation.set_external(b"/etc/hostname", 0, 8)
    space = h5py.h5s.create_simple((2,))
    h5py.h5d.create(group.id, b"kernel:0", h5py.h5t.IEEE_F32LE, space, creation)


def virtual(group):
    layout = h5py.VirtualLayout(shape=(2,), dtype="f4")
    layout[:] = h5py.VirtualSource("/etc/other.h5", "kernel", shape=(2,))
    group.create_virtual_dataset("kernel:0", layout)


def put(values, **options):
    return lambda group: group.create_dataset("kernel:0", data=values, **options)


def link(make):
    def fill(group):
        group["kernel:0"] = make(group)
    return fill


def nested(group):
    for _ in range(30):
        group = group.create_group("g")
    group["kernel:0"] = np.float32(1)


def unfiltered_edge(group):
    """H5Pset_chunk_opts, which h5py does not offer: chunks that reach over the edge as they are."""
    loaded = [line.split()[-1] for line in open("/proc/self/maps") if "libhdf5" in line]
    library = ctypes.CDLL(next(path for path in loaded if "_hl" not in path))
    creation = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    creation.set_chunk((4,))
    creation.set_shuffle()
    set_chunk_opts = library.H5Pset_chunk_opts
    set_chunk_opts.argtypes = [ctypes.c_int64, ctypes.c_uint]
    assert set_chunk_opts(creation.id, 2) == 0
    space = h5py.h5s.create_simple((10,))
    h5py.h5d.create(group.id, b"kernel:0", h5py.h5t.IEEE_F32LE, space, creation)
    group["kernel:0"][:] = np.arange(10, dtype="float32")


def long_path(group):
    for _ in range(5):
        group = group.create_group("g" * 250)
    group["kernel:0"] = np.float32(1)


def many_long_names(group):
    # So many that the group gets a heap and an index.
    for i in range(9):
        group["%d" % i + "n" * 255] = np.float32(1)


SOME = np.arange(12, dtype="float32").reshape(3, 4)
refused("external-link", link(lambda group: h5py.ExternalLink("/etc/other.h5", "/kernel")))
refused("external-link-latest", link(lambda group: h5py.ExternalLink("x.h5", "/")), libver="latest")
refused("soft-link-loop", soft_link_loop)
refused("soft-link-loop-latest", soft_link_loop, libver="latest")
refused("group-in-itself", link(lambda group: group))
refused("external-storage", external_storage)
refused("virtual", virtual, libver="latest")
refused("big-endian", put(SOME.astype(">f4")))
refused("integers", put(SOME.astype("int64")))
refused("truth-values", put(SOME > 3))
refused("strings", put(np.array([b"one", b"two"])))
refused("compound", put(np.zeros(2, dtype=[("re", "f4"), ("im", "f4")])))
refused("arrays", lambda group: group.create_dataset("kernel:0", (2,), np.dtype(("f4", (3,)))))
refused("texts", put(["one", "two"], dtype=h5py.string_dtype()))
refused("lzf", put(SOME, chunks=(3, 4), compression="lzf"))
refused("fletcher32", put(SOME, chunks=(3, 4), fletcher32=True))
refused("bomb", put(np.zeros((1500, 1500), "float32"), chunks=(750, 750), compression="gzip"))
refused("growing", put(SOME, chunks=(2, 2), maxshape=(None, 4)), libver="latest")
refused("no-numbers", lambda group: group.create_dataset("kernel:0", (3, 4), "f4"))
refused("no-shape", lambda group: group.create_dataset("kernel:0", data=h5py.Empty("f4")))
refused("empty-side", put(np.zeros((0, 4), "float32")))
refused("named-type", link(lambda group: np.dtype("f4")))
refused("no-arrays", lambda group: None)
refused("deep", nested)
refused("user-block", put(SOME), userblock_size=512)
refused("unfiltered-edge", unfiltered_edge, libver="latest")
refused("long-name", lambda group: group.create_dataset("n" * 256, data=SOME))
refused("long-name-latest", lambda group: group.create_dataset("n" * 256, data=SOME), libver="latest")
refused("long-names-latest", many_long_names, libver="latest")
refused("long-path", long_path)
refused(
    "control-characters",
    lambda group: group.create_dataset("\x1b[31m" + "k" * 150, data=np.array([b"one", b"two"])))

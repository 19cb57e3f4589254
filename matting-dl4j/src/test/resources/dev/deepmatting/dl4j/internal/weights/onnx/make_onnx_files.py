#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the ONNX files of this folder, and expected.json with what they hold.

    /usr/bin/python3 make_onnx_files.py

Needs onnx 1.12, PyTorch 1.13 and NumPy. Everything is written beside this script:

  raw.onnx       every type as raw_data, metadata_props, an empty tensor, a single number, an initialiser in a subgraph
  typed.onnx     every type in its typed field, packed as the onnx package writes it
  unpacked.onnx  the tensors of typed.onnx, each number a field of its own: encoded here, read back with onnx
  torch.onnx     a small network as torch.onnx.export writes it, its initialisers under the module's names

expected.json: {file: {tensor: {"type": as in safetensors, "shape": [...], "bytes": little-endian numbers in hex}}}
"""
import json
import struct
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).resolve().parent
INT32 = {TensorProto.INT32, TensorProto.INT16, TensorProto.INT8, TensorProto.UINT8, TensorProto.BOOL,
         TensorProto.FLOAT16, TensorProto.BFLOAT16}

# ONNX type, safetensors name, NumPy type of the same bits, numbers
SAMPLES = [
    (TensorProto.FLOAT, "F32", np.float32, [0.0, -0.0, 1.5, -3.4e38, 1e-45, np.inf]),
    (TensorProto.FLOAT16, "F16", np.float16, [0.0, -0.0, 1.5, -65504.0, 6e-8, np.inf]),
    (TensorProto.BFLOAT16, "BF16", np.uint16, [0x0000, 0x8000, 0x3FC0, 0xFF7F, 0x0001, 0x7F80]),
    (TensorProto.DOUBLE, "F64", np.float64, [0.0, -0.0, 0.1, -1.7e308, 5e-324, -np.inf]),
    (TensorProto.INT64, "I64", np.int64, [0, 1, -1, 2**63 - 1, -(2**63), 300]),
    (TensorProto.INT32, "I32", np.int32, [0, 1, -1, 2**31 - 1, -(2**31), 300]),
    (TensorProto.INT16, "I16", np.int16, [0, 1, -1, 2**15 - 1, -(2**15), 300]),
    (TensorProto.INT8, "I8", np.int8, [0, 1, -1, 127, -128, 30]),
    (TensorProto.UINT8, "U8", np.uint8, [0, 1, 2, 127, 128, 255]),
    (TensorProto.BOOL, "BOOL", np.bool_, [False, True, True, False, True, False]),
]


def arrays():
    for code, name, dtype, numbers in SAMPLES:
        yield code, name, np.array(numbers, dtype).reshape(2, 3)


def raw_tensors():
    for code, name, array in arrays():
        yield helper.make_tensor(name, code, array.shape, array.tobytes(), raw=True)
    yield numpy_helper.from_array(np.zeros((0, 3), np.float32), "empty")
    yield numpy_helper.from_array(np.array(7.25, np.float32), "single")


def typed_tensors():
    for code, name, array in arrays():
        tensor = TensorProto(name=name, data_type=code, dims=array.shape)
        field(tensor, code).extend(integers(array).tolist())
        yield tensor


def field(tensor, code):
    if code in INT32:
        return tensor.int32_data
    return {TensorProto.FLOAT: tensor.float_data, TensorProto.DOUBLE: tensor.double_data,
            TensorProto.INT64: tensor.int64_data}[code]


def integers(array):
    flat = array.ravel()
    if flat.dtype == np.float16:
        return flat.view(np.uint16)
    return flat.astype(np.int32) if flat.dtype == np.bool_ else flat


def model(tensors, nodes=()):
    tensors = list(tensors)
    output = helper.make_tensor_value_info("y", TensorProto.FLOAT, [None])
    value = helper.make_node("Constant", [], ["y"], value_float=1.0)
    graph = helper.make_graph([*nodes, value], "tensors", [], [output], initializer=tensors)
    result = helper.make_model(graph, producer_name="deep-matting tests",
                               opset_imports=[helper.make_opsetid("", 13)])
    helper.set_model_props(result, {"licence": "Apache-2.0", "größe": "klein"})
    result.doc_string = "made by make_onnx_files.py"
    return result


def branch(name):
    """A subgraph with an initialiser of its own, which is no tensor of the model."""
    inner = numpy_helper.from_array(np.ones(4, np.float32), "inner")
    output = helper.make_tensor_value_info(name, TensorProto.FLOAT, [4])
    node = helper.make_node("Identity", ["inner"], [name])
    return helper.make_graph([node], name, [], [output], initializer=[inner])


def varint(value):
    value &= (1 << 64) - 1
    out = b""
    while value > 0x7F:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def sized(number, content):
    return varint(number << 3 | 2) + varint(len(content)) + content


def unpacked_tensor(code, name, array):
    out = varint(1 << 3 | 2) + varint(2) + b"\2\3"  # dims, packed, which the onnx package does not write
    out += varint(2 << 3) + varint(code)
    for number in integers(array).tolist():
        if code == TensorProto.FLOAT:
            out += varint(4 << 3 | 5) + struct.pack("<f", number)
        elif code == TensorProto.DOUBLE:
            out += varint(10 << 3 | 1) + struct.pack("<d", number)
        else:
            out += varint((5 if code in INT32 else 7) << 3) + varint(number)
    return out + sized(8, name.encode())


def unpacked_model():
    graph = b"".join(sized(5, unpacked_tensor(*sample)) for sample in arrays())
    return varint(1 << 3) + varint(7) + sized(7, graph)


class Network(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = torch.nn.Conv2d(4, 3, 3, padding=1)
        self.norm = torch.nn.BatchNorm2d(3)
        self.up = torch.nn.ConvTranspose2d(3, 2, 4, stride=2, padding=1)

    def forward(self, x):
        return torch.sigmoid(self.up(torch.relu(self.norm(self.conv1(x)))))


def torch_file(path):
    torch.manual_seed(3)
    network = Network().eval()
    network.norm.running_mean.uniform_(-1, 1)
    network.norm.running_var.uniform_(0.5, 1.5)
    torch.onnx.export(network, torch.zeros(1, 4, 8, 8), str(path), opset_version=13, input_names=["input"],
                      do_constant_folding=False, training=torch.onnx.TrainingMode.PRESERVE,
                      keep_initializers_as_inputs=False)
    return {name: value.numpy() for name, value in network.state_dict().items() if value.ndim}


def described(array, name=None):
    names = {np.dtype(np.float32): "F32"}
    return {"type": name or names[array.dtype], "shape": list(array.shape), "bytes": array.tobytes().hex()}


def check(path, wanted):
    """Reads the file with the onnx package: the sidecar must be its view too."""
    for tensor in onnx.load(str(path)).graph.initializer:
        view = numpy_helper.to_array(tensor)
        if tensor.data_type == TensorProto.BFLOAT16:
            view = (view.astype(np.float32).view(np.uint32) >> 16).astype(np.uint16)
        assert view.tobytes().hex() == wanted[tensor.name]["bytes"], (path.name, tensor.name)
        assert list(view.shape) == wanted[tensor.name]["shape"], (path.name, tensor.name)


def main():
    samples = {name: described(array, name) for _, name, array in arrays()}
    condition = helper.make_node("Constant", [], ["c"], value=numpy_helper.from_array(np.array(True)))
    choice = helper.make_node("If", ["c"], ["chosen"], then_branch=branch("then"), else_branch=branch("else"))
    raw = model(raw_tensors(), [condition, choice])
    onnx.checker.check_model(raw)
    (HERE / "raw.onnx").write_bytes(raw.SerializeToString())
    (HERE / "typed.onnx").write_bytes(model(typed_tensors()).SerializeToString())
    (HERE / "unpacked.onnx").write_bytes(unpacked_model())
    state = torch_file(HERE / "torch.onnx")
    expected = {
        "raw.onnx": {**samples, "empty": described(np.zeros((0, 3), np.float32)),
                     "single": described(np.array(7.25, np.float32))},
        "typed.onnx": samples,
        "unpacked.onnx": samples,
        "torch.onnx": {name: described(array) for name, array in state.items()},
    }
    for name, wanted in expected.items():
        check(HERE / name, wanted)
    (HERE / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


main()

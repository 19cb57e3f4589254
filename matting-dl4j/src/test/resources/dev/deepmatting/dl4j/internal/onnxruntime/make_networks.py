"""Makes tiny ONNX files, one for each form of input and output, and files that must be refused.

    python3 make_networks.py

The expected masks come from numpy alone, which knows nothing of ONNX.
"""

import os

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = os.path.dirname(os.path.abspath(__file__))
WIDTH, HEIGHT = 12, 8
FLOAT = TensorProto.FLOAT
PICTURE = [1, 3, HEIGHT, WIDTH]
MASK = [1, 1, HEIGHT, WIDTH]

ONE = (np.array([[1.6, -1.0, 2.2]]), np.array([-0.9]))
TWO = (np.array([[1.6, -1.0, 2.2], [-0.7, 2.4, -0.4]]), np.array([-0.9, 0.3]))
THREE = (np.vstack([TWO[0], [[0.5, 0.5, -2.0]]]), np.append(TWO[1], 0.8))


def picture():
    x, y, c = np.meshgrid(np.arange(WIDTH), np.arange(HEIGHT), np.arange(3))
    return ((31 * x + 17 * y + 73 * c + 5 * x * y) % 256).transpose(2, 0, 1) / 255.0


def scores(weights, image):
    matrix, bias = weights
    return np.einsum("oc,chw->ohw", matrix, image) + bias[:, None, None]


def sigmoid(values):
    return 1 / (1 + np.exp(-values))


def softmax(values):
    powers = np.exp(values - values.max(axis=0))
    return powers / powers.sum(axis=0)


def stretched(mask):
    return (mask - mask.min()) / (mask.max() - mask.min())


def tensor(name, values):
    return numpy_helper.from_array(np.asarray(values, dtype=np.float32), name)


def weights_of(weights, prefix=""):
    matrix, bias = weights
    return [tensor(prefix + "weight", matrix[:, :, None, None]), tensor(prefix + "bias", bias)]


def convolution(source, target, prefix=""):
    return helper.make_node("Conv", [source, prefix + "weight", prefix + "bias"], [target])


def node(operation, source, target, **attributes):
    return helper.make_node(operation, [source], [target], **attributes)


def info(name, shape, kind=FLOAT):
    return helper.make_tensor_value_info(name, kind, shape)


def save(name, nodes, constants=(), inputs=None, outputs=None, opset=13, **more):
    graph = helper.make_graph(
        nodes,
        name,
        inputs or [info("picture", PICTURE)],
        outputs or [info("mask", MASK)],
        list(constants),
    )
    opsets = more.pop("opsets", [helper.make_opsetid("", opset)])
    model = helper.make_model(graph, opset_imports=opsets, ir_version=7, **more)
    with open(os.path.join(HERE, name + ".onnx"), "wb") as file:
        file.write(model.SerializeToString())
    return model


def good():
    """Returns the expected mask of each file."""
    image = picture()
    one, two, three = (scores(each, image) for each in (ONE, TWO, THREE))
    masks = {}

    save("nchw", [convolution("picture", "score"), node("Sigmoid", "score", "mask")], weights_of(ONE))
    masks["nchw"] = sigmoid(one[0])

    save(
        "nhwc",
        [
            node("Transpose", "picture", "planes", perm=[0, 3, 1, 2]),
            convolution("planes", "score"),
            node("Sigmoid", "score", "share"),
            node("Transpose", "share", "mask", perm=[0, 2, 3, 1]),
        ],
        weights_of(ONE),
        [info("picture", [1, HEIGHT, WIDTH, 3])],
        [info("mask", [1, HEIGHT, WIDTH, 1])],
    )
    masks["nhwc"] = sigmoid(one[0])

    two_channels = [info("mask", [1, 2, HEIGHT, WIDTH])]
    save(
        "softmax",
        [convolution("picture", "score"), node("Softmax", "score", "mask", axis=1)],
        weights_of(TWO),
        outputs=two_channels,
    )
    masks["softmax"] = softmax(two)[1]

    save("two-logits", [convolution("picture", "mask")], weights_of(TWO), outputs=two_channels)
    masks["two-logits"] = softmax(two)[1]

    save(
        "two-logits-nhwc",
        [convolution("picture", "score"), node("Transpose", "score", "mask", perm=[0, 2, 3, 1])],
        weights_of(TWO),
        outputs=[info("mask", [1, HEIGHT, WIDTH, 2])],
    )
    masks["two-logits-nhwc"] = softmax(two)[1]

    save("logits", [convolution("picture", "mask")], weights_of(ONE))
    masks["logits"] = sigmoid(one[0])

    # The last operation tells nothing; the numbers do.
    save(
        "untold",
        [convolution("picture", "score"), node("Tanh", "score", "mask")],
        weights_of(ONE),
    )
    masks["untold"] = sigmoid(np.tanh(one[0]))
    save(
        "untold-shares",
        [
            convolution("picture", "score"),
            node("Sigmoid", "score", "share"),
            helper.make_node("Mul", ["share", "share"], ["mask"]),
        ],
        weights_of(ONE),
    )
    masks["untold-shares"] = sigmoid(one[0]) ** 2

    save(
        "three",
        [convolution("picture", "mask")],
        weights_of(THREE),
        outputs=[info("mask", [1, 3, HEIGHT, WIDTH])],
    )
    masks["three"] = softmax(three)[2]

    side = []
    for i in range(3):
        side += [
            helper.make_node("Mul", ["score", "factor%d" % i], ["scaled%d" % i]),
            node("Sigmoid", "scaled%d" % i, "d%d" % i),
        ]
    save(
        "several",
        [convolution("picture", "score")] + side,
        weights_of(ONE) + [tensor("factor%d" % i, [i + 1.0]) for i in range(3)],
        outputs=[info("d%d" % i, MASK) for i in range(3)],
    )
    masks["several"] = sigmoid(one[0])
    masks["several-d2"] = sigmoid(3 * one[0])

    save(
        "open",
        [convolution("picture", "score"), node("Sigmoid", "score", "mask")],
        weights_of(ONE),
        [info("picture", ["n", "channels", "height", "width"])],
        [info("mask", ["n", 1, "height", "width"])],
    )
    masks["open"] = sigmoid(one[0])

    save(
        "flat",
        [
            convolution("picture", "score"),
            node("Sigmoid", "score", "share"),
            helper.make_node("Squeeze", ["share", "axes"], ["mask"]),
        ],
        weights_of(ONE) + [numpy_helper.from_array(np.array([0, 1], dtype=np.int64), "axes")],
        outputs=[info("mask", [HEIGHT, WIDTH])],
    )
    masks["flat"] = sigmoid(one[0])

    # As PyTorch wrote them: the constants are listed as inputs too.
    constants = weights_of(ONE)
    save(
        "listed",
        [convolution("picture", "score"), node("Sigmoid", "score", "mask")],
        constants,
        [info("weight", [1, 3, 1, 1]), info("picture", PICTURE), info("bias", [1])],
    )
    masks["listed"] = sigmoid(one[0])

    save(
        "half",
        [
            convolution("picture", "score"),
            node("Sigmoid", "score", "share"),
            node("Cast", "share", "mask", to=TensorProto.FLOAT16),
        ],
        weights_of(ONE),
        outputs=[info("mask", MASK, TensorProto.FLOAT16)],
    )
    masks["half"] = sigmoid(one[0])

    # For the command line: what is bright is an object.
    bright = (np.array([[8.0, 8.0, 8.0]]), np.array([-12.0]))
    save(
        "bright",
        [convolution("picture", "score"), node("Sigmoid", "score", "mask")],
        weights_of(bright),
        [info("picture", [1, 3, 64, 64])],
        [info("mask", [1, 1, 64, 64])],
    )

    mean = np.array([0.4, 0.5, 0.6])[:, None, None]
    deviation = np.array([0.2, 0.3, 0.7])[:, None, None]
    masks["nchw-normalised"] = sigmoid(scores(ONE, (image - mean) / deviation)[0])
    masks["nchw-bgr"] = sigmoid(scores(ONE, ((image - mean) / deviation)[::-1])[0])
    masks["nchw-stretched"] = stretched(sigmoid(one[0]))
    return masks


def bad():
    network = [convolution("picture", "score"), node("Sigmoid", "score", "mask")]
    constants = weights_of(ONE)
    save("bad-two-inputs", network, constants, [info("picture", PICTURE), info("other", PICTURE)])
    save("bad-input-type", network, constants, [info("picture", PICTURE, TensorProto.UINT8)])
    save("bad-input-shape", network, constants, [info("picture", [1, 3 * HEIGHT * WIDTH])])
    save("bad-channels", network, constants, [info("picture", [1, 5, HEIGHT, WIDTH])])
    save("bad-size", network, constants, [info("picture", [1, 3, 100000, 100000])])
    save("bad-opset", network, constants, opset=99)
    save("bad-no-opset", network, constants, opsets=[helper.make_opsetid("ai.onnx.ml", 2)])
    save(
        "bad-output-type",
        [convolution("picture", "score"), node("ArgMax", "score", "mask", axis=1)],
        weights_of(TWO),
        outputs=[info("mask", MASK, TensorProto.INT64)],
    )
    save("bad-operation", [node("NoSuch", "picture", "mask")])
    save(
        "bad-domain",
        [helper.make_node("Custom", ["picture"], ["mask"], domain="com.example")],
        opsets=[helper.make_opsetid("", 13), helper.make_opsetid("com.example", 1)],
    )
    save(
        "bad-context",
        [helper.make_node("EPContext", ["picture"], ["mask"], domain="com.microsoft")],
        opsets=[helper.make_opsetid("", 13), helper.make_opsetid("com.microsoft", 1)],
    )

    outside = tensor("weight", ONE[0][:, :, None, None])
    outside.ClearField("raw_data")
    outside.data_location = TensorProto.EXTERNAL
    entry = outside.external_data.add()
    entry.key, entry.value = "location", "/etc/passwd"
    save("bad-external", network, [outside, constants[1]])
    hidden = TensorProto()
    hidden.CopyFrom(outside)
    save(
        "bad-external-node",
        [
            helper.make_node("Constant", [], ["weight"], value=hidden),
            *network,
        ],
        [constants[1]],
    )

    large = TensorProto()
    large.CopyFrom(constants[0])
    del large.dims[:]
    large.dims.extend([1, 3, 10000, 10000])
    save("bad-tensor", network, [large, constants[1]])

    sizes = numpy_helper.from_array(np.array([1 << 20, 1 << 20, 1 << 10], dtype=np.int64), "sizes")
    save(
        "bad-memory",
        [
            node("ReduceMean", "picture", "mean", keepdims=0),
            helper.make_node("Expand", ["mean", "sizes"], ["wide"]),
            node("ReduceMean", "wide", "grey", keepdims=1),
            helper.make_node("Mul", ["picture", "grey"], ["mask"]),
        ],
        [sizes],
    )
    save(
        "bad-shape",
        [convolution("picture", "score"), node("Flatten", "score", "mask")],
        weights_of(TWO),
        outputs=[info("mask", [1, 2 * HEIGHT * WIDTH])],
    )
    save("bad-five", [convolution("picture", "mask")], weights_of((np.vstack([THREE[0], TWO[0]]),
         np.append(THREE[1], TWO[1]))), outputs=[info("mask", [1, 5, HEIGHT, WIDTH])])
    save(
        "bad-numbers",
        [convolution("picture", "score"), node("Log", "score", "mask")],
        weights_of(ONE),
    )
    loop()
    slow()


def slow():
    """A thousand convolutions, each of some tenths of a second."""
    count = 1000
    large = numpy_helper.from_array(np.array([1, 3, 1024, 1024], dtype=np.int64), "large")
    kernel = numpy_helper.from_array(np.array([3, 3, 31, 31], dtype=np.int64), "kernel")
    pads = [15, 15, 15, 15]
    nodes = [
        node("ReduceMean", "picture", "mean", axes=[1, 2, 3]),
        helper.make_node("Expand", ["mean", "large"], ["a0"]),
        node("ConstantOfShape", "kernel", "w", value=helper.make_tensor("", FLOAT, [1], [1e-4])),
    ]
    for i in range(count):
        nodes.append(helper.make_node("Conv", ["a%d" % i, "w"], ["a%d" % (i + 1)], pads=pads))
    nodes += [
        node("ReduceMean", "a%d" % count, "grey", axes=[1, 2, 3]),
        helper.make_node("Mul", ["picture", "grey"], ["mask"]),
    ]
    save("slow", nodes, [large, kernel], outputs=[info("mask", PICTURE)])


def loop():
    """A loop of 2^62 turns, each of them short."""
    body = helper.make_graph(
        [
            node("Identity", "on", "still_on"),
            helper.make_node("Mul", ["before", "before"], ["after"]),
        ],
        "body",
        [
            info("turn", [], TensorProto.INT64),
            info("on", [], TensorProto.BOOL),
            info("before", MASK),
        ],
        [info("still_on", [], TensorProto.BOOL), info("after", MASK)],
    )
    save(
        "bad-loop",
        [
            convolution("picture", "score"),
            node("Sigmoid", "score", "share"),
            helper.make_node("Loop", ["turns", "", "share"], ["mask"], body=body),
        ],
        weights_of(ONE) + [numpy_helper.from_array(np.array(1 << 62, dtype=np.int64), "turns")],
    )


def main():
    with open(os.path.join(HERE, "masks.txt"), "w") as file:
        for name, mask in good().items():
            values = " ".join("%.9g" % value for value in mask.astype(np.float64).ravel())
            file.write("%s %s\n" % (name, values))
    bad()
    for name in os.listdir(HERE):
        if name.endswith(".onnx") and not name.startswith("bad"):
            onnx.checker.check_model(os.path.join(HERE, name))


main()

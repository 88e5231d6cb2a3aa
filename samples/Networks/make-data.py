#!/usr/bin/env python3
"""Makes the files in Data from networks of Keras with a few of their inputs and outputs.

    python make-data.py KERAS_FOLDER samples/Networks/Data

The folder holds NAME.keras, and for each input and output of a network NAME.input.0.4x28x28x1.f32 and NAME.output.0.4x10.f32,
little-endian floats whose shape ends the name. One file comes out for each network: its weights under the names of the model in
Models, the tensors input/0, output/0 and so on, and as metadata the multiply-adds of its kernels. Needs numpy and h5py, not Keras.
"""
import importlib.util
import json
import math
import sys
import zipfile
from pathlib import Path

import numpy as np

spec = importlib.util.spec_from_file_location("to_safetensors", Path(__file__).parents[2] / "docs" / "to-safetensors.py")
converter = importlib.util.module_from_spec(spec)
spec.loader.exec_module(converter)


def use(name, layers):
    return [f"{name}/{layer}" for layer in layers]


def counted(name, count, layers):
    return [f"{name}_{i}/{layer}" if i else f"{name}/{layer}" for i in range(count) for layer in layers]


CONVOLUTION = ["conv2d", "batch_normalization"]
TWO = [*CONVOLUTION, "conv2d_1", "batch_normalization_1"]
DOUBLE = ["conv2d", "conv2d_1"]
DEPTHWISE = ["depthwise_conv2d", "batch_normalization"]


def resnet20():
    """Keras lists the branches of a block layer by layer, a model here one after the other."""
    def down(width):
        d, s = f"down{width}", f"shortcut{width}"
        return [f"{d}/conv2d", f"{d}/batch_normalization", f"{s}/conv2d", f"{d}/conv2d_1", f"{s}/batch_normalization", f"{d}/batch_normalization_1"]
    return [*CONVOLUTION, *counted("basic16", 3, TWO), *down(32), *counted("basic32", 2, TWO), *down(64), *counted("basic64", 2, TWO), "dense"]


def mobilenet_v1():
    names, uses = [*CONVOLUTION], {}

    def add(block, layers, prefix=""):
        count = uses[prefix + block] = uses.get(prefix + block, -1) + 1
        names.extend(use(prefix + (f"{block}_{count}" if count else block), layers))

    for width, is_down in ((16, False), (32, True), (32, False), (64, True), (64, False), (128, True)):
        add("halve" if is_down else "depthwise", DEPTHWISE)
        add(f"pointwise{width}", CONVOLUTION)
    for i in range(5):
        prefix = f"separable128_{i}/" if i else "separable128/"
        add("depthwise", DEPTHWISE, prefix)
        add("pointwise128", CONVOLUTION, prefix)
    add("halve", DEPTHWISE)
    add("pointwise256", CONVOLUTION)
    add("depthwise", DEPTHWISE)
    add("pointwise256", CONVOLUTION)
    return [*names, "conv2d_1"]


def mobilenet_v2():
    names = [*CONVOLUTION, *use("depthwise", DEPTHWISE), *use("project8", CONVOLUTION)]

    def block(name, expanded, projected, is_down=False):
        names.extend(use(f"{name}/expand{expanded}", CONVOLUTION))
        names.extend(use(f"{name}/{'halve' if is_down else 'depthwise'}", DEPTHWISE))
        names.extend(use(f"{name}/project{projected}", CONVOLUTION))

    for start, more, expanded, repeated, width in (("to8", "at8", 48, 1, 8), ("to16", "at16", 48, 2, 16), ("to24", "at24", 96, 3, 24)):
        block(start, expanded, width, is_down=True)
        for i in range(repeated):
            block(f"{more}_{i}" if i else more, 6 * width, width)
    block("to32", 144, 32)
    for name in ("at32", "at32_1"):
        block(name, 192, 32)
    block("to56", 192, 56, is_down=True)
    for name in ("at56", "at56_1"):
        block(name, 336, 56)
    block("to112", 336, 112)
    return [*names, "conv2d_1", "batch_normalization_1", "dense"]


def efficientnet():
    def block(name, gate, expands=True):
        middle = ["depthwise_conv2d", "batch_normalization_1" if expands else "batch_normalization"]
        project = ["conv2d_1", "batch_normalization_2"] if expands else ["conv2d", "batch_normalization_1"]
        return use(name, [*(CONVOLUTION if expands else []), *middle, f"{gate}/dense", f"{gate}/dense_1", *project])
    return [*CONVOLUTION, *block("first", "gate16", expands=False), *block("halve64", "gate64"), *block("keep96", "gate96"),
            *block("halve96", "gate96"), *block("keep160", "gate160"), "conv2d_1", "batch_normalization_1", "dense"]


# By default a model here has the names of Keras; where it is written with blocks, its names in the order of Keras' layers.
NAMES = {
    "resnet20_cifar": resnet20(), "mobilenet_v1_025_96": mobilenet_v1(), "mobilenet_v2_035_96": mobilenet_v2(), "efficientnet_like": efficientnet(),
    "ds_cnn_kws": [*CONVOLUTION, *counted("separable", 4, ["depthwise_conv2d", "batch_normalization", "conv2d", "batch_normalization_1"]), "dense"],
    "nested_sequential": ["stem/conv", "stem/bn", "first/sep", "head/dense"], "siamese_shared": [*use("right_tower", ["c1", "c2", "code"]), "same"],
    "unet_small_64": [*use("fine", DOUBLE), *use("middle", DOUBLE), *use("coarse", DOUBLE), "conv2d_transpose", *use("double16", DOUBLE), "up", *use("double8", DOUBLE), "mask"],
}
OTHERS = ["seed_conv5_gap", "lenet5", "unet_upsampling_32", "two_in_two_out", "gap_gmp_head", "wavenet_like", "conv3d_clip", "autoencoder_dense"]


def leaves(model, prefix="", runs=1):
    """Path, configuration and runs of each layer that is no model itself, in the order of the file."""
    for layer in model["config"]["layers"]:
        path, times = prefix + layer["config"]["name"], runs * max(1, len(layer.get("inbound_nodes", [])))
        if "layers" in layer["config"]:
            yield from leaves(layer, path + "/", times)
        else:
            yield path, layer, times


def multiply_adds(layer):
    """Of one run: each kernel's numbers, once for each position."""
    config, shape = layer["config"], (layer.get("build_config") or {}).get("input_shape")
    kind = layer["class_name"]
    if kind == "Dense":
        return math.prod(shape[1:]) * config["units"]
    if "Conv" not in kind:
        return 0
    kernel, spatial, channels = config["kernel_size"], shape[1:-1], shape[-1]
    if kind.endswith("Transpose"):
        return math.prod(spatial) * math.prod(kernel) * channels * config["filters"]
    taps = [(k - 1) * d + 1 for k, d in zip(kernel, config["dilation_rate"])]
    positions = math.prod((n - t) // s + 1 if config["padding"] == "valid" else -(-n // s) for n, t, s in zip(spatial, taps, config["strides"]))
    each = math.prod(kernel) * channels
    if kind.startswith("Depthwise"):
        return positions * each * config["depth_multiplier"]
    if kind.startswith("Separable"):
        return positions * (each * config["depth_multiplier"] + channels * config["depth_multiplier"] * config["filters"])
    return positions * each // config["groups"] * config["filters"]


def convert(name, folder, out):
    source = folder / f"{name}.keras"
    weights = converter.read_keras(source)
    with zipfile.ZipFile(source) as archive:
        layers = list(leaves(json.loads(archive.read("config.json"))))
    paths = [path for path, _, _ in layers if any(tensor.rsplit("/", 1)[0] == path for tensor in weights)]
    renamed = dict(zip(paths, NAMES.get(name, paths), strict=True))
    tensors = converter.Tensors()
    for tensor, values in weights.items():
        path, weight = tensor.rsplit("/", 1)
        tensors.add(f"{renamed[path]}/{weight}", values)
    for sample in sorted(folder.glob(f"{name}.*put.*.f32")):
        _, kind, number, shape, _ = sample.name.split(".")
        tensors.add(f"{kind}/{number}", np.fromfile(sample, "<f4").reshape([int(n) for n in shape.split("x")]))
    total = sum(multiply_adds(layer) * runs for _, layer, runs in layers)
    converter.save(tensors, out / f"{name}.safetensors", {"multiply_adds": str(total)})
    print(f"{name}: {sum(values.size for values in weights.values()):,} numbers, {total:,} multiply-adds")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    for network in [*NAMES, *OTHERS]:
        convert(network, Path(sys.argv[1]), Path(sys.argv[2]))

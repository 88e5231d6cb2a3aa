#!/usr/bin/env python3
"""Converts trained weights to safetensors, under the names that ShapeGen looks for.

    python to-safetensors.py FILE OUT.safetensors [NAME ...]

FILE is a .keras file, an .h5 or .weights.h5 file of Keras 2 or 3 (needs numpy and h5py), an .onnx model (numpy and
onnx), or an .npz archive (numpy). Neither Keras nor ONNX Runtime is needed. What was written is listed.

ONNX keeps no layer names, so NAMEs give them, one for each dense layer in the order of the graph; without any the layers are
dense, dense_1, ... as a new model of Keras would call them.
"""
import io
import json
import math
import re
import sys
import zipfile

import numpy as np

TYPES = {"float16": "F16", "float32": "F32", "float64": "F64", "bool": "BOOL", "int8": "I8", "uint8": "U8", "int16": "I16",
         "uint16": "U16", "int32": "I32", "uint32": "U32", "int64": "I64", "uint64": "U64"}

# Keras numbers the weights of a layer; these are their names in the order of get_weights().
KERNEL_AND_BIAS = ["kernel", "bias"]
WEIGHT_NAMES = {"dense": KERNEL_AND_BIAS, "conv1d": KERNEL_AND_BIAS, "conv2d": KERNEL_AND_BIAS, "conv3d": KERNEL_AND_BIAS,
                "depthwise_conv1d": KERNEL_AND_BIAS, "depthwise_conv2d": KERNEL_AND_BIAS, "conv1d_transpose": KERNEL_AND_BIAS,
                "conv2d_transpose": KERNEL_AND_BIAS, "conv3d_transpose": KERNEL_AND_BIAS, "p_re_lu": ["alpha"],
                "separable_conv1d": ["depthwise_kernel", "pointwise_kernel", "bias"],
                "separable_conv2d": ["depthwise_kernel", "pointwise_kernel", "bias"]}
BATCH_NORMALIZATION = ["gamma", "beta", "moving_mean", "moving_variance"]


class Tensors(dict):
    """Tensors by name; a second one of a name is an error instead of the end of the first."""

    def add(self, name, values):
        if name in self:
            sys.exit(f"Two weights are named {name}: give the layers names that differ.")
        self[name] = np.ascontiguousarray(values)


def save(tensors, path, metadata=None):
    header, at = {"__metadata__": metadata} if metadata else {}, 0
    for name in sorted(tensors):
        values = tensors[name]
        if values.dtype.name not in TYPES:
            sys.exit(f"{name} has the type {values.dtype.name}, which safetensors files do not hold.")
        header[name] = {"dtype": TYPES[values.dtype.name], "shape": list(values.shape), "data_offsets": [at, at + values.nbytes]}
        at += values.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for name in sorted(tensors):
            file.write(tensors[name].astype(tensors[name].dtype.newbyteorder("<")).tobytes())


def read_keras(path):
    """A .keras file: config.json tells the layers' names, model.weights.h5 holds the numbers."""
    import h5py
    with zipfile.ZipFile(path) as archive:
        model = json.loads(archive.read("config.json"))
        names = layer_names(model)
        with h5py.File(io.BytesIO(archive.read("model.weights.h5")), "r") as file:
            return numbered_weights(file, names, batch_normalizations(model))


def read_h5(path):
    """Keras 3's .weights.h5 numbers the weights; a whole model in .h5, and Keras 2's weights, name them."""
    import h5py
    with h5py.File(path, "r") as file:
        is_numbered = "vars" in file or "layers" in file or "_layer_checkpoint_dependencies" in file
        return numbered_weights(file, {}, {}) if is_numbered else named_weights(file.get("model_weights", file))


def layer_names(model):
    return {group: config.get("name") for group, config in layer_configs(model).items()}


def layer_configs(model, path=""):
    """The configuration of each layer by its group in the HDF5 file, which counts the layers of each class."""
    configs, counts = {}, {}
    config = model.get("config")
    for layer in config.get("layers", []) if isinstance(config, dict) else []:
        kind = snake_case(layer["class_name"])
        count = counts[kind] = counts.get(kind, -1) + 1
        group = f"{path}layers/{kind}_{count}" if count else f"{path}layers/{kind}"
        configs[group] = {**layer["config"], "name": layer["config"].get("name") or layer.get("name")}
        configs.update(layer_configs(layer, group + "/"))
    return configs


def batch_normalizations(model):
    """What each batch normalization has, by its group: gamma and beta may be switched off."""
    return {group: [weight for weight in BATCH_NORMALIZATION if config.get({"gamma": "scale", "beta": "center"}.get(weight), True)]
            for group, config in layer_configs(model).items() if group.split("/")[-1].startswith("batch_normalization")}


def snake_case(name):
    """As Keras names groups: GlobalAveragePooling2D becomes global_average_pooling2d."""
    name = re.sub(r"\W+", "", name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


def weight_names(group, count, normalizations):
    """The names of the weights of a group's layer in their order, as far as they are known."""
    kind = re.sub(r"_\d+$", "", group.split("/")[-1])
    if kind == "batch_normalization":
        # Without the configuration, four are all; of fewer nobody knows which.
        return normalizations.get(group, BATCH_NORMALIZATION if count == 4 else [])
    return WEIGHT_NAMES.get(kind, [])


def numbered_weights(file, names, normalizations):
    tensors = Tensors()

    def visit(path, item):
        if not hasattr(item, "shape") or "/vars/" not in path:
            return
        group, number = path.split("/vars/")
        layers, walked = [], ""
        for part in group.split("/"):
            walked = f"{walked}/{part}" if walked else part
            if part not in ("layers", "_layer_checkpoint_dependencies"):
                given = file[walked]["vars"].attrs.get("name") if "vars" in file[walked] else None
                layers.append(given or names.get(walked) or part)
        known = weight_names(group, len(file[f"{group}/vars"]), normalizations)
        weight = known[int(number)] if number.isdigit() and int(number) < len(known) else number
        tensors.add("/".join(layers + [weight]), item[()])

    file.visititems(visit)
    return tensors


def named_weights(file):
    """Keras 2 writes dense/kernel:0 in the group of a layer, and the same in that of a nested model; Keras 3 the whole path."""
    tensors = Tensors()
    for layer in file:
        def visit(path, item):
            if hasattr(item, "shape"):
                *parts, weight = re.sub(r":\d+$", "", path).split("/")
                inner = parts[parts.index(layer):] if layer in parts else [layer] + parts
                tensors.add("/".join(inner + [weight]), item[()])
        file[layer].visititems(visit)
    return tensors


def read_onnx(path, names):
    """Dense layers: Gemm, or MatMul with Add, whose matrix is a constant."""
    import onnx
    graph = onnx.load(path).graph
    constants = onnx_constants(graph)
    layers = [layer for node in graph.node if (layer := onnx_dense(node, graph, constants)) is not None]
    names = names or ["dense" if i == 0 else f"dense_{i}" for i in range(len(layers))]
    if len(names) != len(layers):
        found = ", ".join(str(kernel.shape) for kernel, _ in layers)
        sys.exit(f"{path} has {len(layers)} dense layers, {found}, but {len(names)} names were given: {', '.join(names)}.")
    tensors = Tensors()
    for name, (kernel, bias) in zip(names, layers):
        tensors.add(f"{name}/kernel", kernel)
        if bias is not None:
            tensors.add(f"{name}/bias", bias)
    return tensors


def onnx_constants(graph):
    """Initializers, Constant nodes, and what exporters compute from them before they use them as weights."""
    from onnx import helper, numpy_helper
    constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    for node in graph.node:
        attributes = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        if node.op_type == "Constant":
            (kind, value), = attributes.items()
            if kind in ("value", "value_float", "value_floats", "value_int", "value_ints"):
                constants[node.output[0]] = numpy_helper.to_array(value) if kind == "value" else np.array(value, "f" if "float" in kind else "q")
        elif node.input and all(name in constants for name in node.input):
            values = [constants[name] for name in node.input]
            if node.op_type == "Identity":
                constants[node.output[0]] = values[0]
            elif node.op_type == "Transpose":
                constants[node.output[0]] = values[0].transpose(attributes.get("perm"))
            elif node.op_type == "Cast":
                constants[node.output[0]] = values[0].astype(helper.mapping.TENSOR_TYPE_TO_NP_TYPE[attributes["to"]])
            elif node.op_type == "Reshape":
                constants[node.output[0]] = values[0].reshape(values[1])
    return constants


def onnx_dense(node, graph, constants):
    """The kernel (in, units) and the bias or None, or None where the node is no dense layer."""
    from onnx import helper
    if node.op_type not in ("Gemm", "MatMul") or node.input[1] not in constants or constants[node.input[1]].ndim != 2:
        return None
    kernel = constants[node.input[1]]
    attributes = {a.name: helper.get_attribute_value(a) for a in node.attribute}
    if node.op_type == "Gemm":
        if attributes.get("transA"):
            sys.exit(f"{node.name or node.output[0]} transposes its input: it is no dense layer.")
        kernel = (kernel.T if attributes.get("transB") else kernel) * kernel.dtype.type(attributes.get("alpha", 1))
        bias = constants.get(node.input[2]) if len(node.input) > 2 and node.input[2] else None
        if len(node.input) > 2 and node.input[2] and bias is None:
            sys.exit(f"The bias {node.input[2]} of {node.name or node.output[0]} is computed in the graph: it cannot be converted.")
        return kernel, None if bias is None else as_bias(bias * bias.dtype.type(attributes.get("beta", 1)), kernel)
    users = [user for user in graph.node if node.output[0] in user.input]
    if len(users) == 1 and users[0].op_type == "Add":
        other = users[0].input[1] if users[0].input[0] == node.output[0] else users[0].input[0]
        if other in constants and constants[other].size in (1, kernel.shape[1]) and constants[other].shape[-1:] in ((), (1,), kernel.shape[1:]):
            return kernel, as_bias(constants[other], kernel)
    return kernel, None


def as_bias(values, kernel):
    return np.broadcast_to(values.reshape(-1), kernel.shape[1:])


def main(file, out, *names):
    ending = file.rsplit(".", 1)[-1].lower()
    if names and ending != "onnx":
        sys.exit("Names are for ONNX models only: other files have their own.")
    if ending == "keras":
        tensors = read_keras(file)
    elif ending in ("h5", "hdf5"):
        tensors = read_h5(file)
    elif ending == "onnx":
        tensors = read_onnx(file, names)
    elif ending == "npz":
        tensors = Tensors(np.load(file))
    else:
        sys.exit(f"{file}: expected a file that ends in .keras, .h5, .onnx or .npz.")
    if not tensors:
        sys.exit(f"{file} holds no weights that can be converted.")
    save(tensors, out)
    for name in sorted(tensors):
        print(f"{name} {tensors[name].shape} {TYPES[tensors[name].dtype.name]}")
    print(f"{out}: {len(tensors)} tensors, {sum(math.prod(t.shape) for t in tensors.values()):,} numbers")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])

"""Runs docs/to-safetensors.py as a user would and compares what it writes, bit by bit, with the numbers that went in.

The files in data/ were written by Keras 3 and PyTorch; what these two do not write here, such as Keras 2's HDF5, is laid out by hand.
"""
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import h5py
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
DATA = HERE / "data"
random = np.random.default_rng(1)


def numbers(*shape):
    return random.standard_normal(shape).astype(np.float32)


def run(source, *names):
    """Exit code, what was printed, and the path of the result."""
    out = Path(tempfile.mkdtemp(dir=work)) / "out.safetensors"
    done = subprocess.run([sys.executable, ROOT / "docs" / "to-safetensors.py", source, out, *names], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr, out


def read(path):
    """The format read by hand, not by the script's own code: type, shape and bytes by name."""
    file = Path(path).read_bytes()
    length = int.from_bytes(file[:8], "little")
    header = json.loads(file[8:8 + length])
    data = file[8 + length:]
    return {name: (t["dtype"], tuple(t["shape"]), data[slice(*t["data_offsets"])]) for name, t in header.items() if name != "__metadata__"}


def of(array):
    return {"float32": "F32", "float64": "F64"}[array.dtype.name], array.shape, np.ascontiguousarray(array).tobytes()


def converts(source, expected, *names):
    code, printed, out = run(source, *names)
    if code:
        return printed
    found, wanted = read(out), {name: of(np.asarray(values)) for name, values in expected.items()}
    if found != wanted:
        return "; ".join(f"{n}: {found.get(n, ['missing'])[:2]} where {wanted.get(n, ['nothing'])[:2]} is expected"
                         for n in sorted(found.keys() | wanted.keys()) if found.get(n) != wanted.get(n))


def refuses(source, message, *names):
    code, printed, out = run(source, *names)
    if code == 0 or out.exists() or message not in printed:
        return f"exit code {code}: {printed}"


def stored(group):
    return [group[str(i)][()] for i in range(len(group))]


# Keras

def keras_archive():
    code, printed, out = run(DATA / "mnist_gap.keras")
    if code:
        return printed
    if out.read_bytes() != (DATA / "mnist_gap.safetensors").read_bytes():
        return "other bytes than data/mnist_gap.safetensors"
    if read(out) != read(ROOT / "samples/FlattenVsPooling/Data/gap.safetensors"):
        return "differs from the sample's network"


def keras_weights_alone():
    code, printed, out = run(DATA / "mnist_gap.weights.h5")
    return printed if code else None if read(out) == read(DATA / "mnist_gap.safetensors") else "differs from the .keras file"


def keras_nested():
    with zipfile.ZipFile(DATA / "nested_sequential.keras") as archive, h5py.File(io.BytesIO(archive.read("model.weights.h5"))) as file:
        layers = file["layers"]
        conv, norm = stored(layers["sequential/layers/conv2d/vars"]), stored(layers["sequential/layers/batch_normalization/vars"])
        separable, dense = stored(layers["sequential_1/layers/separable_conv2d/vars"]), stored(layers["sequential_2/layers/dense/vars"])
    return converts(DATA / "nested_sequential.keras", {
        "stem/conv/kernel": conv[0], "stem/conv/bias": conv[1], "head/dense/kernel": dense[0], "head/dense/bias": dense[1],
        **{f"stem/bn/{name}": v for name, v in zip(("gamma", "beta", "moving_mean", "moving_variance"), norm, strict=True)},
        **{f"block/sep/{name}": v for name, v in zip(("depthwise_kernel", "pointwise_kernel", "bias"), separable, strict=True)}})


def keras_batch_normalization_without_gamma():
    """The configuration tells which weights there are; without it three are numbered."""
    beta, mean, variance = numbers(3), numbers(3), numbers(3)
    content = io.BytesIO()
    with h5py.File(content, "w") as file:
        for i, values in enumerate((beta, mean, variance)):
            file[f"layers/batch_normalization/vars/{i}"] = values
    layer = {"class_name": "BatchNormalization", "config": {"name": "norm", "scale": False, "center": True}}
    path, alone = work / "norm.keras", work / "norm.weights.h5"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("config.json", json.dumps({"class_name": "Sequential", "config": {"name": "m", "layers": [layer]}}))
        archive.writestr("model.weights.h5", content.getvalue())
    alone.write_bytes(content.getvalue())
    return (converts(path, {"norm/beta": beta, "norm/moving_mean": mean, "norm/moving_variance": variance})
            or converts(alone, {f"batch_normalization/{i}": values for i, values in enumerate((beta, mean, variance))}))


def keras_nested_equal_names():
    """Two models in a model, each with a layer named dense."""
    weights = [numbers(4, 3), numbers(3), numbers(3, 2), numbers(2)]
    path = work / "nested.weights.h5"
    with h5py.File(path, "w") as file:
        for i, group in enumerate(("layers/sequential/layers/dense/vars", "layers/sequential_1/layers/dense/vars")):
            file[f"{group}/0"], file[f"{group}/1"] = weights[2 * i], weights[2 * i + 1]
            file[group].attrs["name"] = "dense"
            file[group.split("/layers/dense")[0]].create_group("vars").attrs["name"] = ("stem", "head")[i]
    return converts(path, {"stem/dense/kernel": weights[0], "stem/dense/bias": weights[1], "head/dense/kernel": weights[2], "head/dense/bias": weights[3]})


def keras_before_names_were_stored():
    """Early versions of Keras 3 name the layers in config.json alone, and HDF5 sorts dense_10 before dense_2."""
    layers = [{"class_name": "InputLayer", "config": {"name": "image"}}]
    layers += [{"class_name": "Dense", "config": {"name": f"fc{i}"}} for i in range(12)]
    weights = [(numbers(3, 3), numbers(3)) for _ in range(12)]
    content = io.BytesIO()
    with h5py.File(content, "w") as file:
        for i, (kernel, bias) in enumerate(weights):
            group = f"layers/dense_{i}/vars" if i else "layers/dense/vars"
            file[f"{group}/0"], file[f"{group}/1"] = kernel, bias
    path = work / "early.keras"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("config.json", json.dumps({"class_name": "Sequential", "config": {"name": "m", "layers": layers}}))
        archive.writestr("model.weights.h5", content.getvalue())
    return converts(path, {f"fc{i}/{name}": values for i, pair in enumerate(weights) for name, values in zip(("kernel", "bias"), pair)})


def keras_legacy():
    expected = {}
    with h5py.File(DATA / "two_in_two_out.h5") as file:
        file["model_weights"].visititems(lambda path, item: expected.update({"/".join(path.split("/")[-2:]): item[()]}) if hasattr(item, "shape") else None)
    assert set(expected) == {f"{layer}/{weight}" for layer in ("box", "conv", "embed", "label", "trunk") for weight in ("kernel", "bias")}
    return converts(DATA / "two_in_two_out.h5", expected)


def keras_2(root):
    """dense/kernel:0, and in the group of a nested model the names of its layers alone."""
    weights = [numbers(4, 3), numbers(3), numbers(3, 2), numbers(3, 2)]
    path = work / "keras2.h5"
    with h5py.File(path, "w") as file:
        group = file.create_group(root) if root else file
        group["dense/dense/kernel:0"], group["dense/dense/bias:0"] = weights[0], weights[1]
        group["stem/dense/kernel:0"], group["head/dense/kernel:0"] = weights[2], weights[3]
        group.create_group("flatten")
        if root:
            file["optimizer_weights/Adam/dense/kernel/m:0"] = weights[0]
    return converts(path, {"dense/kernel": weights[0], "dense/bias": weights[1], "stem/dense/kernel": weights[2], "head/dense/kernel": weights[3]})


def keras_equal_names():
    path = work / "equal.weights.h5"
    with h5py.File(path, "w") as file:
        for group in ("layers/dense/vars", "layers/dense_1/vars"):
            file[f"{group}/0"] = numbers(2, 2)
            file[group].attrs["name"] = "fc"
    return refuses(path, "Two weights are named fc/kernel: give the layers names that differ.")


# ONNX

def model(nodes, initializers, features, units):
    graph = helper.make_graph(nodes, "g", [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, features])],
                              [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, units])],
                              [numpy_helper.from_array(v, n) for n, v in initializers.items()])
    path = Path(tempfile.mkdtemp(dir=work)) / "model.onnx"
    made = helper.make_model(graph)
    onnx.checker.check_model(made)
    onnx.save(made, str(path))
    return path


def constant(name, values):
    return helper.make_node("Constant", [], [name], value=numpy_helper.from_array(values))


W, B, V, C = numbers(4, 3), numbers(3), numbers(3, 2), numbers(2)
node = helper.make_node


def onnx_gemm():
    path = model([node("Gemm", ["x", "w", "b"], ["h"]), node("Relu", ["h"], ["r"]), node("Gemm", ["r", "v", "c"], ["y"], transB=1, alpha=2.0, beta=0.5)],
                 {"w": W, "b": B, "v": np.ascontiguousarray(V.T), "c": C}, 4, 2)
    return converts(path, {"a/kernel": W, "a/bias": B, "z/kernel": V * np.float32(2), "z/bias": C * np.float32(0.5)}, "a", "z")


def onnx_matmul_and_add():
    path = model([node("MatMul", ["x", "w"], ["m"]), node("Add", ["m", "b"], ["h"]), node("MatMul", ["h", "v"], ["n"]), node("Add", ["c", "n"], ["y"])],
                 {"w": W, "b": B, "v": V, "c": C}, 4, 2)
    return converts(path, {"dense/kernel": W, "dense/bias": B, "dense_1/kernel": V, "dense_1/bias": C})


def onnx_matmul_alone():
    """An Add of something that is no bias belongs to another layer."""
    path = model([node("MatMul", ["x", "w"], ["m"]), node("Relu", ["x"], ["r"]), node("MatMul", ["r", "w"], ["n"]), node("Add", ["m", "n"], ["y"])], {"w": W}, 4, 3)
    return converts(path, {"a/kernel": W, "b/kernel": W}, "a", "b")


def onnx_constant_nodes():
    path = model([constant("w", W), constant("b", B), node("MatMul", ["x", "w"], ["m"]), node("Add", ["m", "b"], ["h"]),
                  constant("v", V), constant("c", C), node("Gemm", ["h", "v", "c"], ["y"])], {}, 4, 2)
    return converts(path, {"dense/kernel": W, "dense/bias": B, "dense_1/kernel": V, "dense_1/bias": C})


def onnx_computed_constants():
    path = model([node("Transpose", ["wt"], ["w"], perm=[1, 0]), node("Identity", ["b0"], ["b"]), node("MatMul", ["x", "w"], ["m"]), node("Add", ["m", "b"], ["y"])],
                 {"wt": np.ascontiguousarray(W.T), "b0": B}, 4, 3)
    return converts(path, {"dense/kernel": W, "dense/bias": B})


def onnx_names():
    path = model([node("MatMul", ["x", "w"], ["h"]), node("MatMul", ["h", "v"], ["y"])], {"w": W, "v": V}, 4, 2)
    return refuses(path, "model.onnx has 2 dense layers, (4, 3), (3, 2), but 1 names were given: fc.", "fc")


def onnx_of_pytorch():
    """PyTorch writes MatMul with Add where an input has more than two axes, and names what it folded by number; the last layer is a Gemm."""
    values = {i.name: numpy_helper.to_array(i) for i in onnx.load(str(DATA / "transformer_block.onnx")).graph.initializer}
    matrices = {of(m) for v in values.values() if v.ndim == 2 for m in (v, v.T)}
    vectors = {of(v) for v in values.values() if v.ndim == 1}
    code, printed, out = run(DATA / "transformer_block.onnx")
    found = read(out) if code == 0 else {}
    shapes = [found.get(f"dense_{i}/kernel" if i else "dense/kernel", [0, 0])[1] for i in range(6)]
    if shapes != [(12, 24), (24, 72), (24, 24), (24, 48), (48, 24), (24, 5)] or len(found) != 12:
        return printed
    return next((name for name, t in found.items() if t not in (matrices if name.endswith("kernel") else vectors)), None)


# The rest

def numpy_archive():
    np.savez(work / "a.npz", **{"dense/kernel": W.T.copy().T, "dense/bias": B.astype(np.float64)})
    return converts(work / "a.npz", {"dense/kernel": W, "dense/bias": B.astype(np.float64)})


def other_files():
    (work / "model.pt").write_bytes(b"x")
    return refuses(work / "model.pt", "expected a file that ends in .keras, .h5, .onnx or .npz.")


checks = {
    "a .keras file": keras_archive, "a .weights.h5 file": keras_weights_alone, "a .keras file of nested models": keras_nested,
    "a batch normalization without gamma": keras_batch_normalization_without_gamma, "nested models with equal names": keras_nested_equal_names, "a .keras file without names in its HDF5": keras_before_names_were_stored,
    "a whole model in .h5": keras_legacy, "a whole model of Keras 2 in .h5": lambda: keras_2("model_weights"), "weights of Keras 2 in .h5": lambda: keras_2(""),
    "equal names": keras_equal_names, "Gemm": onnx_gemm, "MatMul and Add": onnx_matmul_and_add, "MatMul alone": onnx_matmul_alone,
    "Constant nodes": onnx_constant_nodes, "constants that are computed": onnx_computed_constants, "too few names": onnx_names,
    "an ONNX model of PyTorch": onnx_of_pytorch, "a NumPy archive": numpy_archive, "another file": other_files,
}
failed = 0
with tempfile.TemporaryDirectory() as folder:
    work = Path(folder)
    for name, check in checks.items():
        problem = check()
        if problem:
            failed += 1
            print(f"-- FAILED: {name}: {problem}")
print(f"Conversion: {len(checks) - failed} passed, {failed} failed")
sys.exit(failed != 0)

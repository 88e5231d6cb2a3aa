"""Writes golden-activations.tsv: x and every element-wise activation of x, as the bits of doubles.

Computed with mpmath to 60 digits from the definitions and rounded once; rerun with
    python3 golden-activations.py > golden-activations.tsv
"""
import random
import struct

from mpmath import erfc, exp, fabs, log1p, mp, mpf, pi, sqrt, tanh

mp.dps = 60


def sigmoid(x):
    return 1 / (1 + exp(-x)) if x > 0 else exp(x) / (1 + exp(x))


def softplus(x):
    return x + log1p(exp(-x)) if x > 0 else log1p(exp(x))


def clamp(x, low, high):
    return min(max(x, mpf(low)), mpf(high))


def em1(x):
    return mp.expm1(x)


ALPHA, SCALE = mpf(1.6732632423543772), mpf(1.0507009873554805)

ACTIVATIONS = {
    "Relu": lambda x: max(x, mpf(0)),
    "Relu6": lambda x: clamp(x, 0, 6),
    "LeakyRelu": lambda x: x if x >= 0 else x / 5,
    "Elu": lambda x: x if x > 0 else em1(x),
    "Selu": lambda x: SCALE * (x if x > 0 else ALPHA * em1(x)),
    "Celu": lambda x: max(x, mpf(0)) + min(mpf(0), em1(min(x, mpf(1)))),
    "Gelu": lambda x: x * erfc(-x / sqrt(mpf(2))) / 2,
    "GeluApproximate": lambda x: x * sigmoid(2 * sqrt(2 / pi) * (x + mpf("0.044715") * x**3)),
    "Silu": lambda x: x * sigmoid(x),
    "Mish": lambda x: x * tanh(softplus(x)),
    "Sigmoid": sigmoid,
    "HardSigmoid": lambda x: clamp(x / 6 + mpf("0.5"), 0, 1),
    "HardSilu": lambda x: x * clamp(x / 6 + mpf("0.5"), 0, 1),
    "HardTanh": lambda x: clamp(x, -1, 1),
    "Tanh": tanh,
    "TanhShrink": lambda x: x - tanh(x),
    "SoftShrink": lambda x: x - mpf("0.5") if x > 0.5 else x + mpf("0.5") if x < -0.5 else mpf(0),
    "HardShrink": lambda x: x if fabs(x) > 0.5 else mpf(0),
    "Softplus": softplus,
    "Softsign": lambda x: x / (1 + fabs(x)),
    "Squareplus": lambda x: (x + sqrt(x * x + 4)) / 2,
    "SparsePlus": lambda x: mpf(0) if x <= -1 else x if x >= 1 else (x + 1) ** 2 / 4,
    "SparseSigmoid": lambda x: clamp((x + 1) / 2, 0, 1),
    "Exponential": exp,
    "LogSigmoid": lambda x: -softplus(-x),
}


def bits(x):
    return struct.pack(">d", float(x)).hex()


def points():
    generator = random.Random(20261124)
    xs = [0.0, 5e-324, 2.2250738585072014e-308, 0.25, 0.5, 1.0, 2.0, 3.0, 6.0, 39.0, 700.0, 708.3, 709.7]
    for low, high, count in ((0, 1.2, 45), (0, 12, 50), (5, 45, 25), (40, 760, 20)):
        xs += [generator.uniform(low, high) for _ in range(count)]
    xs += [10 ** generator.uniform(-300, -1) for _ in range(8)]
    xs += [10 ** generator.uniform(-9, -1) for _ in range(15)]
    return sorted(sign * x for x in xs for sign in (1, -1))


print("\t".join(["x", *ACTIVATIONS]))
for point in points():
    # sqrt(x² + 4) − |x| and x − tanh(x) lose 2·log10(x) digits.
    mp.dps = 60 if abs(point) > 1e-8 else 700
    values = [function(mpf(point)) for function in ACTIVATIONS.values()]
    print("\t".join([bits(point), *(bits(value) for value in values)]))

"""Fits the coefficients of src/Runtime/CompilerServices/Approximations.cs and prints them with the error of each fit.

Needs mpmath. Polynomials: Remez' exchange algorithm. The rational function of the normal distribution's tail: linear
least squares, weighted with the previous denominator (Sanathanan and Koerner, 1963) and then towards equal errors
(Lawson, 1961), at Chebyshev nodes of (a - 3) / (a + 3).
"""
from mpmath import atanh, cos, erfc, exp, log, lu_solve, matrix, mp, mpf, nstr, pi, polyval, qr_solve, sqrt, tanh

mp.dps = 70


def remez(function, low, high, degree, weight, rounds=12):
    """The polynomial, constant first, that minimises the largest weight(x)·|p(x) − function(x)|."""
    count = degree + 2
    middle, half = (low + high) / 2, (high - low) / 2
    nodes = [middle - half * cos(pi * k / (count - 1)) for k in range(count)]
    grid = [middle - half * cos(pi * k / (40 * count)) for k in range(40 * count + 1)]
    for _ in range(rounds):
        system, values = matrix(count, count), matrix(count, 1)
        for i, x in enumerate(nodes):
            for j in range(degree + 1):
                system[i, j] = x**j
            system[i, degree + 1] = (-1) ** i / weight(x)
            values[i] = function(x)
        solution = lu_solve(system, values)
        coefficients = [solution[j] for j in range(degree + 1)]
        errors = [weight(x) * (polyval(coefficients[::-1], x) - function(x)) for x in grid]
        peaks = [0]
        for k in range(1, len(grid)):
            if (errors[k] > 0) != (errors[peaks[-1]] > 0):
                peaks.append(k)
            elif abs(errors[k]) > abs(errors[peaks[-1]]):
                peaks[-1] = k
        if len(peaks) < count:
            break
        while len(peaks) > count:
            peaks.pop(0 if abs(errors[peaks[0]]) < abs(errors[peaks[-1]]) else -1)
        nodes = [grid[k] for k in peaks]
    return coefficients, max(abs(error) for error in errors)


def normal_tail(a):
    return exp(a * a / 2) * erfc(a / sqrt(mpf(2))) / 2


def rational(function, numerator_degree, denominator_degree, high, rounds):
    """P and Q, constant first and Q's constant 1, for a small relative error of P/Q on [0, high]."""
    count = 6 * (numerator_degree + denominator_degree)
    end = (high - 3) / (high + 3)
    mapped = [(end - 1) / 2 + (end + 1) / 2 * cos(pi * (2 * i + 1) / (2 * count)) for i in range(count)]
    nodes = [3 * (1 + t) / (1 - t) for t in mapped]
    values = [function(x) for x in nodes]
    denominators, weights, best = [mpf(1)] * count, [mpf(1)] * count, None
    for turn in range(rounds):
        system, right = matrix(count, numerator_degree + 1 + denominator_degree), matrix(count, 1)
        for i, x in enumerate(nodes):
            scale = sqrt(weights[i]) / denominators[i] / values[i]
            for j in range(numerator_degree + 1):
                system[i, j] = scale * x**j
            for j in range(1, denominator_degree + 1):
                system[i, numerator_degree + j] = -scale * values[i] * x**j
            right[i] = scale * values[i]
        solution, _ = qr_solve(system, right)
        p = [solution[j] for j in range(numerator_degree + 1)]
        q = [mpf(1)] + [solution[numerator_degree + j] for j in range(1, denominator_degree + 1)]
        denominators = [polyval(q[::-1], x) for x in nodes]
        errors = [abs(polyval(p[::-1], x) / d / v - 1) for x, d, v in zip(nodes, denominators, values)]
        if best is None or max(errors) < best[2]:
            best = (p, q, max(errors))
        if turn >= 1:
            weights = [w * e / max(errors) for w, e in zip(weights, errors)]
            mean = sum(weights) / count
            weights = [w / mean for w in weights]
    return best


def exponential_remainder(r):
    return mpf(1) / 2 + r / 6 + r * r / 24 if abs(r) < mpf(10) ** -15 else (exp(r) - 1 - r) / r**2


def logarithm_remainder(s2):
    s = sqrt(s2)
    return mpf(2) / 3 + s2 * 2 / 5 if s2 < mpf(10) ** -25 else (2 * atanh(s) - 2 * s) / (s * s2)


def tanh_remainder(x2):
    x = sqrt(x2)
    return mpf(1) / 3 - x2 * 2 / 15 if x2 < mpf(10) ** -15 else (x - tanh(x)) / (x * x2)


def show(name, coefficients, error):
    print(f"{name}: error {nstr(error, 3)}")
    for coefficient in coefficients:
        print("   ", nstr(coefficient, 18))


if __name__ == "__main__":
    reach = log(mpf(2)) / 2 * mpf("1.001")
    for kind, degrees, high, rounds in (("float", (4, 3, 7, 4, 5), 15, 8), ("double", (9, 9, 15, 10, 11), 39, 6)):
        # Weighted so that the errors are those of e^r, of log(1 + f) / s and of (x − tanh x) / x³ · 3.
        exponential, error = remez(exponential_remainder, -reach, reach, degrees[0], lambda r: r * r / exp(r) + mpf(10) ** -30)
        show(f"ExponentialRemainder, {kind}", exponential, error)
        show(f"PowerOfTwo, {kind}, from x^2 on", [c * log(mpf(2)) ** (k + 2) for k, c in enumerate(exponential)], error)
        show(f"LogarithmRemainder, {kind}", *remez(
            logarithm_remainder, mpf(0), mpf(1) / 9, degrees[1], lambda s2: s2 + mpf(10) ** -6))
        show(f"TanhRemainder, {kind}", *remez(tanh_remainder, mpf(0), mpf(1), degrees[2], lambda x2: 3))
        p, q, error = rational(normal_tail, degrees[3], degrees[4], mpf(high), rounds)
        show(f"NormalTailNumerator, {kind}", p, error)
        show(f"NormalTailDenominator, {kind}", q, error)

"""Right and wrong answers written from the sheets' statements alone, apart from the answers and mistakes named there."""

# ruff: noqa: B007, B905, E731, E741, F821, RUF015, SIM300, UP034 (as learners write)

import math
from collections import OrderedDict

import numpy as np

RIGHT, WRONG = {}, {}


def are(kind, exercise, *functions):
    kind.setdefault(exercise, []).extend(functions)


# --- 0
are(RIGHT, "double", lambda x: x + x, lambda x: x * 2.0, lambda x: sum([x, x]))
are(
    WRONG,
    "double",
    lambda x: x * 3,
    lambda x: 2,
    lambda x: str(x) * 2,
    lambda x: x * 20,
    lambda x: -2 * x,
    lambda x: x + x + x + x,
    lambda x: x << 1,
    lambda x: [x, x],
)
are(RIGHT, "rise", lambda here, there: -(here - there), lambda here, there: np.subtract(there, here), lambda here, there: float(there) - float(here))
are(
    WRONG,
    "rise",
    lambda h, t: max(h, t) - min(h, t),
    lambda h, t: t / h if h else 0,
    lambda h, t: t - abs(h),
    lambda h, t: (t - h) / 2,
    lambda h, t: t > h,
    lambda h, t: h,
    lambda h, t: int(t - h),
    lambda h, t: 1 if t > h else -1,
)


# --- 1
def ror1(f, x, dx):
    a = f(x)
    b = f(x + dx)
    return (b - a) / ((x + dx) - x)


are(
    RIGHT,
    "rise_over_run",
    lambda f, x, dx: (f(x + dx) - f(x)) * (1 / dx),
    lambda f, x, dx: -(f(x) - f(x + dx)) / dx,
    lambda f, x, dx: f(x + dx) / dx - f(x) / dx,
)
are(
    WRONG,
    "rise_over_run",
    lambda f, x, dx: (f(x + dx) - f(x)) / x if x else 0,
    lambda f, x, dx: (f(x + dx) - f(x)) / (x + dx) if x + dx else 0,
    lambda f, x, dx: (f(x + dx) - f(x)) / abs(dx),
    lambda f, x, dx: f(dx) / dx,
    lambda f, x, dx: (f(x) - f(x - dx)) / dx,
    lambda f, x, dx: (f(x + dx) + f(x)) / dx,
    lambda f, x, dx: round((f(x + dx) - f(x)) / dx, 2),
    lambda f, x, dx: f(x + dx - x) / dx,
    lambda f, x, dx: (f(x + 1e-6) - f(x)) / 1e-6,
    lambda f, x, dx: (f(x * dx) - f(x)) / dx,
)
are(
    RIGHT,
    "downhill_direction",
    lambda s: 0 if s == 0 else -int(math.copysign(1, s)),
    lambda s: int(s < 0) - int(s > 0),
    lambda s: -np.sign(s),
    lambda s: (0, -1, 1)[int(np.sign(s))],
)
are(
    WRONG,
    "downhill_direction",
    lambda s: -1 if s > 0 else 0,
    lambda s: -1 if s > 1 else (1 if s < -1 else 0),
    lambda s: -1,
    lambda s: 0,
    lambda s: "left" if s > 0 else "right",
    lambda s: 1 if s > 0 else 0,
    lambda s: -s / 10,
    lambda s: 1 if s <= 0 else -1,
    lambda s: -1 if s >= 0 else 1,
    lambda s: 2 if s < 0 else -2 if s > 0 else 0,
)


def sp1(xs, h):
    best = 0
    place = xs[0]
    for i in range(len(xs) - 1):
        s = abs((h[i + 1] - h[i]) / (xs[i + 1] - xs[i]))
        if s > best:
            best = s
            place = xs[i]
    return place


are(
    RIGHT,
    "steepest_point",
    sp1,
    lambda xs, h: max(zip(np.abs(np.diff(h) / np.diff(xs)), xs))[1],
    lambda xs, h: np.array(xs)[np.argmax((np.diff(h) / np.diff(xs)) ** 2)],
)
are(
    WRONG,
    "steepest_point",
    lambda xs, h: xs[np.argmax(np.abs(np.gradient(h, xs)))],
    lambda xs, h: xs[np.argmax(np.abs(np.diff(xs)))],
    lambda xs, h: xs[np.argmin(h)],
    lambda xs, h: xs[0],
    lambda xs, h: xs[-1],
    lambda xs, h: (xs[(i := np.argmax(np.abs(np.diff(h) / np.diff(xs))))] + xs[i + 1]) / 2,
    lambda xs, h: h[np.argmax(np.abs(np.diff(h) / np.diff(xs)))],
    lambda xs, h: max(np.diff(h) / np.diff(xs)),
    lambda xs, h: xs[np.argmax(np.diff(h))],
    lambda xs, h: xs[np.argmax(np.abs(np.diff(h) / np.diff(xs))) - 1],
)


# --- 2
def sm1(s):
    m = max(s)
    e = [math.exp(v - m) for v in s]
    return [v / sum(e) for v in e]


are(
    RIGHT,
    "confidence",
    sm1,
    lambda s: np.exp(s - np.max(s) - np.log(np.sum(np.exp(np.asarray(s) - np.max(s))))),
    lambda s: (lambda e: e / np.sum(e))(np.exp(np.asarray(s, float) - max(s) - 3)),
)
are(
    WRONG,
    "confidence",
    lambda s: np.exp(np.asarray(s) - max(s)) / len(s),
    lambda s: np.exp(np.asarray(s) - max(s)) / np.sum(s),
    lambda s: np.asarray(s) / max(s),
    lambda s: 1 / (1 + np.exp(-np.asarray(s, float))),
    lambda s: np.exp(np.asarray(s) - np.median(s)) / np.sum(np.exp(np.asarray(s) - np.median(s))),
    lambda s: np.round(np.array(sm1(s)), 4),
    lambda s: sm1(s)[::-1],
    lambda s: sm1([v / 100 for v in s]),
    lambda s: np.asarray(s) - max(s),
    lambda s: sm1(sorted(s)),
    lambda s: np.exp(np.asarray(s) - s[-1]) / np.sum(np.exp(np.asarray(s) - s[-1])),
    lambda s: sm1(np.minimum(s, 700)),
    lambda s: np.exp(np.asarray(s) / max(1, max(np.abs(s)))) / np.sum(np.exp(np.asarray(s) / max(1, max(np.abs(s))))),
)
are(RIGHT, "grid_evaluations", lambda p, d: math.prod([p] * d), lambda p, d: pow(p, d), lambda p, d: 1 if d == 0 else p * p ** (d - 1))
are(
    WRONG,
    "grid_evaluations",
    lambda p, d: p * p,
    lambda p, d: p ** (d - 1),
    lambda p, d: 2**d,
    lambda p, d: p * math.factorial(d),
    lambda p, d: (p - 1) ** d,
    lambda p, d: p**d - 1,
    lambda p, d: p**2 * d,
    lambda p, d: sum([p] * d),
    lambda p, d: np.exp(p * d),
    lambda p, d: math.comb(p + d, d),
)


def rs1(f, low, high, n, rng):
    return min([rng.uniform(low, high) for _ in range(n)], key=f)


def rs2(f, low, high, n, rng):
    X = np.array([rng.uniform(low, high) for _ in range(n)])
    return X[np.argmin([f(x) for x in X])]


def rs3(f, low, high, n, rng):
    x = rng.uniform(low, high)
    b = (f(x), 0, x)
    for i in range(1, n):
        x = rng.uniform(low, high)
        h = f(x)
        if h < b[0]:
            b = (h, i, x)
    return b[2]


are(RIGHT, "random_search", rs1, rs2, rs3)


def rsw1(f, low, high, n, rng):
    for _ in range(n):
        x = rng.uniform(low, high)
        if f(x) < f(low):
            return x
    return x


def rsw2(f, low, high, n, rng):
    best = low
    for _ in range(n):
        x = rng.uniform(low, high)
        if f(x) < f(best):
            best = x
    return best


def rsw3(f, low, high, n, rng):
    best = rng.uniform(low, high)
    for _ in range(n - 1):
        x = rng.uniform(low, high)
        if f(rng.uniform(low, high)) < f(best):
            best = x
    return best


def rsw4(f, low, high, n, rng):
    lowest = 1000
    best = None
    for _ in range(n):
        x = rng.uniform(low, high)
        if f(x) < lowest:
            lowest = f(x)
            best = x
    return best


are(
    WRONG,
    "random_search",
    rsw1,
    rsw2,
    rsw3,
    rsw4,
    lambda f, l, h, n, rng: rng.uniform(l, h),
    lambda f, l, h, n, rng: (l + h) / 2,
    lambda f, l, h, n, rng: rs1(f, h, l, n, rng),
    lambda f, l, h, n, rng: max([rng.uniform(l, h) for _ in range(n)], key=f),
    lambda f, l, h, n, rng: (f(x := rs1(f, l, h, n, rng)), x),
    lambda f, l, h, n, rng: min(reversed([rng.uniform(l, h) for _ in range(n)]), key=f),
    lambda f, l, h, n, rng: rs1(lambda x: abs(f(x)), l, h, n, rng),
)
are(RIGHT, "nudge", lambda w, g, a: w + (-a) * g, lambda w, g, a: np.subtract(w, np.multiply(a, g)), lambda w, g, a: -(a * g - w))
are(
    WRONG,
    "nudge",
    lambda w, g, a: w - a,
    lambda w, g, a: w - g / a,
    lambda w, g, a: w - a * abs(g),
    lambda w, g, a: w * (1 - a),
    lambda w, g, a: g - a * w,
    lambda w, g, a: (w - g) * a,
    lambda w, g, a: w - a * g / np.linalg.norm(g) if np.linalg.norm(g) else w,
    lambda w, g, a: np.round(w - a * g, 3),
    lambda w, g, a: w,
    lambda w, g, a: w - a * g**2,
)
# --- 3
are(
    RIGHT,
    "central_difference",
    lambda f, x, h: (f(x + h) - f(x - h)) / 2 / h,
    lambda f, x, h: ((f(x + h) - f(x)) / h + (f(x) - f(x - h)) / h) / 2,
    lambda f, x, h: 0.5 * (f(x + h) - f(x - h)) / h,
)
are(
    WRONG,
    "central_difference",
    lambda f, x, h: (f(x + h) + f(x - h)) / (2 * h),
    lambda f, x, h: (f(x + h) - f(x - h)) / 2,
    lambda f, x, h: (f(x + 2 * h) - f(x - 2 * h)) / (2 * h),
    lambda f, x, h: abs((f(x + h) - f(x - h)) / (2 * h)),
    lambda f, x, h: (f(x + h) - 2 * f(x) + f(x - h)) / h**2,
    lambda f, x, h: (f(x + h) - f(x - h)) / (2 * 1e-5),
    lambda f, x, h: (f(x + 1e-5) - f(x - 1e-5)) / 2e-5,
    lambda f, x, h: (f(h) - f(-h)) / (2 * h),
    lambda f, x, h: f(x + h) - f(x - h) / (2 * h),
    lambda f, x, h: round((f(x + h) - f(x - h)) / (2 * h), 6),
)
are(
    RIGHT,
    "mean_squared_error_gradient",
    lambda a, b, h, w: [float(np.sum(2 * (a * h + b - w) * h) / len(h)), float(np.sum(2 * (a * h + b - w)) / len(h))],
    lambda a, b, h, w: tuple(np.mean([[2 * (a * x + b - y) * x, 2 * (a * x + b - y)] for x, y in zip(h, w)], axis=0)),
    lambda a, b, h, w: (2 / len(h) * np.dot(a * h + b - w, h), 2 * (a * np.mean(h) + b - np.mean(w))),
)
are(
    WRONG,
    "mean_squared_error_gradient",
    lambda a, b, h, w: (np.mean((a * h + b - w) ** 2),),
    lambda a, b, h, w: (2 * np.mean(a * h + b - w) * h[0], 2 * np.mean(a * h + b - w)),
    lambda a, b, h, w: np.mean(2 * (a * h + b - w) * h),
    lambda a, b, h, w: (np.mean(2 * (a * h + b - w) * w), np.mean(2 * (a * h + b - w))),
    lambda a, b, h, w: (np.mean(2 * (a * h - w) * h), np.mean(2 * (a * h - w))),
    lambda a, b, h, w: (np.mean(2 * abs(a * h + b - w) * h), np.mean(2 * abs(a * h + b - w))),
    lambda a, b, h, w: (np.sum(2 * (a * h + b - w) * h) / (len(h) - 1) if len(h) > 1 else 0, np.sum(2 * (a * h + b - w)) / (len(h) - 1) if len(h) > 1 else 0),
    lambda a, b, h, w: (np.median(2 * (a * h + b - w) * h), np.median(2 * (a * h + b - w))),
    lambda a, b, h, w: (np.mean(2 * (a * h + b - w) * h), np.mean((a * h + b - w))),
    lambda a, b, h, w: (np.mean(2 * (a * h + b - w) * a), np.mean(2 * (a * h + b - w) * b)),
)


def ng1(f, x, h):
    g = []
    flat = np.asarray(x, float).ravel()
    for i in range(flat.size):
        e = np.zeros(flat.size)
        e[i] = h
        g.append((f((flat + e).reshape(x.shape)) - f((flat - e).reshape(x.shape))) / (2 * h))
    return np.array(g).reshape(x.shape)


def ng2(f, x, h):
    g = np.empty(x.shape)
    for i in np.ndindex(*x.shape):
        a = x.astype(float).copy()
        b = x.astype(float).copy()
        a[i] += h
        b[i] -= h
        g[i] = (f(a) - f(b)) / (2 * h)
    return g


are(RIGHT, "numerical_gradient", ng1, ng2, lambda f, x, h: ng1(f, x, h).tolist())
are(
    WRONG,
    "numerical_gradient",
    lambda f, x, h: ng1(f, x, h).T,
    lambda f, x, h: -ng1(f, x, h),
    lambda f, x, h: ng1(f, x, h).sum(),
    lambda f, x, h: ng1(f, x, 1e-6),
    lambda f, x, h: ng1(f, x, h / 2),
    lambda f, x, h: np.round(ng1(f, x, h), 2),
    lambda f, x, h: np.abs(ng1(f, x, h)),
    lambda f, x, h: ng1(f, x, h) / 2,
    lambda f, x, h: 2 * x,
    lambda f, x, h: ng1(f, x, h)[::-1],
    lambda f, x, h: ng1(lambda y: f(np.floor(y)), x, h),
)
are(RIGHT, "squared_error", lambda p, t: (p - t) * (p - t), lambda p, t: np.square(np.subtract(p, t)), lambda p, t: abs(t - p) ** 2)
are(
    WRONG,
    "squared_error",
    lambda p, t: (p + t) ** 2,
    lambda p, t: p * t,
    lambda p, t: (p - t) ** 3,
    lambda p, t: np.sqrt(abs(p - t)),
    lambda p, t: -((p - t) ** 2),
    lambda p, t: 2 * (p - t) ** 2,
    lambda p, t: (p - t) ** 2 / t if np.all(t) else 0,
    lambda p, t: p**2 - 2 * p * t,
    lambda p, t: int(np.max((p - t) ** 2)),
    lambda p, t: (p - t) ** 2 > 0,
)
# --- 4
are(RIGHT, "gradient_step", lambda x, g, r: np.add(x, np.multiply(-r, g)), lambda x, g, r: x - g * r, lambda x, g, r: -(r * g) + x)
are(
    WRONG,
    "gradient_step",
    lambda x, g, r: x - r,
    lambda x, g, r: (x - g) * r,
    lambda x, g, r: x - r * g**2,
    lambda x, g, r: x - abs(r * g),
    lambda x, g, r: x * (1 - r * g),
    lambda x, g, r: r * x - g,
    lambda x, g, r: g - r * x,
    lambda x, g, r: x - 2 * r * g,
    lambda x, g, r: x,
    lambda x, g, r: np.round(x - r * g, 2),
)


def gd1(grad, x0, rate, max_steps, tolerance):
    path = [np.array(x0, float)]
    while len(path) <= max_steps:
        path.append(path[-1] - rate * grad(path[-1]))
        if np.sqrt(((path[-1] - path[-2]) ** 2).sum()) < tolerance:
            break
    return path


def gd2(grad, x0, rate, max_steps, tolerance):
    P = np.array([x0], float)
    for k in range(max_steps):
        P = np.vstack([P, P[-1] - rate * grad(P[-1])])
        if np.linalg.norm(P[-1] - P[-2]) < tolerance:
            return P
    return P


def gd3(grad, x0, rate, max_steps, tolerance):
    path = [x0 * 1.0]
    k = 0
    d = np.inf
    while k < max_steps and not d < tolerance:
        s = rate * grad(path[-1])
        path.append(path[-1] - s)
        d = np.linalg.norm(s)
        k += 1
    return np.stack(path)


are(RIGHT, "gradient_descent", gd1, gd2, gd3, lambda *a: gd1(*a) and np.array(gd1(*a)).tolist())


def gdm(cond, extra=0, step=lambda r, g: r * g):
    def f(grad, x0, rate, max_steps, tolerance):
        x = np.array(x0, float)
        path = [x]
        for k in range(max_steps + extra):
            g = grad(x)
            n = x - step(rate, g)
            path.append(n)
            stop = cond(x, n, g, tolerance)
            x = n
            if stop:
                break
        return np.array(path)

    return f


nrm = np.linalg.norm
are(
    WRONG,
    "gradient_descent",
    gdm(lambda x, n, g, t: nrm(n - x) ** 2 < t),
    gdm(lambda x, n, g, t: np.mean(abs(n - x)) < t),
    gdm(lambda x, n, g, t: abs((n - x)[0]) < t),
    gdm(lambda x, n, g, t: nrm(n - x) < t, -1),
    gdm(lambda x, n, g, t: (n - x).sum() < t),
    gdm(lambda x, n, g, t: nrm(n - x) > t),
    gdm(lambda x, n, g, t: nrm(n - x) < t, 0, lambda r, g: r * np.sign(g)),
    gdm(lambda x, n, g, t: abs(nrm(n) - nrm(x)) < t),
    gdm(lambda x, n, g, t: (abs(n - x) < t).any()),
    gdm(lambda x, n, g, t: (abs(n - x) < t).all()),
    lambda *a: gdm(lambda x, n, g, t: nrm(n - x) < t)(*a)[::-1],
    lambda *a: gdm(lambda x, n, g, t: nrm(n - x) < t)(*a)[1:],
)
are(
    RIGHT,
    "has_converged",
    lambda e, t: len(e) >= 2 and bool(-t < e[-1] - e[-2] < t),
    lambda e, t: False if len(e) < 2 else bool(np.abs(np.diff(e)[-1]) < t),
    lambda e, t: bool(np.all(np.abs(np.diff(e[-2:])) < t)) if len(e) > 1 else False,
)
are(
    WRONG,
    "has_converged",
    lambda e, t: len(e) > 1 and abs(e[-1]) < t,
    lambda e, t: len(e) > 1 and abs(e[1] - e[0]) < t,
    lambda e, t: len(e) > 1 and abs(e[-1] - e[-2]) / max(abs(e[-2]), 1e-9) < t,
    lambda e, t: len(e) < 2 or abs(e[-1] - e[-2]) < t,
    lambda e, t: len(e) > 2 and abs(e[-1] - e[-2]) < t,
    lambda e, t: len(e) > 1 and bool(np.all(np.abs(np.diff(e)) < t)),
    lambda e, t: len(e) > 1 and max(e) - min(e) < t,
    lambda e, t: True,
    lambda e, t: len(e) > 1 and int(abs(e[-1] - e[-2]) < t),
    lambda e, t: len(e) > 1 and (e[-1] - e[-2]) ** 2 < t,
)
are(
    RIGHT,
    "exponential_decay",
    lambda r, s, d: r * math.prod([d] * s),
    lambda r, s, d: r if s == 0 else exponential(r, s, d),
    lambda r, s, d: r * np.power(d, float(s)),
)


def exponential(r, s, d):
    return r if s == 0 else d * exponential(r, s - 1, d)


are(
    WRONG,
    "exponential_decay",
    lambda r, s, d: r * d ** (s - 1),
    lambda r, s, d: r - d**s,
    lambda r, s, d: r * s * d**s,
    lambda r, s, d: r / (1 + d * s),
    lambda r, s, d: r * np.exp(-s),
    lambda r, s, d: r / d**s,
    lambda r, s, d: r * d ** (s // 2),
    lambda r, s, d: round(r * d**s, 4),
    lambda r, s, d: r + d**s,
    lambda r, s, d: r**s * d,
)
are(
    RIGHT,
    "cosine_decay",
    lambda r, s, n, l: l if s >= n else l + (r - l) * 0.5 * (1 + math.cos(math.pi * s / n)),
    lambda r, s, n, l: l + (r - l) * np.cos(np.pi / 2 * min(1, s / n)) ** 2,
    lambda r, s, n, l: r - (r - l) * (1 - np.cos(np.pi * np.clip(s / n, 0, 1))) / 2,
)
are(
    WRONG,
    "cosine_decay",
    lambda r, s, n, l: r if s > n else l + (r - l) * 0.5 * (1 + math.cos(math.pi * s / n)),
    lambda r, s, n, l: 0 if s > n else l + (r - l) * 0.5 * (1 + math.cos(math.pi * s / n)),
    lambda r, s, n, l: max(l, r * 0.5 * (1 + math.cos(math.pi * min(s, n) / n))),
    lambda r, s, n, l: l + (r - l) * (1 + math.cos(math.pi * min(s, n) / n / 2)) / 2,
    lambda r, s, n, l: l + (r - l) * math.cos(math.pi / 2 * min(s, n) / n),
    lambda r, s, n, l: r + (l - r) * (1 + math.cos(math.pi * min(s, n) / n)) / 2,
    lambda r, s, n, l: l + (r - l) * (1 - math.cos(math.pi * min(s, n) / n)) / 2,
    lambda r, s, n, l: (r - l) * (1 + math.cos(3.14 * min(s, n) / n)) / 2 + l,
    lambda r, s, n, l: l + r - l * (1 + math.cos(math.pi * min(s, n) / n)) / 2,
    lambda r, s, n, l: l + (r - l) * 1 + math.cos(math.pi * min(s, n) / n) / 2,
)
are(
    RIGHT,
    "largest_stable_rate",
    lambda H: 2 / max(np.linalg.eigvals(H).real),
    lambda H: 2 / np.linalg.norm(H, 2),
    lambda H: float(2.0 / np.linalg.eigh(H)[0].max()),
)
are(
    WRONG,
    "largest_stable_rate",
    lambda H: 2 / np.mean(np.linalg.eigvalsh(H)),
    lambda H: 2 / H[0, 0],
    lambda H: 2 / np.linalg.norm(H),
    lambda H: 2 / np.linalg.det(H),
    lambda H: np.linalg.eigvalsh(H)[-1] * 2,
    lambda H: 2 / np.linalg.eigvals(H)[-1],
    lambda H: 2 - np.linalg.eigvalsh(H)[-1],
    lambda H: 4 / np.linalg.eigvalsh(H)[-1],
    lambda H: 2 / abs(H).sum(axis=1).max(),
    lambda H: 2 / np.linalg.eigvalsh(H)[-1] ** 2,
)
# --- 5
are(
    RIGHT,
    "chain",
    lambda o, i, x: i[1](x) * o[1](i[0](x)),
    lambda o, i, x: np.prod([o[1](i[0](x)), i[1](x)]),
    lambda outer, inner, x: (lambda u: outer[1](u) * inner[1](x))(inner[0](x)),
)
are(
    WRONG,
    "chain",
    lambda o, i, x: o[1](i[0](x)),
    lambda o, i, x: o[1](i[0](x) * i[1](x)),
    lambda o, i, x: o[1](x) * i[0](x),
    lambda o, i, x: (o[0](i[0](x + 1e-7)) - o[0](i[0](x))) / 1e-7,
    lambda o, i, x: (o[0](i[0](x + 1e-6)) - o[0](i[0](x - 1e-6))) / 2e-6,
    lambda o, i, x: o[1](i[0](x)) / i[1](x) if i[1](x) else 0,
    lambda o, i, x: o[1](i[0](x)) * i[1](i[0](x)),
    lambda o, i, x: o[1](i[0](x)) * x,
    lambda o, i, x: i[0](x),
    lambda o, i, x: o[0](i[0](x)) * o[1](i[0](x)) * i[1](x),
)
are(RIGHT, "relu_backward", lambda g, x: np.where(x > 0, g, 0), lambda g, x: g * np.heaviside(x, 0), lambda g, x: np.asarray(g) * (np.sign(x) == 1))
are(
    WRONG,
    "relu_backward",
    lambda g, x: np.maximum(g, 0),
    lambda g, x: np.maximum(g * x, 0),
    lambda g, x: np.where(g > 0, x, 0),
    lambda g, x: x * (g > 0),
    lambda g, x: g * np.sign(x),
    lambda g, x: np.where(x > 0, g, x),
    lambda g, x: np.where(x > 0, g, 0.01 * g),
    lambda g, x: g * (x > 0).all(),
    lambda g, x: x > 0,
    lambda g, x: g * (abs(x) > 0),
)


def sig(x):
    return np.where(x >= 0, 1 / (1 + np.exp(-np.abs(x))), np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x))))


are(
    RIGHT,
    "sigmoid_backward",
    lambda g, x: g * sig(x) * (1 - sig(x)),
    lambda g, x: g * np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x))) ** 2,
    lambda g, x: g / (2 + np.exp(x) + np.exp(-x)),
)
are(
    WRONG,
    "sigmoid_backward",
    lambda g, x: g * sig(x) * (1 + sig(x)),
    lambda g, x: g * (sig(x) - sig(x) ** 3),
    lambda g, x: g * sig(g) * (1 - sig(x)),
    lambda g, x: g + sig(x) * (1 - sig(x)),
    lambda g, x: g * sig(x * (1 - x)),
    lambda g, x: -g * sig(x) * (1 - sig(x)),
    lambda g, x: g * sig(x) ** 2,
    lambda g, x: g * np.exp(-x) * (1 - np.exp(-x)),
    lambda g, x: g * sig(x) * (1 - sig(x)) * x,
    lambda g, x: g * np.exp(x) / (1 + np.exp(x)) ** 2,
)
are(
    RIGHT,
    "dense_backward",
    lambda g, x, W: (np.dot(g, W.T), np.dot(x.T, g), np.ones(len(g)) @ g),
    lambda g, x, W: (np.einsum("no,io->ni", g, W), np.einsum("ni,no->io", x, g), np.sum(g, 0)),
    lambda g, x, W: [(W @ g.T).T, (g.T @ x).T, sum(g)],
)
are(
    WRONG,
    "dense_backward",
    lambda g, x, W: (g @ W.T, x.T @ g, g.sum()),
    lambda g, x, W: (g @ W.T, x.T @ g, g.sum(axis=0, keepdims=True)),
    lambda g, x, W: (x.T @ g, g @ W.T, g.sum(axis=0)),
    lambda g, x, W: (g @ W.T, x.T @ g),
    lambda g, x, W: (-g @ W.T, -(x.T @ g), -g.sum(axis=0)),
    lambda g, x, W: (g @ W.T / len(x), x.T @ g / len(x), g.sum(axis=0) / len(x)),
    lambda g, x, W: (W @ g.T, x.T @ g, g.sum(axis=0)),
    lambda g, x, W: (g @ W.T, x.T @ g, g[0]),
    lambda g, x, W: (g @ W.T, x.T @ g / len(x), g.sum(axis=0)),
    lambda g, x, W: (g @ W.T, x.T @ g, np.ones(g.shape[1])),
)


def sce(s, l):
    s = np.asarray(s, float)
    o = np.zeros(s.shape)
    o[range(len(l)), l] = 1
    e = np.exp(s - s.max(1, keepdims=True))
    return (e / e.sum(1, keepdims=True) - o) / len(s)


def sce2(s, l):
    out = []
    for row, k in zip(s, l):
        e = np.exp(row - row.max())
        p = e / e.sum()
        p[k] -= 1
        out.append(p / len(s))
    return np.array(out)


are(
    RIGHT,
    "softmax_cross_entropy_backward",
    sce,
    sce2,
    lambda s, l: (np.exp(s - s.max(1)[:, None]) / np.exp(s - s.max(1)[:, None]).sum(1)[:, None] - np.eye(s.shape[1])[l]) / s.shape[0],
)


def sceb(f):
    def g(s, l):
        s = np.asarray(s, float)
        return f(s, l, np.eye(s.shape[1])[l])

    return g


sof = lambda s: np.exp(s - s.max(1, keepdims=True)) / np.exp(s - s.max(1, keepdims=True)).sum(1, keepdims=True)
are(
    WRONG,
    "softmax_cross_entropy_backward",
    sceb(lambda s, l, o: (sof(s) - o) / s.shape[1]),
    sceb(lambda s, l, o: sof(s) * (1 - sof(s)) - o / len(s)),
    sceb(lambda s, l, o: (sof(s) + o) / len(s)),
    sceb(lambda s, l, o: (np.exp(s) / np.exp(s).sum() - o) / len(s)),
    sceb(lambda s, l, o: (sof(s - s.mean(1, keepdims=True)) - o) / len(s) * 2),
    sceb(lambda s, l, o: (sof(s) - o).mean(0)),
    sceb(lambda s, l, o: -np.log(sof(s)[range(len(l)), l]).mean()),
    sceb(lambda s, l, o: (np.exp(s - s.mean(1, keepdims=True)) / np.exp(s - s.mean(1, keepdims=True)).sum(1, keepdims=True) - o) / len(s)),
    sceb(lambda s, l, o: (sof(s) - np.eye(s.shape[1])[(l + 1) % s.shape[1]]) / len(s)),
    sceb(lambda s, l, o: (sof(s) - o[::-1]) / len(s)),
    sceb(lambda s, l, o: (np.round(sof(s)) - o) / len(s)),
)
are(RIGHT, "topological_order", lambda node, inputs: [*topo(node, inputs)])


def topo(node, inputs):
    seen = {}
    stack = [(node, 0)]
    while stack:
        n, done = stack.pop()
        if done:
            seen.setdefault(n, 1)
            continue
        if n in seen:
            continue
        stack.append((n, 1))
        for s in reversed(inputs[n]):
            stack.append((s, 0))
    return list(seen)


def topo2(node, inputs):
    need = set()
    st = [node]
    while st:
        n = st.pop()
        if n not in need:
            need.add(n)
            st += inputs[n]
    order = []
    while len(order) < len(need):
        for n in need:
            if n not in order and all(s in order for s in inputs[n]):
                order.append(n)
                break
    return tuple(order)


are(RIGHT, "topological_order", topo2, lambda n, i: np.array(topo(n, i)))
are(
    WRONG,
    "topological_order",
    lambda n, i: sorted(topo(n, i)),
    lambda n, i: topo(n, i)[::-1],
    lambda n, i: topo(n, i)[:-1],
    lambda n, i: topo(len(i) - 1, i),
    lambda n, i: topo(n, i)[1:],
    lambda n, i: i[n] + [n],
    lambda n, i: set(topo(n, i)),
    lambda n, i: sorted(range(len(i)), key=lambda k: len(i[k])),
    lambda n, i: [n] + i[n],
    lambda n, i: topo(n, i) + [k for k in range(len(i)) if k not in topo(n, i)],
)


def bw(f=lambda g, s, o: g + s * o, start=1.0, rev=True):
    def b(order, inputs, slopes):
        G = [0.0] * len(inputs)
        G[order[-1]] = start
        for n in reversed(order) if rev else order:
            for k, s in zip(inputs[n], slopes[n]):
                G[k] = f(G[k], s, G[n])
        return G

    return b


def bw2(order, inputs, slopes):
    G = np.zeros(len(inputs))
    G[order[-1]] = 1
    for n in order[::-1]:
        for j in range(len(inputs[n])):
            G[inputs[n][j]] += G[n] * slopes[n][j]
    return G


are(RIGHT, "backward", bw(), bw2, lambda o, i, s: list(bw2(o, i, s)))
are(
    WRONG,
    "backward",
    bw(start=0.5),
    bw(lambda g, s, o: max(g, s * o)),
    bw(lambda g, s, o: g - s * o),
    bw(lambda g, s, o: (g + s * o) / 2),
    bw(lambda g, s, o: g + abs(s * o)),
    bw(lambda g, s, o: g + o / s if s else g),
    lambda o, i, s: bw()(o, i, s)[0],
    lambda o, i, s: [bw()(o, i, s)[k] for k in o],
    lambda o, i, s: bw()(o, i, s)[::-1],
    lambda o, i, s: bw()(o, i, [x[::-1] for x in s]),
    lambda o, i, s: dict(enumerate(bw()(o, i, s))),
)
# --- 6
are(
    RIGHT,
    "sigmoid_gradient",
    lambda x: np.exp(-x) / (1 + np.exp(-x)) ** 2,
    lambda x: 1 / (np.exp(x) + 2 + np.exp(-x)),
    lambda x: 0.25 * (1 - np.tanh(x / 2) ** 2),
)
are(
    WRONG,
    "sigmoid_gradient",
    lambda x: np.exp(-x) / (1 + np.exp(-x)),
    lambda x: np.exp(x) / (1 + np.exp(-x)) ** 2,
    lambda x: (1 / (1 + np.exp(-x))) ** 2,
    lambda x: 1 / (1 + np.exp(x)) * x,
    lambda x: 1 / (1 + np.exp(-x)) * (1 - x),
    lambda x: np.exp(-x) / (1 + np.exp(-x)) ** 3,
    lambda x: 0.25 + 0 * x,
    lambda x: 4 / (1 + np.exp(-x)) * (1 - 1 / (1 + np.exp(-x))),
    lambda x: 1 / (1 + 2.718**-x) * (1 - 1 / (1 + 2.718**-x)),
)
are(
    RIGHT,
    "clip_by_norm",
    lambda g, l: [a * min(1, l / (np.linalg.norm(np.concatenate([b.ravel() for b in g])) + 1e-6)) for a in g],
    lambda g, l: (lambda n: [a * (l / (n + 1e-6)) if n + 1e-6 > l else a for a in g])(math.sqrt(sum(float((b**2).sum()) for b in g))),
    lambda g, l: tuple(np.minimum(1, l / (np.sqrt(sum((b * b).sum() for b in g)) + 1e-6)) * a for a in g),
)
nn = lambda g: np.sqrt(sum((b**2).sum() for b in g))
are(
    WRONG,
    "clip_by_norm",
    lambda g, l: [a * max(1, l / (nn(g) + 1e-6)) for a in g],
    lambda g, l: [a / (nn(g) + 1e-6) for a in g],
    lambda g, l: [a * min(1, l / (nn(g) + 1e-3)) for a in g],
    lambda g, l: [a * min(1, nn(g) / l) for a in g],
    lambda g, l: [a * min(1, l / (np.sqrt(np.mean(np.concatenate([b.ravel() for b in g]) ** 2)) + 1e-6)) for a in g],
    lambda g, l: [a - l for a in g],
    lambda g, l: g,
    lambda g, l: [np.minimum(a, l) for a in g],
    lambda g, l: [a * min(1, l / (nn(g) + 1e-6)) for a in g][0],
    lambda g, l: np.concatenate([(a * min(1, l / (nn(g) + 1e-6))).ravel() for a in g]),
    lambda g, l: [a * min(1, (l / (nn(g) + 1e-6)) ** 2) for a in g],
    lambda g, l: [a * min(1, l / (nn(g[:1]) + 1e-6)) for a in g],
)
are(
    RIGHT,
    "batch_norm",
    lambda x, e: (x - np.mean(x, 0)) * (np.var(x, 0) + e) ** -0.5,
    lambda x, e: (x - x.mean(0, keepdims=True)) / np.sqrt(((x - x.mean(0)) ** 2).mean(0) + e),
    lambda x, e: np.transpose([(c - c.mean()) / math.sqrt(c.var() + e) for c in x.T]),
)
are(
    WRONG,
    "batch_norm",
    lambda x, e: x - x.mean(0),
    lambda x, e: (x - x.min(0)) / (x.max(0) - x.min(0) + e),
    lambda x, e: (x - np.median(x, 0)) / np.sqrt(x.var(0) + e),
    lambda x, e: (x - x.mean(0)) * np.sqrt(x.var(0) + e),
    lambda x, e: (x + x.mean(0)) / np.sqrt(x.var(0) + e),
    lambda x, e: (x - x.mean(0)) / np.sqrt(x.var(0) - e),
    lambda x, e: (x - x.mean(0)) / np.sqrt((x**2).mean(0) + e),
    lambda x, e: (x - x.mean(0)) / np.sqrt(x.var(0) + 1e-5),
    lambda x, e: (x - x.mean(0)) / np.sqrt(x.var() + e),
    lambda x, e: (x - x.mean()) / np.sqrt(x.var(0) + e),
    lambda x, e: x / x.std(0),
)
are(RIGHT, "residual_backward", lambda d, b: b(d) + d, lambda d, b: np.add(d, b(d.copy())), lambda d, b: sum([d, b(d)]))
are(
    WRONG,
    "residual_backward",
    lambda d, b: d - b(d),
    lambda d, b: 2 * d,
    lambda d, b: b(b(d)) + d,
    lambda d, b: b(d) + abs(d),
    lambda d, b: 2 * b(d),
    lambda d, b: b(2 * d) + d,
    lambda d, b: d + b(np.ones(d.shape)),
    lambda d, b: [d, b(d)],
    lambda d, b: d * b(np.ones_like(d)),
    lambda d, b: np.maximum(d, b(d)),
)


# --- 7
def mom(nv, nx):
    def f(x, g, v, r, m):
        w = nv(g, v, m, r)
        return nx(x, w, r, g), w

    return f


are(
    RIGHT,
    "momentum_update",
    mom(lambda g, v, m, r: g + v * m, lambda x, w, r, g: x - w * r),
    lambda x, g, v, r, m: [x - r * m * v - r * g, m * v + g],
    lambda x, g, v, r, m: (np.subtract(x, np.multiply(r, m * v + g)), np.add(m * v, g)),
)
are(
    WRONG,
    "momentum_update",
    mom(lambda g, v, m, r: m * (v + g), lambda x, w, r, g: x - r * w),
    mom(lambda g, v, m, r: v + g, lambda x, w, r, g: x - r * w),
    mom(lambda g, v, m, r: (1 - m) * v + g, lambda x, w, r, g: x - r * w),
    mom(lambda g, v, m, r: m * v + g, lambda x, w, r, g: x - w),
    mom(lambda g, v, m, r: m * v - r * g, lambda x, w, r, g: x + w),
    mom(lambda g, v, m, r: m * v + g, lambda x, w, r, g: x - r * (m * w + g)),
    lambda x, g, v, r, m: m * v + g,
    lambda x, g, v, r, m: (x - r * (m * v + g), v),
    mom(lambda g, v, m, r: m * v + g, lambda x, w, r, g: x - r * w - r * g),
    mom(lambda g, v, m, r: m * v + g**2, lambda x, w, r, g: x - r * w),
)


def ad(**k):
    def f(x, g, m, v, t, r, a, b, e):
        m = a * m + (1 - a) * g
        v = b * v + (1 - b) * g**2
        mh = m / (1 - a**t)
        vh = v / (1 - b**t)
        return k["f"](x, g, m, v, mh, vh, r, a, b, e, t)

    return f


are(
    RIGHT,
    "adam_update",
    ad(f=lambda x, g, m, v, mh, vh, r, a, b, e, t: (x - r * mh / (vh**0.5 + e), m, v)),
    ad(f=lambda x, g, m, v, mh, vh, r, a, b, e, t: [x - r * m / (1 - a**t) / (np.sqrt(v / (1 - b**t)) + e), m, v]),
    ad(f=lambda x, g, m, v, mh, vh, r, a, b, e, t: (x - np.multiply(r, mh) / (np.sqrt(vh) + e), m * 1.0, v * 1.0)),
)
are(
    WRONG,
    "adam_update",
    ad(f=lambda x, g, m, v, mh, vh, r, a, b, e, t: (x - r * mh / (vh + e), m, v)),
    ad(f=lambda x, g, m, v, mh, vh, r, a, b, e, t: (x - r * mh / np.sqrt(vh), m, v)),
    ad(f=lambda x, g, m, v, mh, vh, r, a, b, e, t: (x - r * mh * (np.sqrt(vh) + e), m, v)),
    ad(f=lambda x, g, m, v, mh, vh, r, a, b, e, t: (x - r * mh / np.sqrt(vh) + e, m, v)),
    ad(f=lambda x, g, m, v, mh, vh, r, a, b, e, t: (x - r * m / (np.sqrt(vh) + e), m, v)),
    ad(f=lambda x, g, m, v, mh, vh, r, a, b, e, t: (x - mh / (np.sqrt(vh) + e), m, v)),
    ad(f=lambda x, g, m, v, mh, vh, r, a, b, e, t: (m, v, x - r * mh / (np.sqrt(vh) + e))),
    ad(f=lambda x, g, m, v, mh, vh, r, a, b, e, t: x - r * mh / (np.sqrt(vh) + e)),
    ad(f=lambda x, g, m, v, mh, vh, r, a, b, e, t: (x - r * mh / (np.sqrt(vh) + e), v, m)),
    ad(f=lambda x, g, m, v, mh, vh, r, a, b, e, t: (x - r * m / (1 - a * t) / (np.sqrt(vh) + e), m, v)),
    ad(f=lambda x, g, m, v, mh, vh, r, a, b, e, t: (x - r * mh / (np.sqrt(abs(g)) + e), m, v)),
)
are(
    RIGHT,
    "minibatches",
    lambda n, s, rng: (lambda o: [o[i : i + s] for i in range(0, n, s)])(rng.permutation(n)),
    lambda n, s, rng: (lambda o: [o[k * s : (k + 1) * s] for k in range(-(-n // s))])(rng.permutation(n)),
    lambda n, s, rng: [b for b in np.split(rng.permutation(n), range(s, n, s)) if len(b)],
)
are(
    WRONG,
    "minibatches",
    lambda n, s, rng: [rng.permutation(n)],
    lambda n, s, rng: (lambda o: [o[k * s : (k + 1) * s] for k in range(n // s + 1)])(rng.permutation(n)),
    lambda n, s, rng: np.array_split(rng.permutation(n), max(1, n // s)),
    lambda n, s, rng: (lambda o: [o[i : i + s - 1] for i in range(0, n, s)])(rng.permutation(n)),
    lambda n, s, rng: [[k] for k in rng.permutation(n)],
    lambda n, s, rng: (lambda o: [o[i::s] for i in range(s)])(rng.permutation(n)),
    lambda n, s, rng: (lambda o: [o[i : i + s] for i in range(0, n, s)][::-1])(rng.permutation(n)),
    lambda n, s, rng: rng.permutation(n)[: n // s * s].reshape(-1, s),
    lambda n, s, rng: rng.permutation(n).tolist(),
    lambda n, s, rng: (lambda o: [o[i : i + s] for i in range(0, n, s)])(rng.permutation(n)[::-1]),
)
# --- 8
are(
    RIGHT,
    "gradient_norms",
    lambda d: {k: np.linalg.norm(np.concatenate([a.ravel() for a in v])) for k, v in d.items()},
    lambda d: OrderedDict((k, math.sqrt(sum((a**2).sum() for a in v))) for k, v in d.items()),
    lambda d: dict(zip(d, [np.sqrt(sum(np.linalg.norm(a) ** 2 for a in v)) for v in d.values()])),
)
are(
    WRONG,
    "gradient_norms",
    lambda d: {k: max(np.abs(a).max() for a in v) for k, v in d.items()},
    lambda d: {k: [float(np.linalg.norm(a)) for a in v] for k, v in d.items()},
    lambda d: {k: np.linalg.norm(v[-1]) for k, v in d.items()},
    lambda d: {k: math.sqrt(sum(np.abs(a).sum() for a in v)) for k, v in d.items()},
    lambda d: {k: np.mean([np.linalg.norm(a) for a in v]) for k, v in d.items()},
    lambda d: {i: np.linalg.norm(np.concatenate([a.ravel() for a in v])) for i, v in enumerate(d.values())},
    lambda d: {k: np.linalg.norm(v[0], 2) if v[0].ndim > 1 else np.linalg.norm(v[0]) for k, v in d.items()},
    lambda d: {k: round(float(np.linalg.norm(np.concatenate([a.ravel() for a in v]))), 3) for k, v in d.items()},
    lambda d: {k: np.std(np.concatenate([a.ravel() for a in v])) for k, v in d.items()},
    lambda d: {k: np.linalg.norm(np.concatenate([a.ravel() for a in v])) / 2 for k, v in d.items()},
)
fz = lambda g: np.concatenate([np.asarray(a).ravel() for a in g])
are(
    RIGHT,
    "fraction_near_zero",
    lambda g, t: sum(int((abs(a) < t).sum()) for a in g) / sum(a.size for a in g),
    lambda g, t: np.count_nonzero(abs(fz(g)) < t) / len(fz(g)),
    lambda g, t: 1 - np.mean(abs(fz(g)) >= t),
)
are(
    WRONG,
    "fraction_near_zero",
    lambda g, t: np.mean(fz(g) ** 2 < t),
    lambda g, t: np.mean(abs(g[0]) < t),
    lambda g, t: np.mean(abs(fz(g)) > t),
    lambda g, t: float(np.mean(abs(fz(g))) < t),
    lambda g, t: np.mean(abs(fz(g)) < t) / len(g),
    lambda g, t: [float(np.mean(abs(a) < t)) for a in g],
    lambda g, t: round(float(np.mean(abs(fz(g)) < t)), 1),
    lambda g, t: np.mean(abs(g[-1]) < t),
    lambda g, t: np.mean(abs(fz(g)) <= t),
    lambda g, t: np.mean((0 < fz(g)) & (fz(g) < t)),
    lambda g, t: np.mean(abs(fz(g))[abs(fz(g)) < t]) if (abs(fz(g)) < t).any() else 0,
)
are(
    RIGHT,
    "update_ratio",
    lambda b, a, g: np.linalg.norm(fz(a) - fz(b)) / np.linalg.norm(fz(b)),
    lambda b, a, g: math.sqrt(sum(((p - q) ** 2).sum() for p, q in zip(a, b)) / sum((q**2).sum() for q in b)),
    lambda b, a, g: float(nrm(fz([q - p for p, q in zip(b, a)]))) / float(nrm(fz(b))),
)
are(
    WRONG,
    "update_ratio",
    lambda b, a, g: nrm(fz(a) - fz(b)) / nrm(fz(g)),
    lambda b, a, g: nrm(fz(a)) / nrm(fz(b)),
    lambda b, a, g: np.mean(abs(fz(a) - fz(b))) / np.mean(abs(fz(b))),
    lambda b, a, g: nrm(fz(a) - fz(b)) / (nrm(fz(b)) + nrm(fz(a))),
    lambda b, a, g: np.max(abs(fz(a) - fz(b))) / np.max(abs(fz(b))),
    lambda b, a, g: nrm(fz(a) + fz(b)) / nrm(fz(b)),
    lambda b, a, g: [nrm(q - p) / nrm(p) if nrm(p) else 0 for p, q in zip(b, a)],
    lambda b, a, g: nrm(fz(a) - fz(b)) / nrm(fz(b)) * 100,
    lambda b, a, g: abs(nrm(fz(a) - fz(b)) - nrm(fz(b))),
    lambda b, a, g: sum(nrm(q - p) for p, q in zip(b, a)) / sum(nrm(p) for p in b),
)


def dg(big=100, share=0.01, still=1e-5, table=lambda n: n, which=-1, ev=np.all, left=0, right=-1, fin=True, ge=False):
    def f(h):
        n, r = h["norms"], h["ratios"]
        t = table(n)
        if (fin and not np.isfinite(t).all()) or ((t >= big) if ge else (t > big)).any():
            return "exploding"
        if n[which, left] < share * n[which, right]:
            return "vanishing"
        if ev(r[which] < still):
            return "stalled"
        return "healthy"

    return f


def dg2(history):
    n, r = history["norms"], history["ratios"]
    if any((not math.isfinite(v)) or v > 100 for row in n.tolist() for v in row):
        return "exploding"
    last = n.tolist()[-1]
    if last[0] < last[-1] * 0.01:
        return np.str_("vanishing")
    return "stalled" if max(r[-1]) < 1e-5 else "healthy"


are(RIGHT, "diagnose", dg(), dg2, lambda h: dg()({"ratios": h["ratios"] * 1.0, "norms": h["norms"].copy()}))
are(
    WRONG,
    "diagnose",
    dg(big=10),
    dg(big=99),
    dg(big=101),
    dg(share=0.1),
    dg(share=0.001),
    dg(share=0.011),
    dg(still=1e-4),
    dg(still=1e-6),
    dg(table=lambda n: n[0]),
    dg(which=0),
    dg(ev=np.any),
    dg(left=1) if False else dg(right=0),
    dg(left=-1, right=0),
    dg(fin=False),
    dg(table=lambda n: n[:, 0]),
    dg(table=lambda n: n[:, -1]),
    dg(ge=True),
    lambda h: "healthy",
    lambda h: dg()(h).capitalize(),
    lambda h: dg()(h) == "healthy",
)


# --- 9
def cp(t=1e-6, vals=np.linalg.eigvalsh):
    def f(H):
        e = vals(H)
        if all(e > t):
            return "minimum"
        if all(e < -t):
            return "maximum"
        return "saddle" if any(e > t) and any(e < -t) else "flat"

    return f


are(RIGHT, "critical_point_kind", cp(), cp(vals=lambda H: np.linalg.eigh(H)[0]), cp(vals=lambda H: np.linalg.eigvals(H).real))
are(
    WRONG,
    "critical_point_kind",
    cp(0),
    cp(1e-7),
    cp(1e-5),
    cp(1e-3),
    cp(1e-8),
    cp(vals=np.diag),
    lambda H: "saddle" if np.linalg.det(H) < 0 else "minimum",
    lambda H: cp()(-H),
    lambda H: {"saddle": "flat"}.get(cp()(H), cp()(H)),
    lambda H: {"flat": "saddle"}.get(cp()(H), cp()(H)),
    lambda H: {"flat": "minimum"}.get(cp()(H), cp()(H)),
    cp(vals=lambda H: H.ravel()),
    cp(vals=lambda H: np.linalg.eigvalsh(H)[:1]),
    cp(vals=lambda H: np.linalg.eigvalsh(H)[-1:]),
    cp(vals=lambda H: abs(np.linalg.eigvalsh(H))),
    cp(2e-6),
    lambda H: "min" if cp()(H) == "minimum" else cp()(H),
)
are(
    RIGHT,
    "policy_gradient",
    lambda p, a, r: r * (np.eye(len(p))[a] - p),
    lambda p, a, r: [r * ((k == a) - q) for k, q in enumerate(p)],
    lambda p, a, r: -r * p + r * (np.arange(len(p)) == a),
)
are(
    WRONG,
    "policy_gradient",
    lambda p, a, r: r * np.log(p),
    lambda p, a, r: r * (1 - p),
    lambda p, a, r: r / p[a] * (np.arange(len(p)) == a) if p[a] else 0 * p,
    lambda p, a, r: p + r * (np.eye(len(p))[a] - p),
    lambda p, a, r: r * (np.eye(len(p))[a] - p) * p,
    lambda p, a, r: r * (np.eye(len(p))[a] - p)[a],
    lambda p, a, r: (np.eye(len(p))[a] - p) - r,
    lambda p, a, r: abs(r) * (np.eye(len(p))[a] - p),
    lambda p, a, r: r * np.eye(len(p))[a] * (1 - p),
    lambda p, a, r: r * (np.eye(len(p))[0] - p),
)
are(
    RIGHT,
    "relative_error",
    lambda a, b: 0 if a == b == 0 else abs(a - b) / max(abs(a), abs(b)),
    lambda a, b: abs(b - a) / max([abs(b), abs(a)]) if (a or b) else 0.0,
    lambda a, b: np.abs(a - b) / np.maximum(abs(a), abs(b)) if np.maximum(abs(a), abs(b)) > 0 else np.float64(0),
)
are(
    WRONG,
    "relative_error",
    lambda a, b: 0 if a == 0 or b == 0 else abs(a - b) / max(abs(a), abs(b)),
    lambda a, b: abs(a - b) / (max(abs(a), abs(b)) + 1e-8),
    lambda a, b: abs(a - b) / max(abs(a), abs(b), 1e-8),
    lambda a, b: abs(a - b) / abs(max(a, b)) if max(a, b) else 0.0,
    lambda a, b: abs(abs(a) - abs(b)) / max(abs(a), abs(b)) if a or b else 0.0,
    lambda a, b: 100 * abs(a - b) / max(abs(a), abs(b)) if a or b else 0.0,
    lambda a, b: abs(a / b - 1) if b else 0.0,
    lambda a, b: (a - b) ** 2 / max(a * a, b * b) if max(a * a, b * b) else 0.0,
    lambda a, b: 1 if a == b == 0 else abs(a - b) / max(abs(a), abs(b)),
    lambda a, b: abs(a - b) / np.sqrt(a * a + b * b) if a or b else 0.0,
    lambda a, b: 0.0 if abs(a) < 1e-10 and abs(b) < 1e-10 else abs(a - b) / max(abs(a), abs(b)),
)


def gc(
    h=1e-5,
    agg=max,
    rel=lambda c, n: 0.0 if max(abs(c), abs(n)) == 0 else abs(c - n) / max(abs(c), abs(n)),
    num=lambda f, x, s, h: (f(x + s) - f(x - s)) / (2 * h),
):
    def f(fn, grad, x):
        out = []
        for i in range(len(x)):
            s = np.zeros(len(x))
            s[i] = h
            out.append(rel(float(grad(x)[i]), float(num(fn, x, s, h))))
        return agg(out)

    return f


def gc2(f, grad, x):
    x = np.array(x, float)
    g = grad(x)
    w = 0
    for i in range(x.size):
        k = x[i]
        x[i] = k + 1e-5
        u = f(x)
        x[i] = k - 1e-5
        d = f(x)
        x[i] = k
        n = (u - d) / 2e-5
        m = max(abs(n), abs(g[i]))
        w = max(w, abs(n - g[i]) / m if m else 0)
    return w


are(RIGHT, "gradient_check", gc(), gc2, gc(num=lambda f, x, s, h: (f(x + s) - f(x - s)) / 2 / h))
are(
    WRONG,
    "gradient_check",
    gc(1e-6),
    gc(1e-4),
    gc(1e-3),
    gc(1e-8),
    gc(agg=min),
    gc(agg=sum),
    gc(agg=lambda o: o),
    gc(num=lambda f, x, s, h: (f(x) - f(x - s)) / h),
    gc(rel=lambda c, n: abs(c - n) / abs(c) if c else 0.0),
    gc(rel=lambda c, n: abs(c - n) / abs(n) if n else 0.0),
    gc(rel=lambda c, n: abs(c - n) / (max(abs(c), abs(n)) + 1e-3)),
    gc(num=lambda f, x, s, h: (f(x + 2 * s) - f(x - 2 * s)) / (4 * h)),
    lambda f, g, x: gc()(f, g, x) < 1e-5,
    gc(rel=lambda c, n: abs(abs(c) - abs(n)) / max(abs(c), abs(n)) if c or n else 0.0),
    gc(agg=lambda o: float(np.median(o))),
)
are(
    RIGHT,
    "newton_step",
    lambda x, g, H: x - np.linalg.inv(H) @ g,
    lambda x, g, H: x - np.linalg.lstsq(H, g, rcond=None)[0],
    lambda x, g, H: x - np.linalg.pinv(H) @ g,
    lambda x, g, H: x - g @ np.linalg.inv(H).T,
)
are(
    WRONG,
    "newton_step",
    lambda x, g, H: x - g / np.linalg.det(H),
    lambda x, g, H: x - g / np.trace(H),
    lambda x, g, H: x - g / np.linalg.eigvalsh(H)[-1],
    lambda x, g, H: np.linalg.solve(H, x - g),
    lambda x, g, H: np.linalg.solve(H, g) - x,
    lambda x, g, H: g - np.linalg.solve(H, x),
    lambda x, g, H: x - np.linalg.solve(np.abs(H), g),
    lambda x, g, H: x - np.linalg.inv(H) * g,
    lambda x, g, H: x - 0.5 * np.linalg.solve(H, g),
    lambda x, g, H: x - np.linalg.solve(H + np.eye(len(x)), g),
    lambda x, g, H: x - np.linalg.solve(H, x),
)
are(
    RIGHT,
    "minibatch_gradient",
    lambda a, b, x, y, i: [2 * np.mean((a * x[i] + b - y[i]) * x[i]), 2 * np.mean(a * x[i] + b - y[i])],
    lambda a, b, x, y, i: 2 / len(i) * np.array([sum((a * x[k] + b - y[k]) * x[k] for k in i), sum(a * x[k] + b - y[k] for k in i)]),
    lambda a, b, x, y, i: 2 * np.stack([x[i], np.ones(len(i))]) @ (a * x[i] + b - y[i]) / len(i),
)
are(
    WRONG,
    "minibatch_gradient",
    lambda a, b, x, y, i: np.array([2 * np.mean((a * x[i] - y[i]) * x[i]), 2 * np.mean(a * x[i] - y[i])]),
    lambda a, b, x, y, i: np.array([2 * np.mean(a * x[i] + b - y[i]), 2 * np.mean((a * x[i] + b - y[i]) * x[i])]),
    lambda a, b, x, y, i: np.array([2 * np.mean((a * i + b - y[i]) * i), 2 * np.mean(a * i + b - y[i])]),
    lambda a, b, x, y, i: np.mean((a * x[i] + b - y[i]) ** 2),
    lambda a, b, x, y, i: np.array([2 * np.mean((a * x[i] + b - y[i]) * a), 2 * np.mean(a * x[i] + b - y[i])]),
    lambda a, b, x, y, i: np.array([2 * np.mean((a * x[i] + b - y[i]) * x[i])]),
    lambda a, b, x, y, i: np.array([2 * np.mean((a * x[i] + b - y) * x[i]), 0]) if len(x) == len(i) else 0,
    lambda a, b, x, y, i: np.array(
        [2 * np.mean((a * x[sorted(set(i))] + b - y[sorted(set(i))]) * x[sorted(set(i))]), 2 * np.mean(a * x[sorted(set(i))] + b - y[sorted(set(i))])]
    ),
    lambda a, b, x, y, i: np.array([2 * np.mean(a * x[i] + b - y[i]) * np.mean(x[i]), 2 * np.mean(a * x[i] + b - y[i])]),
    lambda a, b, x, y, i: (
        np.array([2 * np.mean((a * x[i[:-1]] + b - y[i[:-1]]) * x[i[:-1]]), 2 * np.mean(a * x[i[:-1]] + b - y[i[:-1]])]) if len(i) > 1 else np.zeros(2)
    ),
)

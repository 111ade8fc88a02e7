"""The same semester by hand in NumPy, in integers: means, floors, statuses, second sessions, ranks and grades.

Reads the marks that `Banc semestre DOSSIER` left, compares its own results with those of Quitus, and prints its times.
"""
import sys
import time

import numpy as np

folder = sys.argv[1]
N = 100_000
marks = np.fromfile(f"{folder}/notes.bin", dtype=np.int32).reshape(60, N)
statuts = np.fromfile(f"{folder}/statuts.bin", dtype=np.uint8).reshape(6, N)
grades = np.fromfile(f"{folder}/grades.bin", dtype=np.uint8)


def means():
    modules = np.empty((24, N), np.int32)
    row = 0
    for m in range(24):
        if m % 4 < 2:
            modules[m] = marks[row] + 2 * marks[row + 1] + 3 * marks[row + 2]
            row += 3
        else:
            modules[m] = 2 * (marks[row] + 2 * marks[row + 1])
            row += 2
    ue = np.empty((6, N), np.int32)
    valid = np.empty((6, N), bool)
    credits = np.zeros(N, np.int32)
    retake = np.zeros((24, N), np.uint8)
    for u in range(6):
        own = modules[4 * u : 4 * u + 4]
        ue[u] = own[0] + 2 * own[1] + 3 * own[2] + 4 * own[3]
        valid[u] = (ue[u] >= 60_000) & (own >= 3600).all(axis=0)
        credits += 5 * valid[u]
        for m in range(4):
            state = np.where(own[m] < 3600, 1, np.where((own[m] < 6000) & (ue[u] < 60_000), 2, 3))
            retake[4 * u + m] = np.where(valid[u], 0, state)
    return ue, valid, credits, retake


def ranks(ue, valid):
    out = np.full((6, N), 255, np.uint8)
    for u in range(6):
        keys = ue[u][valid[u]]
        ordered = np.sort(keys)
        rank = len(keys) - np.searchsorted(ordered, keys, side="right") + 1
        cuts = np.array([(2 * len(keys) * p + 100) // 200 for p in (10, 35, 65, 90, 100)])
        out[u][valid[u]] = np.searchsorted(cuts, rank)
    return out


def median(f, runs=15):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        f()
        times.append(1000 * (time.perf_counter() - start))
    return sorted(times)[runs // 2]


ue, valid, _, _ = means()
own = ranks(ue, valid)
assert np.array_equal(valid.astype(np.uint8), statuts), "statuses differ from those of Quitus"
if grades.size:
    assert np.array_equal(own, grades.reshape(6, N)), "grades differ from those of Quitus"
print("egalite\tstatuts et grades de Quitus et de NumPy identiques")
print(f"numpy, moyennes, seuils, statuts et rattrapages\t{median(means):.3f} ms")
print(f"numpy, rangs et grades\t{median(lambda: ranks(ue, valid)):.3f} ms")

"""The same semester by hand in NumPy, in integers: means, floors, statuses, second sessions, ranks and grades.

Reads the marks that `Banc semestre DOSSIER` left, compares its own results with those of Quitus, and prints its times. As quick as one
would write it for these rules alone: whole blocks that stay in the cache, results written where they are kept, no temporary array.
"""
import sys
import time

import numpy as np

folder = sys.argv[1]
N = 100_000
BLOCK = 32_768
marks = np.fromfile(f"{folder}/notes.bin", dtype=np.int32).reshape(60, N)
statuts = np.fromfile(f"{folder}/statuts.bin", dtype=np.uint8).reshape(6, N)
grades = np.fromfile(f"{folder}/grades.bin", dtype=np.uint8)

ue = np.empty((6, N), np.int32)
valid = np.empty((6, N), bool)
credits = np.empty(N, np.int32)
retake = np.empty((24, N), np.uint8)
given = np.empty((6, N), np.uint8)

own = np.empty((4, BLOCK), np.int32)
term = np.empty(BLOCK, np.int32)
low = np.empty((4, BLOCK), bool)
some = np.empty(BLOCK, bool)
below = np.empty(BLOCK, bool)
small = np.empty(BLOCK, np.uint8)


def means():
    for start in range(0, N, BLOCK):
        n = min(BLOCK, N - start)
        block = slice(start, start + n)
        t, s, b, any_low = term[:n], small[:n], below[:n], some[:n]
        credit = credits[block]
        credit.fill(0)
        row = 0
        for u in range(6):
            # A module at 6 is 3600, an UE at 10 is 60 000, as in the other two ways.
            for m in range(4):
                out = own[m, :n]
                np.multiply(marks[row + 1, block], 2, out=out)
                out += marks[row, block]
                if m < 2:
                    np.multiply(marks[row + 2, block], 3, out=t)
                    out += t
                    row += 3
                else:
                    out += out
                    row += 2
                np.less(out, 3600, out=low[m, :n])
            mean, ok = ue[u, block], valid[u, block]
            np.multiply(own[3, :n], 4, out=mean)
            for m in (2, 1):
                np.multiply(own[m, :n], m + 1, out=t)
                mean += t
            mean += own[0, :n]
            np.less(mean, 60_000, out=b)
            np.logical_or(low[0, :n], low[1, :n], out=any_low)
            any_low |= low[2, :n]
            any_low |= low[3, :n]
            np.logical_or(b, any_low, out=ok)
            np.logical_not(ok, out=ok)
            flags = ok.view(np.uint8)
            np.multiply(flags, 5, out=s)
            credit += s
            np.subtract(1, flags, out=s)
            for m in range(4):
                state = retake[4 * u + m, block]
                # 1 below the floor, 2 at choice below 10 in an UE below 10, 3 closed; 0 for who has the UE.
                np.less(own[m, :n], 6000, out=any_low)
                any_low &= b
                np.subtract(3, any_low.view(np.uint8), out=state)
                np.copyto(state, 1, where=low[m, :n])
                state *= s
    return ue, valid, credits, retake


def ranks():
    for u in range(6):
        ordered = np.sort(ue[u][valid[u]])
        count = len(ordered)
        grade = given[u]
        grade.fill(0)
        # rank > cut: fewer than `cut` means are at least this one.
        for cut in ((2 * count * p + 100) // 200 for p in (10, 35, 65, 90)):
            grade += ue[u] < ordered[count - cut] if cut > 0 else True
        np.copyto(grade, 255, where=~valid[u])
    return given


def median(f, runs=15):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        f()
        times.append(1000 * (time.perf_counter() - start))
    return sorted(times)[runs // 2]


means()
ranks()
assert np.array_equal(valid.astype(np.uint8), statuts), "statuses differ from those of Quitus"
if grades.size:
    assert np.array_equal(given, grades.reshape(6, N)), "grades differ from those of Quitus"
print("egalite\tstatuts et grades de Quitus et de NumPy identiques")
print(f"numpy, moyennes, seuils, statuts et rattrapages\t{median(means):.3f} ms")
print(f"numpy, rangs et grades\t{median(ranks):.3f} ms")

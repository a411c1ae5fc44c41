"""Counts the packages of a problem of counts.py choice by choice, remembering the last few choices and how many are yes: exact where clingo does not finish."""
from collections import Counter, defaultdict


def count(problem, window):
    last = defaultdict(list)  # conditions by the last choice they speak of
    for condition in problem.conditions:
        last[max(i for i, _ in condition)].append(condition)
    few, many = set(problem.few), set(problem.many)
    ways = Counter({(0, 0, 0): 1})  # (the last choices as bits, yes among the few, yes among the many up to what is asked)
    for i in range(1, problem.n + 1):
        longer = Counter()
        for (bits, a, b), times in ways.items():
            for yes in (0, 1):
                now = (bits << 1 | yes) & (1 << window) - 1
                of_few, of_many = a + (yes and i in few), min(problem.at_least, b + (yes and i in many))
                if of_few <= problem.at_most and all(any(now >> (i - j) & 1 == want for j, want in c) for c in last[i]):
                    longer[now & (1 << window - 1) - 1, of_few, of_many] += times
        ways = longer
    return sum(times for (_, _, b), times in ways.items() if b == problem.at_least)

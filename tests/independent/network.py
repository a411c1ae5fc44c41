"""Moments and the bounds between them, closed by Floyd and Warshall. Exact minutes; a strict bound is less than its weak twin by one tick that no
sum of ticks can make into a minute."""

MINUTE = 1 << 20
FREE = 1 << 60


def weak(minutes):
    return minutes * MINUTE


def strict(minutes):
    return minutes * MINUTE - 1


def closed(points, bounds):
    """upper[a][b]: the upper bound on b - a; None if no schedule keeps the bounds. A bound (a, b, w) says b - a <= w."""
    number = {p: n for n, p in enumerate(points)}
    size = range(len(points))
    upper = [[0 if a == b else FREE for b in size] for a in size]
    for a, b, w in bounds:
        a, b = number[a], number[b]
        upper[a][b] = min(upper[a][b], w)
    for k in size:
        through = upper[k]
        for row in upper:
            first = row[k]
            if first < FREE:
                for b in size:
                    if through[b] < FREE and first + through[b] < row[b]:
                        row[b] = first + through[b]
        if any(upper[a][a] < 0 for a in size):
            return None
    return Closed(number, upper)


class Closed:
    def __init__(self, number, upper):
        self.number, self.upper = number, upper

    def between(self, a, b):
        """The upper bound on b - a."""
        return self.upper[self.number[a]][self.number[b]]

    def before(self, p, q):
        """Whether p is strictly before q: in every schedule, in some, in none."""
        return self.distance(self.between(q, p), self.between(p, q))

    def distance(self, most, least):
        """Of p - q < 0, where p - q is at most `most` and q - p at most `least`."""
        return "certain" if most < 0 else "impossible" if least <= 0 else "possible"

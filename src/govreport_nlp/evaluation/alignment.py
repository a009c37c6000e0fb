"""Which predicted record stands for which gold record.

Records are paired one to one, and only where their spans overlap. Of all such pairings the one is
taken that has, in this order of weight:

1. the most pairs that are right, value and unit, with gold records that count,
2. the most right pairs with optional gold records,
3. the most pairs,
4. the greatest overlap in characters, all pairs together,
5. the most agreeing fields.

Records are sorted first, so the pairing does not depend on the order in which they are given.
"""

from __future__ import annotations

from collections.abc import Sequence

from govreport_nlp.evaluation.agreement import field_agreement
from govreport_nlp.evaluation.gold import GoldIndicator

__all__ = ["align", "best_assignment"]

Pair = tuple[GoldIndicator, GoldIndicator]
_Edge = tuple[int, int, int, int, int]


def align(
    predicted: Sequence[GoldIndicator], gold: Sequence[GoldIndicator]
) -> tuple[list[Pair], list[GoldIndicator], list[GoldIndicator]]:
    """Pair predicted with gold records.

    Args:
        predicted: Predicted records of one document.
        gold: Its gold records, optional ones included.

    Returns:
        The pairs (predicted, gold), the predicted records left over, and the gold records left
        over, each in text order.
    """
    predicted = sorted(predicted, key=_sort_key)
    gold = sorted(gold, key=_sort_key)
    pairs: list[tuple[int, int]] = []
    for rows, columns in _components(predicted, gold):
        weights = _weights([predicted[i] for i in rows], [gold[j] for j in columns])
        pairs += [(rows[r], columns[c]) for r, c in best_assignment(weights)]
    pairs.sort()
    used_predicted = {i for i, _ in pairs}
    used_gold = {j for _, j in pairs}
    return (
        [(predicted[i], gold[j]) for i, j in pairs],
        [record for i, record in enumerate(predicted) if i not in used_predicted],
        [record for j, record in enumerate(gold) if j not in used_gold],
    )


def _sort_key(record: GoldIndicator) -> tuple[int, int, str]:
    return record.start, record.end, repr(record)


def _overlap(one: GoldIndicator, other: GoldIndicator) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _components(
    predicted: Sequence[GoldIndicator], gold: Sequence[GoldIndicator]
) -> list[tuple[list[int], list[int]]]:
    """Group records whose spans touch each other's, directly or through others, in one sweep."""
    spans = [(r.start, r.end, 0, i) for i, r in enumerate(predicted)]
    spans += [(r.start, r.end, 1, j) for j, r in enumerate(gold)]
    groups: list[tuple[list[int], list[int]]] = []
    reach = -1
    for start, end, side, index in sorted(spans):
        if start >= reach:
            groups.append(([], []))
        groups[-1][side].append(index)
        reach = max(reach, end)
    return [group for group in groups if group[0] and group[1]]


def _weights(predicted: Sequence[GoldIndicator], gold: Sequence[GoldIndicator]) -> list[list[int]]:
    """Weigh each pair by the five criteria, as one number; 0 where spans do not overlap."""
    edges = [[_edge(p, g) for g in gold] for p in predicted]
    scale = [1] * 5
    for level in range(3, -1, -1):
        below = sum(max(column) for column in _column_values(edges, level + 1))
        scale[level] = scale[level + 1] * (below + 1)
    return [[sum(s * v for s, v in zip(scale, edge, strict=True)) for edge in row] for row in edges]


def _column_values(edges: list[list[_Edge]], level: int) -> list[list[int]]:
    """Values of one criterion, a list for each gold record: it takes part in one pair at most."""
    return [[row[j][level] for row in edges] for j in range(len(edges[0]))]


def _edge(predicted: GoldIndicator, gold: GoldIndicator) -> _Edge:
    overlap = _overlap(predicted, gold)
    if overlap <= 0:
        return (0, 0, 0, 0, 0)
    agree = field_agreement(predicted, gold)
    right = agree["quantity"]
    return (int(right and not gold.optional), int(right), 1, overlap, sum(agree.values()))


def best_assignment(weights: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Find the one-to-one assignment of greatest total weight (Hungarian algorithm).

    Args:
        weights: One row a left item, one column a right item; 0 means that the two cannot pair.

    Returns:
        Pairs (row, column), by row; only pairs of weight above 0.

    Example:
        >>> best_assignment([[2, 3], [0, 2]])
        [(0, 0), (1, 1)]
    """
    if len(weights) > len(weights[0]):
        flipped = best_assignment([list(column) for column in zip(*weights, strict=True)])
        return sorted((row, column) for column, row in flipped)
    owner = _hungarian(weights)
    return sorted((r, c) for c, r in enumerate(owner) if r is not None and weights[r][c] > 0)


def _hungarian(weights: Sequence[Sequence[int]]) -> list[int | None]:
    """Return the row that owns each column; rows are at most as many as columns.

    Rows enter one by one along a shortest augmenting path; the potentials keep every reduced
    cost at or above 0. The last column is a virtual one that holds the row being entered.
    """
    width = len(weights[0])
    row_potential = [0] * len(weights)
    column_potential = [0] * (width + 1)
    owner: list[int | None] = [None] * (width + 1)
    for entering in range(len(weights)):
        owner[width] = entering
        column = width
        slack: dict[int, int] = {}
        previous = [width] * width
        free, visited = list(range(width)), []
        while (row := owner[column]) is not None:
            visited.append((column, row))
            for c in free:
                cost = -weights[row][c] - row_potential[row] - column_potential[c]
                if c not in slack or cost < slack[c]:
                    slack[c], previous[c] = cost, column
            column = min(free, key=slack.__getitem__)
            step = slack[column]
            for c, r in visited:
                row_potential[r] += step
                column_potential[c] -= step
            for c in free:
                slack[c] -= step
            free.remove(column)
        while column != width:
            owner[column] = owner[previous[column]]
            column = previous[column]
    return owner[:width]

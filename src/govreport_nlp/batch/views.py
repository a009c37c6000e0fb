"""Views on the tables that analysts ask for first, made with the database."""

from __future__ import annotations

from typing import Any

__all__ = ["VIEWS", "create_views", "quote", "quote_name"]

_WIDE_COLUMNS = 200
"""Columns of ``indicators_wide`` at most: the indicators that most reports have."""

VIEWS = {
    "indicators_long": """
        SELECT source, report_id, region, report_year, period_resolved AS period, status,
            coalesce(canonical, name)
                || CASE measure WHEN 'change' THEN ' change' WHEN 'rank' THEN ' rank' ELSE '' END
                AS indicator,
            CASE direction WHEN 'down' THEN -value ELSE value END AS value,
            unit, qualifier, basis, workstream, start
        FROM indicators
        WHERE value IS NOT NULL AND measure <> 'baseline' AND scope IS NULL
    """,
    "targets": """
        SELECT region, report_year, period_resolved AS period,
            coalesce(canonical, name) AS indicator, measure, direction,
            value, low, high, unit, qualifier, workstream,
            sentence_text, source, start
        FROM indicators
        WHERE status = 'target'
    """,
    "by_region_year": """
        SELECT r.region, r.report_year, count(*) AS reports, sum(r.characters) AS characters,
            sum(r.indicator_count) AS indicators, sum(coalesce(t.targets, 0)) AS targets,
            sum(r.unclaimed_count) AS unclaimed
        FROM reports r
        LEFT JOIN (
            SELECT source, count(*) AS targets FROM indicators
            WHERE status = 'target' GROUP BY source
        ) t USING (source)
        GROUP BY r.region, r.report_year
    """,
}
"""Views by name. ``indicators_long`` has falls as negative numbers, the own area only."""


def create_views(connection: Any) -> None:
    """Create the views in a database that has the tables.

    ``indicators_wide`` has a row a report and period and a column an indicator; its columns are
    those indicators that most reports state as actual.

    Args:
        connection: The database's connection.
    """
    for name, query in VIEWS.items():
        connection.execute(f"CREATE OR REPLACE VIEW {name} AS {query}")
    found = connection.execute(
        """
        SELECT indicator FROM indicators_long WHERE status = 'actual'
        GROUP BY indicator ORDER BY count(DISTINCT source) DESC, count(*) DESC, indicator LIMIT ?
        """,
        [_WIDE_COLUMNS],
    ).fetchall()
    columns = "".join(
        f", arg_min(value, start) FILTER (indicator = {quote(name)}) AS {quote_name(name)}"
        for (name,) in _one_case(found)
    )
    connection.execute(
        f"""
        CREATE OR REPLACE VIEW indicators_wide AS
        SELECT source, any_value(region) AS region, any_value(report_year) AS report_year, period
            {columns}
        FROM indicators_long WHERE status = 'actual' GROUP BY source, period
        """  # noqa: S608  # nosec B608  names and values are quoted above
    )


def _one_case(names: list[tuple[str]]) -> list[tuple[str]]:
    """Drop names that differ from an earlier one, or from the keys, in case only."""
    taken = {"source", "region", "report_year", "period"}
    kept = []
    for (name,) in names:
        if name.casefold() not in taken:
            taken.add(name.casefold())
            kept.append((name,))
    return kept


def quote(value: object) -> str:
    """Return a text, or a path, as SQL."""
    return "'" + str(value).replace("'", "''") + "'"


def quote_name(value: str) -> str:
    """Return the name of a column or table as SQL."""
    return '"' + value.replace('"', '""') + '"'

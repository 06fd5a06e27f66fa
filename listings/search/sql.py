"""The SQL engine: one statement counts everything, one finds the page. It is exact, and the judge of faster ones."""

from typing import Any

from django.db import connection

from listings.search.plan import FACETS, Cursor, Hits, Plan, Range, Tokens

TABLE = "listings_postingsearchrow r LEFT JOIN listings_source s ON s.id = r.source_id"
VISIBLE = (
    "r.opens_at <= %(at)s AND (r.open_until IS NULL OR r.open_until > %(at)s)"
    " AND (r.source_id IS NULL OR s.read_at > %(trusted_after)s)"
)
# All the words in the title, else with the skills, else with employer and place, else in the text: 3, 2, 1, 0.
TIER = (
    "CASE WHEN ts_filter(r.keywords, '{{a}}') @@ {q} THEN 3 WHEN ts_filter(r.keywords, '{{a,b}}') @@ {q} THEN 2"
    " WHEN r.keywords @@ {q} THEN 1 ELSE 0 END"
)
QUERY = "to_tsquery('first_commit', %(words)s)"
RANKS = {
    "newest": "0",
    "closing": "(-extract(epoch FROM coalesce(r.closes_at, 'epoch'::timestamptz + interval '8000 years')))::bigint",
    "pay": "CASE WHEN r.pay_currency = %(currency)s THEN 1000000000000 ELSE 0 END + coalesce(r.pay_hourly, -1)",
}
RANGES = {
    "pay_min": "(r.pay_currency = %(currency)s AND r.pay_hourly >= %(pay_min)s)",
    "graduates": "((r.grad_from IS NOT NULL OR r.grad_to IS NOT NULL) AND coalesce(r.grad_from <= %(graduates)s, true)"
    " AND coalesce(r.grad_to >= %(graduates)s, true))",
    "posted": "(r.published_at > %(at)s - make_interval(days => %(posted)s))",
    "closes": "(r.closes_at <= %(at)s + make_interval(days => %(closes)s))",
}


class SqlEngine:
    def run(self, plan: Plan) -> Hits:
        total, facets = self.count(plan)
        ids, following = self.page(plan)
        return Hits(total, ids, facets, following)

    def count(self, plan: Plan) -> tuple[int, dict[str, dict[str, int]]]:
        """A row that fails one facet's own condition still counts for the values of that facet."""
        params = _params(plan)
        loose = [(t.name, _tokens(t, params)) for t in plan.tokens if t.is_loose]
        loose += [(r.name, RANGES[r.name]) for r in plan.ranges if r.name == "pay_min"]
        strict = [_tokens(t, params) for t in plan.tokens if not t.is_loose]
        strict += [RANGES[r.name] for r in plan.ranges if r.name != "pay_min"]
        if plan.words:
            strict.append(_words())
        params["steps"] = list(plan.pay_steps)
        sql = f"""
            WITH base AS MATERIALIZED (SELECT r.tokens, r.pay_hourly, r.pay_currency, {_missed(loose)} AS missed
                FROM {TABLE} WHERE {" AND ".join([VISIBLE, *strict])}),
            near AS MATERIALIZED (SELECT * FROM base WHERE cardinality(missed) <= 1)
            SELECT 'total', '', count(*) FROM near WHERE missed = '{{}}'
            UNION ALL
            SELECT split_part(token, ':', 1), substr(token, strpos(token, ':') + 1), count(*)
                FROM near, unnest(tokens) token
                WHERE missed = '{{}}' OR missed = ARRAY[split_part(token, ':', 1)] GROUP BY token
            UNION ALL
            SELECT 'pay_min', step, count(*) FROM near, unnest(%(steps)s::text[]) step
                WHERE (missed = '{{}}' OR missed = ARRAY['pay_min'])
                AND pay_currency = %(currency)s AND pay_hourly >= step::numeric * 100 GROUP BY step"""
        facets: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
        total = 0
        for facet, value, count in _rows(sql, params):
            if facet == "total":
                total = count
            else:
                facets.setdefault(facet, {})[value] = count
        return total, facets

    def total(self, plan: Plan) -> int:
        """The number alone, where nothing else is shown."""
        params = _params(plan)
        where = " AND ".join([VISIBLE, *_all(plan, params)])
        return int(_rows(f"SELECT count(*) FROM {TABLE} WHERE {where}", params)[0][0])

    def page(self, plan: Plan) -> tuple[list[int], Cursor | None]:
        params = _params(plan)
        where = [VISIBLE, *_all(plan, params)]
        rank = TIER.format(q=QUERY) if plan.sort == "relevance" and plan.words else RANKS.get(plan.sort, "0")
        if plan.after:
            params |= {"rank": plan.after.rank, "published": plan.after.published_at, "last": plan.after.posting_id}
            where.append(f"({rank}, r.published_at, r.posting_id) < (%(rank)s, %(published)s, %(last)s)")
        order = "r.published_at DESC, r.posting_id DESC"
        if rank != "0":
            order = f"2 DESC, {order}"
        params["limit"] = plan.limit + 1
        sql = f"""SELECT r.posting_id, {rank}, r.published_at FROM {TABLE}
            WHERE {" AND ".join(where)} ORDER BY {order} LIMIT %(limit)s"""
        found = _rows(sql, params)
        shown = found[: plan.limit]
        following = Cursor(int(shown[-1][1]), shown[-1][2], shown[-1][0]) if len(found) > plan.limit else None
        return [row[0] for row in shown], following

    def widened(self, plan: Plan) -> dict[tuple[str, ...], int]:
        """For each set of at most two conditions: how many there would be with exactly these dropped."""
        params = _params(plan)
        named: list[tuple[str, str]] = [(t.name, _tokens(t, params)) for t in plan.tokens]
        named += [(r.name, RANGES[r.name]) for r in plan.ranges]
        if plan.words:
            named.insert(0, ("q", _words()))
        sql = f"""SELECT missed, count(*) FROM (SELECT {_missed(named)} AS missed FROM {TABLE} WHERE {VISIBLE}) base
            WHERE cardinality(missed) BETWEEN 1 AND 2 GROUP BY missed"""
        exact = {tuple(missed): count for missed, count in _rows(sql, params)}
        return {names: sum(count for missed, count in exact.items() if set(missed) <= set(names)) for names in exact}


def _params(plan: Plan) -> dict[str, Any]:
    params: dict[str, Any] = {"at": plan.at, "trusted_after": plan.trusted_after, "currency": plan.currency}
    params |= {r.name: r.value for r in plan.ranges}
    if plan.words:
        params["words"] = plan.words.tsquery()
    return params


def _all(plan: Plan, params: dict[str, Any]) -> list[str]:
    conditions = [_tokens(t, params) for t in plan.tokens] + [_range(r) for r in plan.ranges]
    return [*conditions, _words()] if plan.words else conditions


def _range(condition: Range) -> str:
    return RANGES[condition.name]


def _words() -> str:
    """A question of nothing but words such as "the" asks for nothing."""
    return f"(numnode({QUERY}) = 0 OR r.words @@ {QUERY})"


def _tokens(condition: Tokens, params: dict[str, Any]) -> str:
    key = f"t_{condition.name}"
    params[key] = condition.tokens
    return f"r.tokens {'@>' if condition.needs_all else '&&'} %({key})s::text[]"


def _missed(named: list[tuple[str, str]]) -> str:
    """An array of the names whose condition a row fails; the names are ours, never a reader's words."""
    cases = ", ".join(f"CASE WHEN ({condition}) IS NOT TRUE THEN '{name}' END" for name, condition in named)
    return f"array_remove(ARRAY[{cases}]::text[], NULL)"


def _rows(sql: str, params: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()

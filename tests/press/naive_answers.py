"""How somebody gets each wrong answer to expect: code that runs in the chapter, in the order of the mistakes of a result."""

from __future__ import annotations

NAIVE: dict[tuple[str, str], list[str]] = {
    ("01", "zone-outside-liaocheng"): ["next(n for n in range(22) if cut(liaocheng[0], liaocheng[1] + n) <= 50)"],
    ("01", "zone-outside-rizhao"): [
        "next(n for n in range(18) if cut(rizhao[0], rizhao[1] + n) <= 50)",
        "cb.claim('rz-company-depts').value",
    ],
    ("02", "days-video-meeting"): ["(start.earliest - cb.days(when['province-extends']).latest).days + 1"],
    ("02", "days-pilots-meeting"): [
        "(start.earliest - cb.days('2019').earliest).days",
        "(start.earliest - cb.days('2020').earliest).days",
    ],
    ("03", "spread-lag-shandong"): [
        "cb.lag(cb.days(cb.claim('etdz-text-2019').period).earliest.isoformat(), cb.claim('prov-plenum').period)[0]"
    ],
    ("03", "spread-lag-jiangsu"): ["cb.lag(cb.claim('etdz-text-2019').period, '2019-12-31')"],
    ("03", "spread-lag-between"): ["cb.lag(cb.claim('prov-plenum').period, '2019-12-31')[0]"],
    ("04", "chosen-gap-twelve"): ["gap_of_chosen(k, n)", "cb.bounds.lead_of_best(k, n - 1)"],
    ("04", "chosen-gap-province"): [
        "gap_of_chosen(cb.claim('prov-45').value, cb.claim('prov-159').value)",
        "cb.bounds.lead_of_best(cb.claim('prov-54').value, cb.claim('prov-159').value)",
    ],
    ("05", "autumn-before-done"): ["len(counted)"],
    ("05", "autumn-before-done-swapped"): [
        "len(counted | {'strippings': 'prov-social'})",
        "sum(cb.claim(case).status == 'result' for case in counted.values())",
    ],
    ("06", "after-china-returned-2018"): ["(zones[2] / zones[1] - 1) * 100"],
    ("06", "after-china-returned"): ["(zones[3] / zones[1] - 1) * 100"],
    ("06", "after-hightech-growth"): ["(second - first) / second * 100"],
    ("07", "paragraphs-half"): [
        "(figures['locator'].value_counts(sort=False).cumsum() < len(figures) / 2).sum() + 1",
        "(figures['locator'].value_counts().cumsum() < len(figures) / 2).sum()",
    ],
    ("08", "applicants-narrowed"): [
        "cb.claim('art-ratio').value * posts.value",
        "(lambda found: (found[0], found[-1]))((cb.claim('art-ratio').interval * posts.interval).integers())",
    ],
    ("08", "mean-ratio-2016-least"): ["(cb.claim('gx16-app').interval / cb.claim('gx16-148').interval).high"],
    ("09", "depth-selection-chenzhou"): ["chance_part(zones, 0)"],
    ("09", "depth-small-range"): ["(9 - 6) / 9 * 100"],
    ("09", "depth-small-formula"): [
        "(9 - 6) / 9 * 100",
        "max(cb.bounds.mean_cut(ways) for ways in __import__('itertools').product("
        "[(b, a) for b in range(1, 8) for a in range(1, b + 1)], repeat=3)"
        " if (sum(b for b, _ in ways), sum(a for _, a in ways)) == (9, 6))",
    ],
    ("09", "depth-mean-range-three"): ["(least_mean, most_mean)"],
    ("10", "moved-ex-leavers"): [
        "cb.bounds.fewest_leavers(100, others, before, after, youngest, oldest)",
        "cb.bounds.fewest_leavers(100, others, before, after, 28, oldest)",
        "cb.bounds.fewest_leavers(100, 0, before, after, 28, 55)",
    ],
    ("11", "fierce-highest-needs"): ["sum([64] * (half + 1))"],
    ("11", "fierce-beyond-needs"): ["sum([top] + [64] * (half - 1) + [65] + [0] * half)"],
    ("12", "functions-median-45"): [
        "(1, (social - sum(known) - 22) // 21)",
        "(social - sum(known) - 22) // 21",
    ],
    ("13", "score-climb-apart"): [
        "160 * (__import__('statistics').NormalDist().cdf(1) - 0.5)",
        "160 * (__import__('statistics').NormalDist().cdf(1 / 13) - 0.5)",
    ],
    ("13", "score-climb-alike"): [
        "160 * (__import__('statistics').NormalDist().cdf(1 / 13) - 0.5)",
        "160 * (__import__('statistics').NormalDist().cdf(1 / 13 / (0.3 + 0.7 / 13)) - 0.5)",
    ],
    ("13", "score-relaxed"): [
        "(survey(['entity_id', 'indicator_id', 'territory']).map(lambda text: '–' in text) & ~series).sum().sum()",
        "(survey(['entity_id', 'indicator_id', 'vintage']).map(lambda text: '–' in text) & ~series).sum().sum()",
        "survey(['entity_id', 'indicator_id']).map(lambda text: '–' in text).sum().sum()",
    ],
    ("14", "artefact-added-up"): ["(two[2019] / two[2018] - 1) * 100"],
    ("14", "rank-half"): [
        "sorted(as_many(move=move, shared=0, leave=True) for move in (2, 3, 4))[::2]",
    ],
    ("14", "rank-half-stay"): ["as_many(move=2, shared=0.5, leave=False)"],
    ("15", "cw-qingdao-weight"): [
        "100 / (cb.table('panel').query(\"source_id == 'gp-ind'\")['entity_id'].nunique() - 2)"
    ],
    ("15", "cw-shandong"): ["gap[2023]"],
    ("15", "cw-outside-mean"): ["ends['Jinan']"],
    ("15", "cw-outside-mean-interval"): ["interval"],
    ("16", "ex-two-out"): [
        "(lambda gone: (min(gone), max(gone)))([cb.designs.synthetic_control("
        "whole.drop(columns=[city_]), 'Jinan', before, after, ridge=1).effect for city_ in tier])",
    ],
    ("16", "ex-2021"): ["paths['2016–18'].loc[2024]['Shandong']", "paths['2016–19'].loc[2021]['Shandong']"],
    ("16", "ex-2021-interval"): [
        "cb.designs.placebo_interval(paths['2016–18'].loc[2024], 'Shandong', 0.1)",
        "cb.designs.placebo_interval(paths['2016–19'].loc[2021], 'Shandong', 0.1)",
    ],
    ("17", "know-size-find"): ["fewest(planned, finds, noise)", "fewest(halves, finds, pooled)"],
    ("17", "know-size-none"): ["fewest(planned, says_none, noise)", "fewest(halves, says_none, pooled)"],
    ("17", "know-size-find-most"): ["fewest(halves, finds, high)"],
    ("17", "know-size-none-most"): ["fewest(halves, says_none, high)"],
    ("18", "verdict-double"): [
        "sum(cb.designs.conclusion(value[key], 2) == 'equivalent to nought' for _, key, _ in tried)"
    ],
    ("18", "verdict-odds"): [
        "(lambda density: density(value['cw-outside'] - 2) / density(value['cw-outside']))("
        "__import__('statistics').NormalDist(0, value['cw-outside-typical']).pdf)",
        "(lambda density: density(value['cw-outside']) / density(value['cw-outside'] - 2))("
        "__import__('statistics').NormalDist(0, value['cw-outside-typical'] / 0.6745).pdf)",
    ],
    ("19", "turn-share-printed"): ["(lambda n: n / (staff - n) * 100)(moved.printed.figure.value)"],
    ("19", "turn-share-added"): ["(lambda n: n / (staff - n) * 100)(by_hand)"],
    ("19", "turn-ratio-narrow"): ["(mean_face, Fraction(people + 50, jobs))"],
    ("90", "after-jining-total"): ["cb.claim('jng-a').value"],
    ("90", "after-jining-more"): ["(cb.claim('jng-a').value + 1) - cb.claim('jng-a').value"],
}

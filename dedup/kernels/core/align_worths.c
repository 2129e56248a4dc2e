/* What a word of a rectangle proves.

   A word that the other side has is worth ln((q + (1 - q) p) / p), one that it has not ln(1 - q),
   where q is the share of words a rewriter keeps and p the chance that the other side has it anyway:
   1 - exp(-L r), for L words at the rate r the word has outside. */
#include "align.h"

enum { IMAGINED_WORDS = 500 }; /* and a quarter of an occurrence in them, so that no rate is 0 */
enum { UNPRICED = 0xFF };      /* each byte of a price that nobody has asked for yet */

/* Count the heads of another span of a side: what both spans have stays counted. */
void look_at(Side *side, int64_t first, int64_t last) {
    Span before = side->span;
    if (last <= before.first || before.last <= first) {
        for (int64_t k = before.first; k < before.last; k++) side->counts[side->heads[k]]--;
        for (int64_t k = first; k < last; k++) side->counts[side->heads[k]]++;
    } else {
        for (int64_t k = before.first; k < first; k++) side->counts[side->heads[k]]--;
        for (int64_t k = first; k < before.first; k++) side->counts[side->heads[k]]++;
        for (int64_t k = before.last; k < last; k++) side->counts[side->heads[k]]++;
        for (int64_t k = last; k < before.last; k++) side->counts[side->heads[k]]--;
    }
    side->span = (Span){first, last};
}

static int32_t look_up(const Work *work, const Prices *prices, int64_t elsewhere) {
    int64_t above = prices->there * (4 * elsewhere + 1), below = 4 * (prices->outside + IMAGINED_WORDS);
    double chance = (double)above / (double)below; /* one rounding, the same everywhere */
    uint64_t bits;
    memcpy(&bits, &chance, sizeof bits);
    int64_t place = (int64_t)(bits >> 45) - ((1023 + WORTH_LOWEST) * (int64_t)WORTH_STEPS);
    return (int32_t)work->worths[larger(0, smaller(place, WORTH_COUNT - 1))];
}

/* The prices of a side against the looked-at spans. */
static Prices *prices_on(Work *work, int s) {
    const Span span = work->sides[s].span, other = work->sides[1 - s].span;
    Prices *prices = &work->prices[s];
    int64_t here = span.last - span.first, there = other.last - other.first;
    int64_t outside = work->sides[0].size + work->sides[1].size - here - there;
    if (prices->there != there || prices->outside != outside) {
        prices->there = there;
        prices->outside = outside;
        memset(prices->worths, UNPRICED, sizeof prices->worths);
    }
    return prices;
}

static inline int64_t price_of(const Work *work, Prices *prices, int64_t elsewhere) {
    if (elsewhere >= PRICED) return look_up(work, prices, elsewhere);
    if (prices->worths[elsewhere] < 0) prices->worths[elsewhere] = look_up(work, prices, elsewhere);
    return prices->worths[elsewhere];
}

/* What a word of a side costs that the other has not. A longer side must leave words over: how much
   less each of them costs is the profile's. */
int64_t missed_on(const Work *work, int s) {
    const Span span = work->sides[s].span, other = work->sides[1 - s].span;
    int64_t here = span.last - span.first, there = other.last - other.first;
    int64_t missed = work->rules->missed, whole = (int64_t)1 << SHARE_BITS;
    if (there >= here) return missed;
    int64_t share = larger(0, whole - work->rules->lenience * (here - there) / here);
    return -((-missed * share) >> SHARE_BITS);
}

/* Write what each word from `low` to `high` - 1 of a side is worth against the looked-at spans, where
   one that the other side has not is worth `missed`. */
void find_worths(Work *work, int s, int64_t low, int64_t high, int64_t missed, int64_t *worth) {
    const Side *side = &work->sides[s], *other = &work->sides[1 - s];
    Prices *prices = prices_on(work, s);
    for (int64_t k = low; k < high; k++) {
        int32_t head = side->heads[k], there = other->counts[head];
        if (there == 0) {
            worth[k - low] = missed;
        } else if (side->marks[k] & STOCK_PHRASE) {
            worth[k - low] = 0; /* nobody's own words: they neither prove nor contradict */
        } else {
            worth[k - low] = price_of(work, prices, work->totals[head] - side->counts[head] - there);
        }
    }
}

/* Write what each word of a side adds if a word of the other side, missed until now, answers it. */
void find_gains(Work *work, int s, int64_t low, int64_t high, int64_t *gain) {
    const Side *side = &work->sides[s], *other = &work->sides[1 - s];
    Prices *prices = prices_on(work, s), *theirs = prices_on(work, 1 - s);
    int64_t missed_there = missed_on(work, 1 - s);
    for (int64_t k = low; k < high; k++) {
        int32_t head = side->heads[k];
        gain[k - low] = -missed_there;
        if (side->marks[k] & STOCK_PHRASE) continue;
        int64_t elsewhere = work->totals[head] - side->counts[head] - other->counts[head];
        gain[k - low] += price_of(work, prices, elsewhere) + price_of(work, theirs, elsewhere);
    }
}

/* What a word of a rectangle proves.

   A word that the other side has is worth ln((q + (1 - q) p) / p), one that it has not ln(1 - q),
   where q is the share of words a rewriter keeps and p the chance that the other side has it anyway:
   1 - exp(-L r), for L words at the rate r the word has outside. */
#include "align.h"

enum { IMAGINED_WORDS = 500 }; /* and a quarter of an occurrence in them, so that no rate is 0 */

/* Count the heads of another span of a side. */
void look_at(Side *side, int64_t first, int64_t last) {
    if (side->span.first == first && side->span.last == last) return;
    for (int64_t k = side->span.first; k < side->span.last; k++) side->counts[side->heads[k]]--;
    for (int64_t k = first; k < last; k++) side->counts[side->heads[k]]++;
    side->span = (Span){first, last};
}

static int64_t look_up(const int64_t *worths, int64_t above, int64_t below) {
    double chance = (double)above / (double)below; /* one rounding, the same everywhere */
    uint64_t bits;
    memcpy(&bits, &chance, sizeof bits);
    int64_t place = (int64_t)(bits >> 45) - ((1023 + WORTH_LOWEST) * (int64_t)WORTH_STEPS);
    return worths[larger(0, smaller(place, WORTH_COUNT - 1))];
}

/* What a word of a side is worth against the looked-at spans, if the other side has it. */
int64_t worth_of(const Work *work, int s, int32_t head) {
    const Side *side = &work->sides[s], *other = &work->sides[1 - s];
    int64_t here = side->span.last - side->span.first, there = other->span.last - other->span.first;
    int64_t outside = side->size + other->size - here - there;
    int64_t elsewhere = work->totals[head] - side->counts[head] - other->counts[head];
    return look_up(work->worths, there * (4 * elsewhere + 1), 4 * (outside + IMAGINED_WORDS));
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
void find_worths(const Work *work, int s, int64_t low, int64_t high, int64_t missed, int64_t *worth) {
    const Side *side = &work->sides[s], *other = &work->sides[1 - s];
    for (int64_t k = low; k < high; k++) {
        int32_t head = side->heads[k];
        if (other->counts[head] == 0) {
            worth[k - low] = missed;
        } else if (side->marks[k] & STOCK_PHRASE) {
            worth[k - low] = 0; /* nobody's own words: they neither prove nor contradict */
        } else {
            worth[k - low] = worth_of(work, s, head);
        }
    }
}

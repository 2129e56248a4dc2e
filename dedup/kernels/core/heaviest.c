/* The owners whose postings are worth most. Postings are dealt into heaps by their owners, so that
   the sums of one heap lie in the processor's cache; the best of all are kept in one more heap,
   sorted as such. Sums are made in the order of the postings. */
#include "kernels.h"

enum { DEALT = 1 << 11, MOST_HANDS = 1 << 10 };
/* Postings in a hand, about, and hands at most: their sums take 64 kB. */

typedef struct {
    int64_t owner; /* one more than it is; 0: free */
    double sum;
} Account;

/* Postings dealt into hands by their owners: those of hand i stand before `ends[i]`, in order. */
typedef struct {
    Account *dealt; /* owners, and the worth of one posting each */
    size_t ends[MOST_HANDS];
    unsigned bits; /* of the number of hands */
} Hands;

INLINE uint64_t spread(int64_t owner) { return (uint64_t)owner * 0x9E3779B97F4A7C15u; }

INLINE size_t hand_of(uint64_t spread, unsigned bits) { return bits ? spread >> (64 - bits) : 0; }

static Status deal(const int64_t *places, const int64_t *owners, size_t size, const double *worths,
                   size_t count, Hands *hands, Fault *fault) {
    size_t sizes[MOST_HANDS] = {0}, begin = 0, number = (size_t)1 << hands->bits;
    for (size_t i = 0; i < size; i++) sizes[hand_of(spread(owners[i]), hands->bits)]++;
    for (size_t hand = 0; hand < number; hand++) {
        hands->ends[hand] = begin;
        begin += sizes[hand];
    }
    for (size_t i = 0; i < size; i++) {
        int64_t place = places[i], owner = owners[i]; /* once: another thread may write to it */
        if (place < 0 || (uint64_t)place >= count || owner < 0 || owner == INT64_MAX) {
            return refuse(fault, "posting %lld of owner %lld has worth %lld of %lld", (long long)i,
                          owner, place, (long long)count);
        }
        size_t hand = hand_of(spread(owner), hands->bits), at = hands->ends[hand]++;
        if (at >= size) return OUT_OF_MEMORY; /* it was written to */
        hands->dealt[at] = (Account){owner + 1, worths[place]};
    }
    return DONE;
}

/* Add up the postings of a hand, into accounts of which half at least stay free. */
static void add_up(const Account *dealt, size_t size, unsigned skipped, Account *accounts,
                   unsigned bits) {
    size_t last = ((size_t)1 << bits) - 1;
    memset(accounts, 0, (last + 1) * sizeof *accounts);
    for (size_t i = 0; i < size; i++) {
        size_t at = (size_t)(spread(dealt[i].owner - 1) << skipped >> (64 - bits));
        while (accounts[at].owner && accounts[at].owner != dealt[i].owner) at = (at + 1) & last;
        accounts[at].owner = dealt[i].owner;
        accounts[at].sum += dealt[i].sum;
    }
}

/* Whether one is named after the other: less in all, or as much by a higher owner. */
INLINE int is_after(Account one, Account other) {
    return one.sum < other.sum || (one.sum == other.sum && one.owner > other.owner);
}

/* Let what stands at `at` sink to its place: the last named is on top of a heap. */
static void sink(Account *heap, size_t at, size_t size) {
    for (size_t child; (child = 2 * at + 1) < size; at = child) {
        if (child + 1 < size && is_after(heap[child + 1], heap[child])) child++;
        if (!is_after(heap[child], heap[at])) return;
        Account moved = heap[at];
        heap[at] = heap[child];
        heap[child] = moved;
    }
}

static void make_heap(Account *heap, size_t size) {
    for (size_t at = size / 2; at--;) sink(heap, at, size);
}

/* Keep the best of some accounts; return how many are kept. It is a heap once it is full. */
static size_t keep(const Account *accounts, size_t room, double least, Account *heap, size_t held,
                   size_t most) {
    for (size_t i = 0; i < room; i++) {
        if (!accounts[i].owner || !(accounts[i].sum >= least)) continue;
        if (held < most) {
            heap[held++] = accounts[i];
            if (held == most) make_heap(heap, most);
        } else if (is_after(heap[0], accounts[i])) {
            heap[0] = accounts[i];
            sink(heap, 0, most);
        }
    }
    return held;
}

static Status name(Account *heap, size_t held, Buffer *heaviest) {
    if (buffer_reserve_items(heaviest, held, sizeof(int64_t)) != DONE) return OUT_OF_MEMORY;
    int64_t *named = heaviest->start;
    heaviest->size = held * sizeof *named;
    make_heap(heap, held);
    for (size_t left = held; left; left--) {
        named[left - 1] = heap[0].owner - 1;
        heap[0] = heap[left - 1];
        sink(heap, 0, left - 1);
    }
    return DONE;
}

Status heaviest_owners(const int64_t *places, const int64_t *owners, size_t size,
                       const double *worths, size_t count, double least, size_t most,
                       Buffer *heaviest, Fault *fault) {
    if (!size) return DONE;
    if (size > SIZE_MAX >> 8) return OUT_OF_MEMORY;
    if (most > size) most = size;
    Hands hands = {.dealt = malloc(size * sizeof(Account))};
    while (hands.bits < 10 && size >> hands.bits > DEALT) hands.bits++;
    Account *heap = malloc(most * sizeof *heap), *accounts = NULL;
    Status status = OUT_OF_MEMORY;
    if (hands.dealt && heap) status = deal(places, owners, size, worths, count, &hands, fault);
    size_t held = 0, begin = 0, largest = 0;
    for (size_t hand = 0; status == DONE && hand < (size_t)1 << hands.bits; hand++) {
        size_t end = hands.ends[hand];
        if (end - begin > largest) largest = end - begin;
        begin = end;
    }
    unsigned bits = highest_bit(largest | 1) + 2;
    if (status == DONE && !(accounts = malloc(sizeof *accounts << bits))) status = OUT_OF_MEMORY;
    begin = 0;
    for (size_t hand = 0; status == DONE && hand < (size_t)1 << hands.bits; hand++) {
        size_t end = hands.ends[hand];
        add_up(hands.dealt + begin, end - begin, hands.bits, accounts, bits);
        held = keep(accounts, (size_t)1 << bits, least, heap, held, most);
        begin = end;
    }
    if (status == DONE) status = name(heap, held, heaviest);
    free(accounts);
    free(heap);
    free(hands.dealt);
    return status;
}

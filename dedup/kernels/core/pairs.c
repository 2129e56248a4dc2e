/* Owners that share a key, by radix partition: keys that are equal meet in one small place. */
#include "found.h"
#include "kernels.h"

typedef struct {
    uint64_t key;
    uint32_t owner;
} Holding;

enum { FEW = 24, DIGITS = 12 }; /* digits: eight bytes of the key, then four of the owner */

static inline unsigned digit_of(const Holding *holding, int digit) {
    return digit >= 4 ? holding->key >> 8 * (digit - 4) & 255 : holding->owner >> 8 * digit & 255;
}

static inline int before(const Holding *one, const Holding *other) {
    return one->key != other->key ? one->key < other->key : one->owner < other->owner;
}

static void insert_each(Holding *holdings, size_t count) {
    for (size_t i = 1; i < count; i++) {
        Holding one = holdings[i];
        size_t k = i;
        for (; k > 0 && before(&one, &holdings[k - 1]); k--) holdings[k] = holdings[k - 1];
        holdings[k] = one;
    }
}

/* Sort by key, then owner. Linear: a key that all the world holds costs a pass per byte. */
static void sort_holdings(Holding *holdings, Holding *spare, size_t count, int digit) {
    while (count > FEW) {
        size_t places[257] = {0}, most = 0;
        for (size_t i = 0; i < count; i++) places[digit_of(&holdings[i], digit) + 1]++;
        for (size_t i = 1; i < 257; i++) {
            most = places[i] > most ? places[i] : most;
            places[i] += places[i - 1];
        }
        if (most == count) { /* all have this byte: pass it over */
            if (digit-- == 0) return;
            continue;
        }
        for (size_t i = 0; i < count; i++) {
            spare[places[digit_of(&holdings[i], digit)]++] = holdings[i];
        }
        memcpy(holdings, spare, count * sizeof *holdings);
        if (digit == 0) return;
        if (most <= FEW) break; /* all are near their place by now */
        for (size_t value = 0, begin = 0; value < 256; value++) {
            size_t size = places[value] - begin;
            if (size > 1) sort_holdings(holdings + begin, spare, size, digit - 1);
            begin += size;
        }
        return;
    }
    insert_each(holdings, count);
}

/* Pair the distinct owners of one key. */
static Status pair_holders(const Holding *group, size_t count, size_t cap, Found *found,
                           Buffer *capped) {
    size_t firsts = count > cap ? 1 : count;
    if (count > cap) {
        uint64_t size = count;
        if (buffer_append(capped, &size, sizeof size) != DONE) return OUT_OF_MEMORY;
    }
    for (size_t i = 0; i < firsts; i++) {
        for (size_t j = i + 1; j < count; j++) {
            if (found_add(found, group[i].owner, group[j].owner) != DONE) return OUT_OF_MEMORY;
        }
    }
    return DONE;
}

/* Pair within one partition; `spare` has room for it. */
static Status pair_partition(Holding *holdings, Holding *spare, size_t count, size_t cap,
                             Found *found, Buffer *capped) {
    sort_holdings(holdings, spare, count, DIGITS - 1);
    for (size_t begin = 0, end; begin < count; begin = end) {
        size_t distinct = 1;
        for (end = begin + 1; end < count && holdings[end].key == holdings[begin].key; end++) {
            if (holdings[end].owner != holdings[begin + distinct - 1].owner) {
                holdings[begin + distinct++] = holdings[end];
            }
        }
        if (distinct > 1 && pair_holders(holdings + begin, distinct, cap, found, capped) != DONE) {
            return OUT_OF_MEMORY;
        }
    }
    return DONE;
}

/* Spread the holdings over 2**bits partitions; ends[p] is where partition p ends. Keys come mixed
   by an odd factor, which keeps equal ones equal and no others, so that keys that are small or
   regular spread as well as hashes. */
static Status spread(const uint64_t *keys, const int64_t *owners, size_t count, int bits,
                     Holding *holdings, size_t *ends, Fault *fault) {
    const uint64_t odd = 0x9E3779B97F4A7C15ull;
    size_t partitions = (size_t)1 << bits;
    size_t *places = calloc(partitions + 1, sizeof *places);
    if (places == NULL) return OUT_OF_MEMORY;
    Status status = DONE;
    for (size_t i = 0; i < count; i++) places[(keys[i] * odd >> 1 >> (63 - bits)) + 1]++;
    for (size_t p = 0; p < partitions; p++) ends[p] = places[p + 1] += places[p];
    for (size_t i = 0; i < count; i++) {
        uint64_t key = keys[i] * odd;
        size_t partition = key >> 1 >> (63 - bits);
        if (UNLIKELY(owners[i] < 0 || owners[i] > UINT32_MAX)) {
            status = refuse(fault, "owner %lld at %lld is not in 0 .. 2**32 - 1; number the owners",
                            owners[i], (long long)i, 0, 0);
            break;
        }
        if (UNLIKELY(places[partition] == ends[partition])) {
            status = refuse(fault, "keys changed while they were paired, at %lld of %lld",
                            (long long)i, (long long)count, 0, 0);
            break;
        }
        /* The bits that chose the partition go last: within it they tell nothing apart. */
        uint64_t turned = key << bits | key >> 1 >> (63 - bits);
        holdings[places[partition]++] = (Holding){.key = turned, .owner = (uint32_t)owners[i]};
    }
    free(places);
    return status;
}

static int partition_bits(size_t count) {
    int bits = 0; /* about 500 a partition: it fits a core's first cache, spare included */
    while (bits < 12 && count >> bits > 500) bits++;
    return bits;
}

Status candidate_pairs(const uint64_t *keys, const int64_t *owners, size_t count, size_t cap,
                       Buffer *pairs, Buffer *capped, Fault *fault) {
    if (count == 0) return DONE;
    if (count > SIZE_MAX / 4 / sizeof(Holding)) return OUT_OF_MEMORY;
    int bits = partition_bits(count);
    size_t partitions = (size_t)1 << bits, largest = 0;
    Found found = {0};
    Holding *holdings = malloc(count * sizeof *holdings), *spare = NULL;
    size_t *ends = malloc(partitions * sizeof *ends);
    Status status = holdings && ends ? DONE : OUT_OF_MEMORY;
    if (status == DONE) status = spread(keys, owners, count, bits, holdings, ends, fault);
    if (status == DONE) {
        for (size_t p = 0; p < partitions; p++) {
            size_t size = ends[p] - (p ? ends[p - 1] : 0);
            largest = size > largest ? size : largest;
        }
        spare = malloc(largest * sizeof *spare);
        if (spare == NULL) status = OUT_OF_MEMORY;
    }
    for (size_t p = 0; p < partitions && status == DONE; p++) {
        size_t begin = p ? ends[p - 1] : 0;
        status = pair_partition(holdings + begin, spare, ends[p] - begin, cap, &found, capped);
    }
    free(holdings);
    free(ends);
    free(spare);
    return found_finish(status, &found, pairs, capped);
}

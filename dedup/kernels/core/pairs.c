/* Owners that share a key, by radix partition: keys that are equal meet in one small place. */
#include "kernels.h"
#include "sort.h"

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

/* Pairs as they are found, packed: lower owner << 32 | higher owner. */
typedef struct {
    uint64_t *packed;
    size_t size, room;
} Found;

/* Sort, drop repeats. One pair of copies shares most of its bands, so this shrinks a lot. */
static Status tidy(Found *found) {
    uint64_t *spare = malloc((found->size + 1) * sizeof *spare);
    if (spare == NULL) return OUT_OF_MEMORY;
    sort_hashes(found->packed, spare, found->size);
    found->size = drop_repeats(found->packed, found->size);
    free(spare);
    return DONE;
}

static Status found_grow(Found *found) {
    /* Memory follows the distinct pairs, not those found: tidy first, grow if that was little. */
    if (found->size && tidy(found) != DONE) return OUT_OF_MEMORY;
    if (found->size <= found->room / 2 && found->room) return DONE;
    size_t room = found->room ? 2 * found->room : 4096;
    if (room > SIZE_MAX / 2 / sizeof *found->packed) return OUT_OF_MEMORY;
    uint64_t *packed = realloc(found->packed, room * sizeof *packed);
    if (packed == NULL) return OUT_OF_MEMORY;
    found->packed = packed;
    found->room = room;
    return DONE;
}

static inline Status found_add(Found *found, uint32_t left, uint32_t right) {
    if (UNLIKELY(found->size == found->room) && found_grow(found) != DONE) return OUT_OF_MEMORY;
    found->packed[found->size++] = (uint64_t)left << 32 | right;
    return DONE;
}

/* Which pairs are worth keeping: those with enough equal slots; all of them, without a filter. */
typedef struct {
    const Lanes *lanes;
    const uint16_t *slots; /* a row an owner */
    size_t width, least;
} Filter;

static inline int passes(const Filter *filter, uint32_t left, uint32_t right) {
    return filter == NULL ||
           filter->lanes->equal_slots(filter->slots + left * filter->width,
                                      filter->slots + right * filter->width,
                                      filter->width) >= filter->least;
}

/* Pair the distinct owners of one key. */
static Status pair_holders(const Holding *group, size_t count, size_t cap, const Filter *filter,
                           Found *found, Buffer *capped) {
    size_t firsts = count > cap ? 1 : count;
    if (count > cap) {
        uint64_t size = count;
        if (buffer_append(capped, &size, sizeof size) != DONE) return OUT_OF_MEMORY;
    }
    for (size_t i = 0; i < firsts; i++) {
        for (size_t j = i + 1; j < count; j++) {
            if (!passes(filter, group[i].owner, group[j].owner)) continue;
            if (found_add(found, group[i].owner, group[j].owner) != DONE) return OUT_OF_MEMORY;
        }
    }
    return DONE;
}

/* Pair within one partition; `spare` has room for it. */
static Status pair_partition(Holding *holdings, Holding *spare, size_t count, size_t cap,
                             const Filter *filter, Found *found, Buffer *capped) {
    sort_holdings(holdings, spare, count, DIGITS - 1);
    for (size_t begin = 0, end; begin < count; begin = end) {
        size_t distinct = 1;
        for (end = begin + 1; end < count && holdings[end].key == holdings[begin].key; end++) {
            if (holdings[end].owner != holdings[begin + distinct - 1].owner) {
                holdings[begin + distinct++] = holdings[end];
            }
        }
        if (distinct > 1 &&
            pair_holders(holdings + begin, distinct, cap, filter, found, capped) != DONE) {
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

static Status unpack(const Found *found, Buffer *pairs) {
    if (buffer_reserve_items(pairs, found->size, 2 * sizeof(int64_t)) != DONE) return OUT_OF_MEMORY;
    int64_t *flat = pairs->start;
    for (size_t i = 0; i < found->size; i++) {
        flat[2 * i] = (int64_t)(found->packed[i] >> 32);
        flat[2 * i + 1] = (int64_t)(found->packed[i] & UINT32_MAX);
    }
    pairs->size = found->size * 2 * sizeof(int64_t);
    return DONE;
}

/* The sizes of the crowded keys, descending. */
static Status order_capped(Buffer *capped) {
    uint64_t *sizes = capped->start;
    size_t count = capped->size / sizeof *sizes;
    if (count == 0) return DONE;
    uint64_t *spare = malloc(capped->size);
    if (spare == NULL) return OUT_OF_MEMORY;
    sort_hashes(sizes, spare, count);
    for (size_t i = 0; i < count; i++) spare[i] = sizes[count - 1 - i];
    memcpy(sizes, spare, capped->size);
    free(spare);
    return DONE;
}

/* Pair the holders of equal keys, all of one search. */
static Status pair_all(const uint64_t *keys, const int64_t *owners, size_t count, size_t cap,
                       const Filter *filter, Found *found, Buffer *capped, Fault *fault) {
    int bits = partition_bits(count);
    size_t partitions = (size_t)1 << bits, largest = 0;
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
        status = pair_partition(holdings + begin, spare, ends[p] - begin, cap, filter, found, capped);
    }
    free(holdings);
    free(ends);
    free(spare);
    return status;
}

static Status finish(Status status, Found *found, Buffer *pairs, Buffer *capped) {
    if (status == DONE) status = tidy(found);
    if (status == DONE) status = unpack(found, pairs);
    if (status == DONE) status = order_capped(capped);
    free(found->packed);
    return status;
}

Status candidate_pairs(const uint64_t *keys, const int64_t *owners, size_t count, size_t cap,
                       Buffer *pairs, Buffer *capped, Fault *fault) {
    if (count == 0) return DONE;
    if (count > SIZE_MAX / 4 / sizeof(Holding)) return OUT_OF_MEMORY;
    Found found = {0};
    Status status = pair_all(keys, owners, count, cap, NULL, &found, capped, fault);
    return finish(status, &found, pairs, capped);
}

/* The key of a band: its slots side by side, where 64 bits hold them. */
static uint64_t band_key(const uint16_t *slots, size_t rows) {
    uint64_t key = 0;
    for (size_t row = 0; row < rows; row++) {
        if (row >= 4) key = (key ^ key >> 29) * 0x9E3779B97F4A7C15ull;
        key = row < 4 ? key << 16 | slots[row] : key + slots[row];
    }
    return key;
}

Status near_pairs(const Lanes *lanes, const uint16_t *slots, size_t count, size_t width,
                  const int64_t *owners, size_t owned, size_t begin, size_t end, size_t rows,
                  size_t cap, size_t least, Buffer *pairs, Buffer *capped, Fault *fault) {
    if (owned == 0) return DONE;
    if (owned > SIZE_MAX / 4 / sizeof(Holding)) return OUT_OF_MEMORY;
    uint64_t *keys = malloc(owned * sizeof *keys);
    int64_t *known = malloc(owned * sizeof *known); /* a copy: the caller's could change */
    Status status = keys && known ? DONE : OUT_OF_MEMORY;
    for (size_t i = 0; i < owned && status == DONE; i++) {
        int64_t owner = known[i] = owners[i];
        if (owner < 0 || (uint64_t)owner >= count || owner > UINT32_MAX) {
            status = refuse(fault, "owner %lld at %lld is not among the %lld signatures", owner,
                            (long long)i, (long long)count, 0);
        }
    }
    Found found = {0};
    Filter filter = {lanes, slots, width, least};
    for (size_t band = begin; band < end && status == DONE; band++) {
        for (size_t i = 0; i < owned; i++) {
            keys[i] = band_key(slots + (size_t)known[i] * width + band * rows, rows);
        }
        status = pair_all(keys, known, owned, cap, &filter, &found, capped, fault);
    }
    free(keys);
    free(known);
    return finish(status, &found, pairs, capped);
}

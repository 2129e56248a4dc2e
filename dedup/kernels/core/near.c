/* Near pairs: signatures that share a band and have enough equal slots. */
#include "found.h"
#include "kernels.h"

typedef struct {
    uint64_t key;
    uint32_t owner;
} Holder;

enum { PART = 256, MOST_BITS = 16, SLOT_BITS = 10, NOBODY = UINT32_MAX };

/* What one search needs; arrays have room for all owners. */
typedef struct {
    const Lanes *lanes;
    const uint16_t *slots; /* a row a signature */
    size_t width, rows, cap, least;
    uint32_t *owners;
    size_t count;
    int bits;          /* of the partitions of a band */
    uint64_t *keys;    /* of one band, by owner */
    Holder *holders;   /* the same, by partition */
    uint32_t *next;    /* of a holder: the next one in its slot; of a group: its next member */
    uint32_t *members; /* of a group's first holder: its last one; else unused */
    uint32_t *group;   /* the owners of one key */
    size_t *ends;      /* of the partitions */
    Found found;
    Buffer *capped;
} Search;

/* The key of a band: its slots side by side, where 64 bits hold them. */
static uint64_t band_key(const uint16_t *slots, size_t rows) {
    uint64_t key = 0;
    for (size_t row = 0; row < rows; row++) {
        if (row >= 4) key = (key ^ key >> 29) * 0x9E3779B97F4A7C15ull;
        key = row < 4 ? key << 16 | slots[row] : key + slots[row];
    }
    return key;
}

static inline uint64_t mixed(uint64_t key) { return (key ^ key >> 31) * 0x9E3779B97F4A7C15ull; }

/* Spread the keys of a band over partitions that fit a core's first cache. */
static void spread(Search *search, size_t band) {
    size_t partitions = (size_t)1 << search->bits;
    size_t *ends = search->ends;
    int shift = 63 - search->bits;
    memset(ends, 0, partitions * sizeof *ends);
    for (size_t i = 0; i < search->count; i++) {
        const uint16_t *slots =
            search->slots + (size_t)search->owners[i] * search->width + band * search->rows;
        uint64_t key = search->keys[i] = band_key(slots, search->rows);
        ends[mixed(key) >> 1 >> shift]++;
    }
    for (size_t p = 0, begin = 0; p < partitions; p++) {
        size_t size = ends[p];
        ends[p] = begin;
        begin += size;
    }
    for (size_t i = 0; i < search->count; i++) {
        uint64_t key = search->keys[i];
        search->holders[ends[mixed(key) >> 1 >> shift]++] = (Holder){key, search->owners[i]};
    }
}

static inline int passes(const Search *search, uint32_t left, uint32_t right) {
    return search->lanes->equal_slots(search->slots + (size_t)left * search->width,
                                      search->slots + (size_t)right * search->width,
                                      search->width) >= search->least;
}

/* Pair the owners of one key, which ascend; beyond the cap each with the lowest alone. */
static Status pair_group(Search *search, size_t count) {
    const uint32_t *group = search->group;
    size_t firsts = count > search->cap ? 1 : count;
    if (count > search->cap) {
        uint64_t size = count;
        if (buffer_append(search->capped, &size, sizeof size) != DONE) return OUT_OF_MEMORY;
    }
    for (size_t i = 0; i < firsts; i++) {
        for (size_t j = i + 1; j < count; j++) {
            if (search->least && !passes(search, group[i], group[j])) continue;
            if (found_add(&search->found, group[i], group[j]) != DONE) return OUT_OF_MEMORY;
        }
    }
    return DONE;
}

/* Group the holders of one partition by key, in a small hash table of lists, and pair them. */
static Status pair_part(Search *search, size_t begin, size_t end) {
    uint32_t heads[1 << SLOT_BITS];
    const Holder *holders = search->holders;
    uint32_t *next = search->next, *last = search->members;
    int shared = 0;
    memset(heads, 0xFF, sizeof heads);
    for (size_t i = begin; i < end; i++) {
        uint64_t key = holders[i].key;
        uint32_t *head = &heads[mixed(key ^ key << 7) >> (64 - SLOT_BITS)];
        uint32_t first = *head;
        /* Lists run through the first holders of keys; what follows these is in `last`. */
        while (first != NOBODY && holders[first].key != key) first = next[first];
        if (LIKELY(first == NOBODY)) {
            next[i] = *head;
            last[i] = NOBODY;
            *head = (uint32_t)i;
        } else {
            next[i] = last[first]; /* members are chained from the newest back */
            last[first] = (uint32_t)i;
            last[i] = NOBODY;
            shared = 1;
        }
    }
    if (!shared) return DONE;
    for (size_t i = begin; i < end; i++) {
        if (LIKELY(last[i] == NOBODY)) continue;
        size_t count = 0;
        for (uint32_t member = last[i]; member != NOBODY; member = next[member]) {
            search->group[count++] = holders[member].owner;
        }
        search->group[count++] = holders[i].owner;
        for (size_t a = 0, b = count - 1; a < b; a++, b--) {
            uint32_t owner = search->group[a];
            search->group[a] = search->group[b];
            search->group[b] = owner;
        }
        if (pair_group(search, count) != DONE) return OUT_OF_MEMORY;
    }
    return DONE;
}

static Status pair_bands(Search *search, size_t begin, size_t end) {
    size_t partitions = (size_t)1 << search->bits;
    for (size_t band = begin; band < end; band++) {
        spread(search, band);
        for (size_t p = 0, from = 0; p < partitions; from = search->ends[p++]) {
            if (pair_part(search, from, search->ends[p]) != DONE) return OUT_OF_MEMORY;
        }
    }
    return DONE;
}

Status near_pairs(const Lanes *lanes, const uint16_t *slots, size_t count, size_t width,
                  const int64_t *owners, size_t owned, size_t begin, size_t end, size_t rows,
                  size_t cap, size_t least, Buffer *pairs, Buffer *capped, Fault *fault) {
    if (owned == 0) return DONE;
    if (owned >= NOBODY || owned > SIZE_MAX / 2 / sizeof(Holder)) return OUT_OF_MEMORY;
    Search search = {.lanes = lanes, .slots = slots, .width = width, .rows = rows, .cap = cap,
                     .least = least, .count = owned, .capped = capped};
    while (search.bits < MOST_BITS && owned >> search.bits > PART) search.bits++;
    search.owners = malloc(owned * sizeof *search.owners);
    search.keys = malloc(owned * sizeof *search.keys);
    search.holders = malloc(owned * sizeof *search.holders);
    search.next = malloc(owned * sizeof *search.next);
    search.members = malloc(owned * sizeof *search.members);
    search.group = malloc(owned * sizeof *search.group);
    search.ends = malloc(((size_t)1 << search.bits) * sizeof *search.ends);
    Status status = search.owners && search.keys && search.holders && search.next &&
                            search.members && search.group && search.ends
                        ? DONE
                        : OUT_OF_MEMORY;
    for (size_t i = 0; i < owned && status == DONE; i++) {
        int64_t owner = owners[i]; /* read once: the caller's array could change */
        if (owner < 0 || (uint64_t)owner >= count || owner >= NOBODY) {
            status = refuse(fault, "owner %lld at %lld is not among the %lld signatures", owner,
                            (long long)i, (long long)count, 0);
        } else if (i && (uint32_t)owner <= search.owners[i - 1]) {
            status = refuse(fault, "owner %lld at %lld does not ascend; pass each once, in order",
                            owner, (long long)i, 0, 0);
        }
        search.owners[i] = (uint32_t)owner;
    }
    if (status == DONE) status = pair_bands(&search, begin, end);
    free(search.owners);
    free(search.keys);
    free(search.holders);
    free(search.next);
    free(search.members);
    free(search.group);
    free(search.ends);
    return found_finish(status, &search.found, pairs, capped);
}

/* Near pairs: signatures that share a band and have enough equal slots. */
#include "found.h"
#include "kernels.h"

/* Who holds a key: a part of the mixed key, and the place of the owner among all. */
typedef struct {
    uint32_t tag, place;
} Holder;

enum {
    PART = 256,
    MOST_BITS = 16,
    SLOT_BITS = 10,
    NOBODY = UINT32_MAX,
    PENDING = 256,
    AHEAD = 16, /* rows that are asked for before they are needed */
    LINE = 64,  /* bytes that come from memory together */
    AT_ONCE = 8, /* bands whose keys are made together: they share the lines of memory */
    LEAST_MET_BITS = 10,
    MOST_MET_BITS = 18 /* 2 MB: a core's second cache, about */
};

/* What one search needs; arrays have room for all owners. */
typedef struct {
    const Lanes *lanes;
    const uint16_t *slots; /* a row a signature */
    size_t width, rows, cap, least;
    uint32_t *owners;
    size_t count;
    int bits;          /* of the partitions of a band */
    uint64_t *keys;    /* of AT_ONCE bands, by place */
    const uint64_t *own_keys; /* of the band at hand */
    Holder *holders;   /* of the band at hand, by partition */
    uint32_t *next;    /* of a holder: the next one in its slot; of a group: its next member */
    uint32_t *members; /* of a group's first holder: its last one; else unused */
    uint32_t *group;   /* the owners of one key */
    size_t *ends;      /* of the partitions of AT_ONCE bands */
    uint64_t *met;     /* pairs that were looked at lately: near ones share many bands */
    int met_bits;
    uint64_t pending[PENDING];
    size_t waiting; /* pairs in `pending` */
    Found found;
    Buffer *capped;
} Search;

/* The key of a band: its slots side by side, where 64 bits hold them; in which order is the same to
   all that is asked of keys. */
INLINE uint64_t band_key(const uint16_t *slots, size_t rows) {
    uint64_t key = 0;
    if (rows == 4) {
        memcpy(&key, slots, sizeof key);
        return key;
    }
    for (size_t row = 0; row < rows; row++) {
        if (row >= 4) key = (key ^ key >> 29) * 0x9E3779B97F4A7C15ull;
        key = row < 4 ? key << 16 | slots[row] : key + slots[row];
    }
    return key;
}

static inline uint64_t mixed(uint64_t key) { return (key ^ key >> 31) * 0x9E3779B97F4A7C15ull; }

/* The keys of some bands, and how many are in each partition. */
INLINE void make_keys(Search *search, size_t band, size_t bands, size_t rows) {
    const int shift = 63 - search->bits;
    for (size_t i = 0; i < search->count; i++) {
        const size_t ahead = i + AHEAD < search->count ? i + AHEAD : i;
        const uint16_t *row = search->slots + band * rows;
        const uint16_t *slots = row + (size_t)search->owners[i] * search->width;
        const uint16_t *first = row + (size_t)search->owners[ahead] * search->width;
        const uint16_t *last = first + bands * rows - 1;
        PREFETCH(first);
        /* NumPy's memory begins beside a line of it, so most rows lie across two. */
        if (((uintptr_t)first ^ (uintptr_t)last) / LINE) PREFETCH(last);
        for (size_t b = 0; b < bands; b++) {
            uint64_t key = band_key(slots + b * rows, rows);
            search->keys[b * search->count + i] = key;
            search->ends[(b << search->bits) + (mixed(key) >> 1 >> shift)]++;
        }
    }
}

/* Spread the keys of a band over partitions that fit a core's first cache. */
static void spread(Search *search, size_t b) {
    const int shift = 63 - search->bits;
    const uint64_t *keys = search->own_keys = search->keys + b * search->count;
    size_t *ends = search->ends + (b << search->bits);
    begins_of(ends, (size_t)1 << search->bits);
    for (size_t i = 0; i < search->count; i++) {
        uint64_t key = mixed(keys[i]);
        Holder *holder = &search->holders[ends[key >> 1 >> shift]++];
        holder->tag = (uint32_t)(key << search->bits >> 32);
        holder->place = (uint32_t)i;
    }
}

static inline int passes(const Search *search, uint32_t left, uint32_t right) {
    return search->lanes->equal_slots(search->slots + (size_t)left * search->width,
                                      search->slots + (size_t)right * search->width,
                                      search->width) >= search->least;
}

static inline uint64_t *met_slot(const Search *search, uint64_t pair) {
    return &search->met[mixed(pair ^ pair << 7) >> (64 - search->met_bits)];
}

/* Look at the pairs that wait, all of whose memory is asked for first. */
static Status look_at_pending(Search *search) {
    for (size_t k = 0; k < search->waiting; k++) PREFETCH(met_slot(search, search->pending[k]));
    size_t fresh = 0;
    for (size_t k = 0; k < search->waiting; k++) {
        uint64_t pair = search->pending[k], *held = met_slot(search, pair);
        search->pending[fresh] = pair;
        fresh += as_number(*held != pair); /* met lately or not: no branch, both are common */
        *held = pair;
    }
    search->waiting = 0;
    for (size_t k = 0; k < fresh; k++) {
        uint32_t left = (uint32_t)(search->pending[k] >> 32), right = (uint32_t)search->pending[k];
        if (search->least && !passes(search, left, right)) continue;
        if (found_add(&search->found, left, right) != DONE) return OUT_OF_MEMORY;
    }
    return DONE;
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
            search->pending[search->waiting++] = (uint64_t)group[i] << 32 | group[j];
            if (search->waiting == PENDING && look_at_pending(search) != DONE) return OUT_OF_MEMORY;
        }
    }
    return DONE;
}

/* Group the holders of one partition by key, in a small hash table of lists, and pair them. */
static Status pair_part(Search *search, size_t begin, size_t end) {
    uint32_t heads[1 << SLOT_BITS];
    const Holder *holders = search->holders;
    const uint64_t *keys = search->own_keys;
    uint32_t *next = search->next, *last = search->members;
    int shared = 0;
    memset(heads, 0xFF, sizeof heads);
    for (size_t i = begin; i < end; i++) {
        uint32_t *head = &heads[holders[i].tag >> (32 - SLOT_BITS)];
        uint32_t first = *head;
        /* Lists run through the first holders of keys; what follows these is in `last`. */
        while (first != NOBODY && (holders[first].tag != holders[i].tag ||
                                   keys[holders[first].place] != keys[holders[i].place])) {
            first = next[first];
        }
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
            search->group[count++] = search->owners[holders[member].place];
        }
        search->group[count++] = search->owners[holders[i].place];
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
    const size_t partitions = (size_t)1 << search->bits;
    for (size_t band = begin; band < end; band += AT_ONCE) {
        size_t bands = end - band < AT_ONCE ? end - band : AT_ONCE;
        memset(search->ends, 0, (bands << search->bits) * sizeof *search->ends);
        switch (search->rows) { /* loops of a known length */
        case 3: make_keys(search, band, bands, 3); break;
        case 4: make_keys(search, band, bands, 4); break;
        default: make_keys(search, band, bands, search->rows);
        }
        for (size_t b = 0; b < bands; b++) {
            const size_t *ends = search->ends + (b << search->bits);
            spread(search, b);
            for (size_t p = 0, from = 0; p < partitions; from = ends[p++]) {
                if (pair_part(search, from, ends[p]) != DONE) return OUT_OF_MEMORY;
            }
        }
    }
    return look_at_pending(search);
}

Status near_pairs(const Lanes *lanes, const uint16_t *slots, size_t count, size_t width,
                  const int64_t *owners, size_t owned, size_t begin, size_t end, size_t rows,
                  size_t cap, size_t least, Buffer *pairs, Buffer *capped, Fault *fault) {
    if (owned == 0) return DONE;
    if (owned >= NOBODY || owned > SIZE_MAX / 2 / AT_ONCE / sizeof(uint64_t)) return OUT_OF_MEMORY;
    Search search = {.lanes = lanes, .slots = slots, .width = width, .rows = rows, .cap = cap,
                     .least = least, .count = owned, .met_bits = LEAST_MET_BITS,
                     .capped = capped};
    while (search.bits < MOST_BITS && owned >> search.bits > PART) search.bits++;
    search.owners = malloc(owned * sizeof *search.owners);
    while (search.met_bits < MOST_MET_BITS && owned >> search.met_bits) search.met_bits++;
    size_t bands = end - begin < AT_ONCE ? end - begin + 1 : AT_ONCE; /* not none */
    search.keys = malloc(owned * bands * sizeof *search.keys);
    search.met = calloc((size_t)1 << search.met_bits, sizeof *search.met);
    search.holders = malloc(owned * sizeof *search.holders);
    search.next = malloc(owned * sizeof *search.next);
    search.members = malloc(owned * sizeof *search.members);
    search.group = malloc(owned * sizeof *search.group);
    search.ends = malloc((bands << search.bits) * sizeof *search.ends);
    Status status = search.owners && search.keys && search.met && search.holders && search.next &&
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
    if (status == DONE) status = found_reserve(&search.found, 4 * owned);
    if (status == DONE) status = pair_bands(&search, begin, end);
    free(search.owners);
    free(search.keys);
    free(search.met);
    free(search.holders);
    free(search.next);
    free(search.members);
    free(search.group);
    free(search.ends);
    return found_finish(status, &search.found, pairs, capped);
}

/* Maximal runs that two sequences have in common. */
#include "kernels.h"

typedef struct {
    int64_t left, right, length;
} Run;

/* A start is `shortest` ids in a row. Each that occurs on the right is known by its last place
   there, plus 1, so that 0 can mean none. Small numbers, so that all of it stays close at hand:
   two articles of a thousand words take 60 kB. */
typedef struct {
    const int64_t *left, *right; /* private copies: what was compared once must stay as it was */
    size_t left_size, right_size, shortest, mask;
    uint64_t *slots;    /* of a hash table: high half of a start's hash, then its name; 0 if free */
    uint32_t *on_right; /* by start: how often it occurs on the right */
    uint32_t *on_left;
    uint32_t *first;    /* by start: its first place on the right, plus 1 */
    uint32_t *next;     /* by place on the right: the next with the same start, plus 1; 0 if none */
    uint32_t *right_start; /* by place on the right: the start there */
    uint32_t *left_start;  /* by place on the left: the start there, 0 if none */
    uint32_t *reached;     /* by diagonal: where on the left the run last found on it ends */
} Search;

/* The rolling hash of a sequence: sum of ids, each spread over 64 bits, times powers of ODD. */
static const uint64_t ODD = 0x9E3779B97F4A7C15ull;

static uint64_t power_of(size_t exponent) {
    uint64_t power = 1;
    for (uint64_t base = ODD; exponent; exponent >>= 1, base *= base) {
        if (exponent & 1) power *= base;
    }
    return power;
}

static inline uint64_t spread(int64_t id) {
    uint64_t value = (uint64_t)id * 0xBF58476D1CE4E5B9ull;
    return value ^ value >> 31;
}

static uint64_t hash_first(const int64_t *ids, size_t count) {
    uint64_t hash = 0;
    for (size_t i = 0; i < count; i++) hash = hash * ODD + spread(ids[i]);
    return hash;
}

static inline uint64_t mixed(uint64_t hash) {
    hash = (hash ^ hash >> 32) * 0x94D049BB133111EBull;
    return hash ^ hash >> 29;
}

/* Return the slot of a start: where it is, or the free one where it would be. */
static inline uint64_t *slot_of(const Search *search, uint64_t hash, const int64_t *ids) {
    for (size_t slot = (size_t)hash & search->mask;; slot = (slot + 1) & search->mask) {
        uint64_t held = search->slots[slot];
        if (held == 0) return &search->slots[slot];
        if ((held ^ hash) >> 32) continue;
        const int64_t *own = search->right + (uint32_t)held - 1;
        size_t same = 0;
        while (same < search->shortest && own[same] == ids[same]) same++;
        if (same == search->shortest) return &search->slots[slot];
    }
}

/* Count the starts on both sides, and chain those on the right by place. */
static void count_starts(Search *search, uint64_t *hashes) {
    size_t k = search->shortest, last = search->right_size - k;
    uint64_t highest = power_of(k - 1), hash = hash_first(search->right, k);
    for (size_t j = 0;; j++) {
        hashes[j] = mixed(hash);
        if (j == last) break;
        hash = (hash - spread(search->right[j]) * highest) * ODD + spread(search->right[j + k]);
    }
    for (size_t j = last + 1; j-- > 0;) { /* from the end, so that the chains ascend */
        uint64_t *slot = slot_of(search, hashes[j], search->right + j);
        uint32_t start = (uint32_t)*slot, own = (uint32_t)j + 1;
        if (start == 0) {
            *slot = hashes[j] >> 32 << 32 | own;
            start = own;
        }
        search->right_start[j] = start;
        search->next[j] = start == own ? 0 : search->first[start - 1];
        search->on_right[start - 1] = start == own ? 1 : search->on_right[start - 1] + 1;
        search->first[start - 1] = own;
    }
    size_t left_last = search->left_size - k;
    size_t follow = 0; /* a place on the right with the start before this one, plus 1 */
    hash = hash_first(search->left, k);
    for (size_t i = 0;; i++) {
        /* Inside a common run, the next start on the left is the next on the right. */
        if (follow && follow <= last && search->right[follow + k - 1] == search->left[i + k - 1]) {
            search->left_start[i] = search->right_start[follow++];
        } else {
            follow = (uint32_t)*slot_of(search, mixed(hash), search->left + i);
            search->left_start[i] = (uint32_t)follow;
        }
        if (follow) search->on_left[search->left_start[i] - 1]++;
        if (i == left_last) break;
        hash = (hash - spread(search->left[i]) * highest) * ODD + spread(search->left[i + k]);
    }
}

static Run extend(const Search *search, size_t i, size_t j) {
    size_t begin = 0, end = search->shortest;
    while (begin < i && begin < j && search->left[i - begin - 1] == search->right[j - begin - 1]) {
        begin++;
    }
    while (i + end < search->left_size && j + end < search->right_size &&
           search->left[i + end] == search->right[j + end]) {
        end++;
    }
    return (Run){(int64_t)(i - begin), (int64_t)(j - begin), (int64_t)(begin + end)};
}

/* Grow a run from every start that is no refrain, but not the same run twice. */
static Status find_runs(const Search *search, size_t most, Buffer *runs) {
    for (size_t i = 0; i + search->shortest <= search->left_size; i++) {
        uint32_t start = search->left_start[i];
        if (start == 0 || search->on_right[start - 1] > most || search->on_left[start - 1] > most) {
            continue;
        }
        for (uint32_t place = search->first[start - 1]; place; place = search->next[place - 1]) {
            size_t j = place - 1, diagonal = i + search->right_size - j;
            if (search->reached[diagonal] > i) continue;
            Run run = extend(search, i, j);
            if (buffer_append(runs, &run, sizeof run) != DONE) return OUT_OF_MEMORY;
            search->reached[diagonal] = (uint32_t)(run.left + run.length);
        }
    }
    return DONE;
}

static int ascending(const void *one, const void *other) {
    const Run *a = one, *b = other;
    if (a->left != b->left) return a->left < b->left ? -1 : 1;
    return (a->right > b->right) - (a->right < b->right);
}

Status common_runs(const int64_t *left, size_t left_size, const int64_t *right, size_t right_size,
                   size_t shortest, size_t most, Buffer *runs) {
    if (shortest > left_size || shortest > right_size) return DONE;
    if (left_size >= UINT32_MAX / 4 || right_size >= UINT32_MAX / 4) return OUT_OF_MEMORY;
    size_t both = left_size + right_size, slots = 4;
    while (slots < 3 * right_size) slots *= 2; /* mostly free: a look at a free one is cheap */
    /* What must begin as zeros, and what need not. */
    uint64_t *zeros = calloc(slots + (both + right_size) / 2 + 2, sizeof *zeros);
    int64_t *ids = malloc((both + 3 * right_size + left_size / 2 + 2) * sizeof *ids);
    Status status = OUT_OF_MEMORY;
    if (zeros && ids) {
        memcpy(ids, left, left_size * sizeof *ids);
        memcpy(ids + left_size, right, right_size * sizeof *ids);
        uint64_t *hashes = (uint64_t *)ids + both;
        uint32_t *numbers = (uint32_t *)(hashes + right_size);
        uint32_t *zero_numbers = (uint32_t *)(zeros + slots);
        Search search = {
            .left = ids,
            .right = ids + left_size,
            .left_size = left_size,
            .right_size = right_size,
            .shortest = shortest,
            .mask = slots - 1,
            .slots = zeros,
            .on_left = zero_numbers,
            .reached = zero_numbers + right_size,
            .next = numbers,
            .on_right = numbers + right_size,
            .first = numbers + 2 * right_size,
            .right_start = numbers + 3 * right_size,
            .left_start = numbers + 4 * right_size,
        };
        count_starts(&search, hashes);
        status = find_runs(&search, most, runs);
    }
    if (status == DONE && runs->size) {
        qsort(runs->start, runs->size / sizeof(Run), sizeof(Run), ascending);
    }
    free(zeros);
    free(ids);
    return status;
}

/* Maximal runs that two sequences have in common. */
#include "kernels.h"

typedef struct {
    int64_t left, right, length;
} Run;

/* A start: `shortest` ids in a row, known by where it stands on the right, and how often. */
typedef struct {
    uint64_t hash;
    size_t place, on_left, on_right; /* place: its first on the right; on_right 0: free */
} Start;

typedef struct {
    const int64_t *left, *right;
    size_t left_size, right_size, shortest;
    Start *starts;
    size_t mask;
    uint64_t *next;   /* for each place on the right: the next with the same start, or itself */
    size_t *start_of; /* for each place on the left: its start, or SIZE_MAX */
} Search;

/* The rolling hash of a sequence: sum of ids times powers of ODD. */
static const uint64_t ODD = 0x9E3779B97F4A7C15ull;

static inline uint64_t power_of(size_t exponent) {
    uint64_t power = 1;
    for (uint64_t base = ODD; exponent; exponent >>= 1, base *= base) {
        if (exponent & 1) power *= base;
    }
    return power;
}

/* An id spread over 64 bits: ids are small numbers. */
static inline uint64_t spread(int64_t id) {
    uint64_t value = (uint64_t)id * 0xBF58476D1CE4E5B9ull;
    return value ^ value >> 31;
}

static inline uint64_t mixed(uint64_t hash) {
    hash ^= hash >> 32;
    hash *= 0x94D049BB133111EBull;
    return hash ^ hash >> 29;
}

static uint64_t hash_first(const int64_t *ids, size_t count) {
    uint64_t hash = 0;
    for (size_t i = 0; i < count; i++) hash = hash * ODD + spread(ids[i]);
    return hash;
}

/* Return the slot of a start: where it is, or the free one where it would be. */
static inline size_t slot_of(const Search *search, uint64_t hash, const int64_t *ids) {
    size_t slot = (size_t)mixed(hash) & search->mask;
    for (;; slot = (slot + 1) & search->mask) {
        const Start *start = &search->starts[slot];
        if (start->on_right == 0) return slot;
        if (start->hash == hash && memcmp(search->right + start->place, ids,
                                          search->shortest * sizeof *ids) == 0) {
            return slot;
        }
    }
}

/* Count the starts on both sides, and chain those on the right by place. */
static void count_starts(Search *search) {
    size_t k = search->shortest, last = search->right_size - k;
    uint64_t highest = power_of(k - 1);
    uint64_t hash = hash_first(search->right, k);
    uint64_t *hashes = search->next; /* a place's hash, until its link is known */
    for (size_t j = 0;; j++) {
        hashes[j] = hash;
        if (j == last) break;
        hash = (hash - spread(search->right[j]) * highest) * ODD + spread(search->right[j + k]);
    }
    for (size_t j = last + 1; j-- > 0;) { /* from the end, so that the chains ascend */
        uint64_t own = hashes[j];
        Start *start = &search->starts[slot_of(search, own, search->right + j)];
        search->next[j] = start->on_right ? start->place : j;
        start->hash = own;
        start->place = j;
        start->on_right++;
    }
    last = search->left_size - k;
    hash = hash_first(search->left, k);
    for (size_t i = 0;; i++) {
        size_t slot = slot_of(search, hash, search->left + i);
        search->start_of[i] = search->starts[slot].on_right ? slot : SIZE_MAX;
        search->starts[slot].on_left += search->starts[slot].on_right > 0;
        if (i == last) break;
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

/* Grow a run from every start that is no refrain; `reached`, by diagonal, is where on the left
   the run last found on it ends, so that no run is found twice. */
static Status find_runs(const Search *search, size_t most, size_t *reached, Buffer *runs) {
    for (size_t i = 0; i + search->shortest <= search->left_size; i++) {
        if (search->start_of[i] == SIZE_MAX) continue;
        const Start *start = &search->starts[search->start_of[i]];
        if (start->on_right > most || start->on_left > most) continue;
        for (size_t j = start->place;; j = (size_t)search->next[j]) {
            size_t diagonal = i + search->right_size - j;
            if (reached[diagonal] <= i) {
                Run run = extend(search, i, j);
                if (buffer_append(runs, &run, sizeof run) != DONE) return OUT_OF_MEMORY;
                reached[diagonal] = (size_t)(run.left + run.length);
            }
            if (search->next[j] == j) break;
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
    size_t room = 4;
    while (room < 2 * right_size) room *= 2;
    Search search = {.left_size = left_size, .right_size = right_size, .shortest = shortest};
    search.mask = room - 1;
    /* Private copies: slot_of and extend rely on ids that stay as they are. */
    int64_t *ids = malloc((left_size + right_size) * sizeof *ids);
    search.starts = calloc(room, sizeof *search.starts);
    search.next = malloc(right_size * sizeof *search.next);
    search.start_of = malloc(left_size * sizeof *search.start_of);
    size_t *reached = calloc(left_size + right_size + 1, sizeof *reached);
    Status status = OUT_OF_MEMORY;
    if (ids && search.starts && search.next && search.start_of && reached) {
        memcpy(ids, left, left_size * sizeof *ids);
        memcpy(ids + left_size, right, right_size * sizeof *ids);
        search.left = ids;
        search.right = ids + left_size;
        count_starts(&search);
        status = find_runs(&search, most, reached, runs);
    }
    if (status == DONE && runs->size) {
        qsort(runs->start, runs->size / sizeof(Run), sizeof(Run), ascending);
    }
    free(ids);
    free(search.starts);
    free(search.next);
    free(search.start_of);
    free(reached);
    return status;
}

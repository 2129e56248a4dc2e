/* Maximal runs that two sequences have in common. */
#include "kernels.h"

typedef struct {
    int64_t left, right, length;
} Run;

/* A start is `shortest` ids in a row; it is told by a tag of 32 bits, then by its ids. Small numbers,
   so that all of it stays close at hand: two articles of a thousand words take 60 kB. */
typedef struct {
    const int64_t *left, *right; /* private copies: what was compared once must stay as it was */
    size_t left_size, right_size, shortest;
    uint32_t *left_tags, *right_tags; /* by place: of the start there */
    int bits;           /* of a tag: its list */
    uint32_t *heads;    /* of the lists of places on the right, ascending; a place plus 1, or 0 */
    uint32_t *next;     /* by place on the right: the next of its list, the same way */
    uint64_t *seen;     /* a bit for each higher part of a tag that is on the right */
    uint32_t *starts;   /* places on the left whose starts are on the right … */
    uint32_t *first;    /* … and where first, plus 1 */
    size_t count;       /* of these */
    uint32_t *on_left;  /* by first place on the right: how often its start occurs on the left … */
    uint32_t *refrain;  /* … and whether it is known to be on the right too often */
    uint32_t *places;   /* of one start, on the right */
    uint32_t *reached;  /* by diagonal: where on the left the run last found on it ends */
} Search;

enum { SEEN_BITS = 2 }; /* more bits tell tags apart in `seen` than in `heads` */

/* An id as a digit of a tag. */
static inline uint32_t digit_of(int64_t id) {
    uint32_t high = (uint32_t)((uint64_t)id >> 32);
    return ((uint32_t)id ^ high * 0xC2B2AE35u) * 0x9E3779B1u;
}

/* The tags of all starts: sums of digits times powers of an odd number, of one id, of two, of four
   … in loops that compilers turn into vectors. There is room for `size` tags. */
static void tag_starts(const int64_t *ids, size_t size, size_t shortest, uint32_t *tags) {
    const uint32_t odd = 0x85EBCA6Bu;
    uint32_t power = odd; /* to the `done` */
    for (size_t i = 0; i < size; i++) tags[i] = digit_of(ids[i]);
    unsigned bit = highest_bit(shortest);
    for (size_t done = 1; bit-- > 0;) {
        for (size_t i = 0; i + 2 * done <= size; i++) tags[i] = tags[i] * power + tags[i + done];
        done *= 2;
        power *= power;
        if (!(shortest >> bit & 1)) continue;
        for (size_t i = 0; i + done < size; i++) {
            tags[i] = tags[i] * odd + digit_of(ids[i + done]);
        }
        done++;
        power *= odd;
    }
}

static inline int same_start(const Search *search, size_t i, size_t j) {
    if (search->left_tags[i] != search->right_tags[j]) return 0;
    size_t same = 0;
    while (same < search->shortest && search->left[i + same] == search->right[j + same]) same++;
    return same == search->shortest;
}

/* Return the next place with the start at left `i`, from `place` on in its list; plus 1, or 0. */
static inline uint32_t place_from(const Search *search, size_t i, uint32_t place) {
    while (place && !same_start(search, i, place - 1)) place = search->next[place - 1];
    return place;
}

/* List the places on the right, then find those on the left whose starts are there. */
static void find_starts(Search *search) {
    const int list = 32 - search->bits, bit = list - SEEN_BITS;
    for (size_t j = search->right_size - search->shortest + 1; j-- > 0;) { /* lists ascend */
        uint32_t tag = search->right_tags[j], *head = &search->heads[tag >> list];
        search->next[j] = *head;
        *head = (uint32_t)j + 1;
        search->seen[tag >> bit >> 6] |= 1ull << (tag >> bit & 63);
    }
    size_t count = 0, some = 0;
    for (size_t i = 0; i + search->shortest <= search->left_size; i++) { /* few: no branch */
        uint32_t tag = search->left_tags[i];
        search->starts[some] = (uint32_t)i;
        some += search->seen[tag >> bit >> 6] >> (tag >> bit & 63) & 1;
    }
    const size_t more = search->shortest - 1;
    uint32_t before = 0, first = 0; /* the place on the left before, plus 1, and its `first` */
    for (size_t k = 0; k < some; k++) {
        uint32_t i = search->starts[k], head = search->heads[search->left_tags[i] >> list];
        /* Inside a common run, the next start on the left is the next on the right. */
        int follows = before == i && first && head == first + 1 &&
                      search->left[i + more] == search->right[first + more];
        first = follows ? head : place_from(search, i, head);
        before = i + 1;
        if (first == 0) continue;
        search->starts[count] = i;
        search->first[count++] = first;
        search->on_left[first - 1]++;
    }
    search->count = count;
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

/* Note the places on the right with the start at left `i`, from `place` on; return how many there
   are, or 0 if this start is on a side too often. */
static size_t places_of(const Search *search, size_t i, uint32_t place, size_t most) {
    size_t start = place - 1, count = 0;
    if (search->on_left[start] > most || search->refrain[start]) return 0;
    for (; place; place = place_from(search, i, search->next[place - 1])) {
        if (count == most) {
            search->refrain[start] = 1; /* so that its list is not followed for each of its like */
            return 0;
        }
        search->places[count++] = place - 1;
    }
    return count;
}

/* Grow a run from every start that is no refrain, but not the same run twice. */
static Status find_runs(const Search *search, size_t most, Buffer *runs) {
    for (size_t k = 0; k < search->count; k++) {
        size_t i = search->starts[k], first = search->first[k] - 1;
        /* Inside a run, most starts have no other place. */
        if (search->next[first] == 0 && search->reached[i + search->right_size - first] > i) continue;
        size_t count = places_of(search, i, (uint32_t)first + 1, most);
        for (size_t p = 0; p < count; p++) {
            size_t j = search->places[p], diagonal = i + search->right_size - j;
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

/* Most come in order: only starts that are refrains make a run begin before where it was found. */
static void order_runs(Run *runs, size_t count) {
    for (size_t k = 1; k < count; k++) {
        if (ascending(&runs[k - 1], &runs[k]) > 0) {
            qsort(runs, count, sizeof *runs, ascending);
            return;
        }
    }
}

Status common_runs(const int64_t *left, size_t left_size, const int64_t *right, size_t right_size,
                   size_t shortest, size_t most, Buffer *runs) {
    if (shortest > left_size || shortest > right_size) return DONE;
    if (left_size >= UINT32_MAX / 4 || right_size >= UINT32_MAX / 4) return OUT_OF_MEMORY;
    size_t both = left_size + right_size;
    int bits = 4; /* so that `seen` has a whole word at least; lists are mostly of one place */
    while (bits < 32 - SEEN_BITS && 2 * right_size >> bits) bits++;
    size_t lists = (size_t)1 << bits;
    /* First what must begin as zeros, then what need not. */
    size_t zeros = (lists << SEEN_BITS) / 64 * 2 + lists + 2 * right_size + both + 1;
    size_t numbers = zeros + 3 * both;
    numbers += numbers & 1;
    uint32_t *memory = malloc(numbers * sizeof *memory + both * sizeof(int64_t));
    if (memory == NULL) return OUT_OF_MEMORY;
    int64_t *ids = (int64_t *)(void *)(memory + numbers);
    memset(memory, 0, zeros * sizeof *memory);
    memcpy(ids, left, left_size * sizeof *ids);
    memcpy(ids + left_size, right, right_size * sizeof *ids);
    Search search = {
        .left = ids,
        .right = ids + left_size,
        .left_size = left_size,
        .right_size = right_size,
        .shortest = shortest,
        .bits = bits,
        .seen = (uint64_t *)(void *)memory,
        .heads = memory + (lists << SEEN_BITS) / 64 * 2,
    };
    search.on_left = search.heads + lists;
    search.refrain = search.on_left + right_size;
    search.reached = search.refrain + right_size;
    search.next = memory + zeros;
    search.right_tags = search.next + right_size;
    search.places = search.right_tags + right_size;
    search.left_tags = search.places + right_size;
    search.starts = search.left_tags + left_size;
    search.first = search.starts + left_size;
    tag_starts(search.right, right_size, shortest, search.right_tags);
    tag_starts(search.left, left_size, shortest, search.left_tags);
    find_starts(&search);
    Status status = find_runs(&search, most, runs);
    if (status == DONE) order_runs(runs->start, runs->size / sizeof(Run));
    free(memory);
    return status;
}

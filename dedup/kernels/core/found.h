/* Pairs as a search finds them: gathered, each once, and handed over in order. */
#ifndef DEDUP_FOUND_H
#define DEDUP_FOUND_H

#include "base.h"
#include "sort.h"

/* Pairs as they are found, packed: lower owner << 32 | higher owner. */
typedef struct {
    uint64_t *packed;
    size_t size, room;
} Found;

static inline Status found_grow(Found *found) {
    /* Memory follows the distinct pairs, not those found: each once first, which shrinks a lot, since
       one pair of copies shares most of its bands; grow if that was little. */
    if (found->size && sort_distinct(found->packed, &found->size) != DONE) return OUT_OF_MEMORY;
    if (found->size <= found->room / 2 && found->room) return DONE;
    size_t room = found->room ? 2 * found->room : 4096;
    if (room > SIZE_MAX / 2 / sizeof *found->packed) return OUT_OF_MEMORY;
    uint64_t *packed = realloc(found->packed, room * sizeof *packed);
    if (packed == NULL) return OUT_OF_MEMORY;
    found->packed = packed;
    found->room = room;
    return DONE;
}

/* Make room for as many as may well be found, so that growing does not sort them again and again. */
static inline Status found_reserve(Found *found, size_t room) {
    if (room > SIZE_MAX / 2 / sizeof *found->packed) return OUT_OF_MEMORY;
    found->packed = malloc(room * sizeof *found->packed);
    if (found->packed == NULL) return OUT_OF_MEMORY;
    found->room = room;
    return DONE;
}

static inline Status found_add(Found *found, uint32_t left, uint32_t right) {
    if (UNLIKELY(found->size == found->room) && found_grow(found) != DONE) return OUT_OF_MEMORY;
    found->packed[found->size++] = (uint64_t)left << 32 | right;
    return DONE;
}

static inline Status unpack(const Found *found, Buffer *pairs) {
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
static inline Status order_capped(Buffer *capped) {
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

/* Hand over what was found, if all went well; free it. */
static inline Status found_finish(Status status, Found *found, Buffer *pairs, Buffer *capped) {
    if (status == DONE) status = sort_distinct(found->packed, &found->size);
    if (status == DONE) status = unpack(found, pairs);
    if (status == DONE) status = order_capped(capped);
    free(found->packed);
    return status;
}

#endif

/* Postings as gaps of a variable number of bytes; postings.c has the form. */
#ifndef DEDUP_POSTINGS_H
#define DEDUP_POSTINGS_H

#include "kernels.h"

/* Read a number before `end`; return 0 if it does not end there or is over 63 bits. */
INLINE int take_number(const uint8_t **at, const uint8_t *end, uint64_t *number) {
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 63 && *at < end; shift += 7) {
        uint8_t byte = *(*at)++;
        value |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80) {
            *number = value;
            return 1;
        }
    }
    return 0;
}

/* Read the head of a run: the next key after `key`, and how many hold it. Each owner takes a byte
   at least, so that a damaged count asks for no wild memory. Return 0 if it is damaged. */
INLINE int take_key(const uint8_t **at, const uint8_t *end, uint64_t *key, uint64_t *count) {
    uint64_t gap;
    *count = 1;
    if (!take_number(at, end, &gap)) return 0;
    *key += gap >> 1;
    if (*key >> 62) return 0;
    if ((gap & 1) && (!take_number(at, end, count) || *count > (uint64_t)(end - *at))) return 0;
    return *count != 0;
}

/* Read owner `number` of a run into `owner`, which holds the one before it. */
INLINE int take_owner(const uint8_t **at, const uint8_t *end, uint64_t number, uint64_t *owner) {
    uint64_t step;
    if (!take_number(at, end, &step) || (number && step == 0)) return 0;
    *owner = number ? *owner + step : step; /* both under 2**63: no overflow */
    return *owner >> 62 == 0;
}

/* Append the key at `begin`, as the gap from `last`, and its owners; the next key is at `next`. */
HIDDEN Status put_key(const uint64_t *keys, const int64_t *owners, size_t count, size_t begin,
                      uint64_t last, Buffer *packed, size_t *next, Fault *fault);

/* Append the postings between two places, gaps counted from `key`; REFUSED without a fault. */
HIDDEN Status unpack_run(const uint8_t *at, const uint8_t *end, uint64_t key, Buffer *keys,
                         Buffer *owners);

#endif

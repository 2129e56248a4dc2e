/* Runs of postings as they are packed, bit by bit; postings.c has the form. */
#ifndef DEDUP_POSTINGS_H
#define DEDUP_POSTINGS_H

#include "kernels.h"

enum {
    LONGEST_UNARY = 16, /* ones before a number that is written in full */
    SIZE_BITS = 6,      /* of what says how many bits such a number has */
    MANY = 8,           /* owners of a key from which on their steps have a width of their own */
    WIDEST = 58         /* low bits of a number, so that it fits in 62 */
};

/* A run that is being read: what its head says, and where its bits are. */
typedef struct {
    const uint8_t *start;
    size_t bits, at; /* all, and those that were read */
    uint64_t keys;
    unsigned gap, owner, step; /* low bits of gaps between keys, of first owners, of steps */
    unsigned own_step;         /* of the steps of the key that is being read */
} Run;

/* The next bits of a run, 57 or more, zeros behind its end. */
INLINE uint64_t peek(const Run *run) {
    size_t byte = run->at >> 3, size = run->bits >> 3;
    uint64_t word = 0;
    if (LIKELY(byte + 8 <= size)) {
        word = read_little64(run->start + byte);
    } else {
        for (size_t i = byte; i < size; i++) word |= (uint64_t)run->start[i] << 8 * (i - byte);
    }
    return word >> (run->at & 7);
}

/* Read a number of up to 63 bits; return 0 if the run ends before. */
INLINE int take_bits(Run *run, unsigned count, uint64_t *number) {
    if (count > run->bits - run->at) return 0;
    unsigned low = count < 32 ? count : 32;
    *number = peek(run) & (((uint64_t)1 << low) - 1);
    run->at += low;
    if (count > low) {
        *number |= (peek(run) & (((uint64_t)1 << (count - low)) - 1)) << low;
        run->at += count - low;
    }
    return 1;
}

/* Read a number whose `low` bits are written as they are; return 0 if the run ends before. */
INLINE int take_number(Run *run, unsigned low, uint64_t *number) {
    uint64_t word = peek(run);
    unsigned ones = lowest_bit(~word | (uint64_t)1 << LONGEST_UNARY);
    if (LIKELY(ones < LONGEST_UNARY && ones + 1 + low <= 57)) {
        size_t size = ones + 1 + low;
        if (size > run->bits - run->at) return 0;
        *number = (uint64_t)ones << low | (word >> (ones + 1) & (((uint64_t)1 << low) - 1));
        run->at += size;
        return 1;
    }
    if (ones == LONGEST_UNARY) {
        uint64_t size;
        if (LONGEST_UNARY > run->bits - run->at) return 0;
        run->at += LONGEST_UNARY;
        return take_bits(run, SIZE_BITS, &size) && take_bits(run, (unsigned)size, number);
    }
    uint64_t rest;
    if (ones + 1 > run->bits - run->at) return 0;
    run->at += ones + 1;
    if (!take_bits(run, low, &rest)) return 0;
    *number = (uint64_t)ones << low | rest;
    return 1;
}

/* Read the head of a key: the next one after `key`, and how many hold it. Each owner takes a bit
   at least, so that a damaged count asks for no wild memory. Return 0 if it is damaged. */
INLINE int take_key(Run *run, uint64_t *key, uint64_t *count) {
    uint64_t gap, step = run->step;
    if (!take_number(run, run->gap, &gap) || !take_number(run, 0, count)) return 0;
    *key += gap; /* under 2**62, and under 2**63: no overflow */
    if (*key >> 62 || ++*count > run->bits - run->at) return 0;
    if (*count >= MANY && !take_bits(run, SIZE_BITS, &step)) return 0;
    run->own_step = (unsigned)step;
    return step <= WIDEST;
}

/* Read owner `number` of a key into `owner`, which holds the one before it. */
INLINE int take_owner(Run *run, uint64_t number, uint64_t *owner) {
    uint64_t step;
    if (!take_number(run, number ? run->own_step : run->owner, &step)) return 0;
    *owner = number ? *owner + step + 1 : step; /* both under 2**63: no overflow */
    return *owner >> 62 == 0;
}

/* Begin to read a run; return 0 if its head is damaged. */
HIDDEN int open_run(const uint8_t *at, const uint8_t *end, Run *run);

/* The place behind the keys that a block takes which begins at `begin`. */
HIDDEN size_t block_end(const uint64_t *keys, size_t count, size_t begin, size_t most);

/* Append the postings between two places, gaps counted from `from`. Keys must ascend from `least`
   and stay under `limit`; where one does not, `wrong` is its place, and there is no fault. */
HIDDEN Status put_run(const uint64_t *keys, const int64_t *owners, size_t begin, size_t end,
                      uint64_t from, uint64_t least, uint64_t limit, Buffer *packed,
                      size_t *wrong, Fault *fault);

/* Append the postings between two places, gaps counted from `key`; REFUSED without a fault. */
HIDDEN Status unpack_run(const uint8_t *at, const uint8_t *end, uint64_t key, Buffer *keys,
                         Buffer *owners);

#endif

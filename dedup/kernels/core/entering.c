/* Words to the numbers that they have in a table which outlives the texts.

   A table is pairs of words of 64 bits: what XXH64 makes of a word; and in one its number plus 1
   below, above it 32 bits of another hash, which a secret goes into. Two words with one number
   would have to agree in both, and the second cannot be forged. A word stands in the first free
   pair from where its hash says. The caller keeps the lock of the interpreter: others read the
   table, too. */
#include "kernels.h"
#include "xxh64.h"

enum { TOGETHER = 32 }; /* words whose pairs are asked for before the first is looked at */

static uint64_t check_of(const uint8_t *at, size_t size, uint64_t secret) {
    uint64_t held = secret ^ size;
    for (size_t done = 0; done < size; done += 8) {
        uint8_t some[8] = {0};
        memcpy(some, at + done, size - done < 8 ? size - done : 8);
        held = (held ^ read_little64(some)) * 0x9E3779B97F4A7C15u;
        held ^= held >> 29;
    }
    return held * 0xC2B2AE3D27D4EB4Fu >> 32;
}

/* Find a word's number, or give it the next; return 0 if the table is full of others. */
INLINE int enter(uint64_t *slots, uint64_t pairs, uint64_t hash, uint64_t check, uint64_t next,
                 uint64_t *number) {
    for (uint64_t tried = 0, slot = hash & (pairs - 1); tried < pairs; tried++) {
        uint64_t held = slots[2 * slot + 1];
        if (held == 0) {
            slots[2 * slot] = hash;
            slots[2 * slot + 1] = check << 32 | (next + 1);
            *number = next;
            return 1;
        }
        if (slots[2 * slot] == hash && held >> 32 == check) {
            *number = (held & UINT32_MAX) - 1;
            return 1;
        }
        slot = (slot + 1) & (pairs - 1);
    }
    return 0;
}

Status enter_words(const uint8_t *normalized, size_t size, const int64_t *bounds, size_t words,
                   const int64_t *places, size_t count, uint64_t *slots, size_t pairs,
                   uint64_t secret, uint64_t known, Buffer *numbers, Buffer *fresh, Fault *fault) {
    if (!pairs || pairs & (pairs - 1) || pairs > UINT32_MAX || known >= pairs ||
        count > pairs - known - 1) {
        return refuse(fault, "%lld words and %lld more do not fit in %lld pairs, a power of two",
                      (long long)known, (long long)count, (long long)pairs, 0);
    }
    if (buffer_reserve_items(numbers, count + 1, sizeof(int64_t)) != DONE) return OUT_OF_MEMORY;
    int64_t *out = numbers->start;
    uint64_t hashes[TOGETHER], checks[TOGETHER], next = known;
    for (size_t begin = 0, some; begin < count; begin += some) {
        some = count - begin < TOGETHER ? count - begin : TOGETHER;
        for (size_t i = 0; i < some; i++) {
            int64_t place = places[begin + i];
            size_t from, to;
            if (place < 0 || (uint64_t)place >= words) {
                return refuse(fault, "place %lld is not in 0 .. %lld", place,
                              (long long)words - 1, 0, 0);
            }
            Status status = row_of(bounds, (size_t)place, size, &from, &to, fault);
            if (status != DONE) return status;
            hashes[i] = xxh64(normalized + from, to - from);
            checks[i] = check_of(normalized + from, to - from, secret);
            PREFETCH(slots + 2 * (hashes[i] & (pairs - 1)));
        }
        for (size_t i = 0; i < some; i++) {
            int64_t at = (int64_t)(begin + i);
            uint64_t number;
            if (!enter(slots, pairs, hashes[i], checks[i], next, &number)) {
                return refuse(fault, "the table of %lld pairs is full", (long long)pairs, 0, 0, 0);
            }
            out[at] = (int64_t)number;
            if (number != next) continue;
            if (buffer_append(fresh, &at, sizeof at) != DONE) return OUT_OF_MEMORY;
            next++;
        }
    }
    numbers->size = count * sizeof(int64_t);
    return DONE;
}

/* Postings in few bytes: who holds which key, sorted, as gaps of a variable number of bytes.

   A block is a run of keys. Each key is the gap from the one before it (from the block's base for
   the first), doubled, plus one if several owners hold it; then, if several, how many; then its
   owners: the first as it is, each next one as the gap. Numbers are written seven bits a byte,
   lowest first, the high bit saying that more follow. */
#include "postings.h"

enum { LONGEST = 10 }; /* bytes of a 64-bit number */

static size_t put_number(uint8_t *at, uint64_t number) {
    size_t size = 0;
    for (; number >= 0x80; number >>= 7) at[size++] = (uint8_t)(number | 0x80);
    at[size++] = (uint8_t)number;
    return size;
}

static Status put_owners(const int64_t *owners, size_t count, Buffer *packed, Fault *fault) {
    if (buffer_reserve(packed, packed->size + (count + 2) * LONGEST) != DONE) return OUT_OF_MEMORY;
    int64_t last = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t owner = owners[i]; /* read once: another thread may write to it */
        if (owner < 0 || (i && owner <= last)) {
            return refuse(fault, "owner %lld after %lld: the owners of a key must ascend from 0",
                          owner, last, 0, 0);
        }
        packed->size += put_number((uint8_t *)packed->start + packed->size,
                                   (uint64_t)(i ? owner - last : owner));
        last = owner;
    }
    return DONE;
}

Status put_key(const uint64_t *keys, const int64_t *owners, size_t count, size_t begin,
               uint64_t last, Buffer *packed, size_t *next, Fault *fault) {
    uint64_t key = keys[begin];
    size_t end = begin + 1;
    while (end < count && keys[end] == key) end++;
    if (key >> 62 || key < last) {
        return refuse(fault, "posting %lld: keys must ascend and stay under 2**62",
                      (long long)begin, 0, 0, 0);
    }
    if (buffer_reserve(packed, packed->size + 2 * LONGEST) != DONE) return OUT_OF_MEMORY;
    uint8_t *start = packed->start;
    packed->size += put_number(start + packed->size, (key - last) << 1 | (end - begin > 1));
    if (end - begin > 1) packed->size += put_number(start + packed->size, end - begin);
    *next = end;
    return put_owners(owners + begin, end - begin, packed, fault);
}

Status pack_postings(const uint64_t *keys, const int64_t *owners, size_t count, size_t most,
                     Buffer *packed, Buffer *first, Buffer *offsets, Fault *fault) {
    size_t begin = 0, next, in_block = 0;
    uint64_t last = 0;
    Status status = DONE;
    while (begin < count && status == DONE) {
        uint64_t key = keys[begin];
        if (begin && key <= last) last = UINT64_MAX; /* put_key refuses it */
        else if (begin == 0 || in_block >= most) {
            int64_t place = (int64_t)begin, at = (int64_t)packed->size;
            if (buffer_append(first, &place, sizeof place) != DONE ||
                buffer_append(offsets, &at, sizeof at) != DONE) {
                return OUT_OF_MEMORY;
            }
            last = key;
            in_block = 0;
        }
        status = put_key(keys, owners, count, begin, last, packed, &next, fault);
        if (status != DONE) return status;
        in_block += next - begin;
        last = key;
        begin = next;
    }
    int64_t at = (int64_t)packed->size;
    return buffer_append(offsets, &at, sizeof at);
}

Status unpack_run(const uint8_t *at, const uint8_t *end, uint64_t key, Buffer *keys,
                  Buffer *owners) {
    while (at < end) {
        uint64_t count, owner = 0;
        if (!take_key(&at, end, &key, &count)) return REFUSED;
        if (buffer_reserve(keys, keys->size + count * sizeof key) != DONE ||
            buffer_reserve(owners, owners->size + count * sizeof owner) != DONE) {
            return OUT_OF_MEMORY;
        }
        uint64_t *key_at = (uint64_t *)(void *)((char *)keys->start + keys->size);
        uint64_t *owner_at = (uint64_t *)(void *)((char *)owners->start + owners->size);
        for (uint64_t i = 0; i < count; i++) {
            if (!take_owner(&at, end, i, &owner)) return REFUSED;
            key_at[i] = key;
            owner_at[i] = owner;
        }
        keys->size += count * sizeof key;
        owners->size += count * sizeof owner;
    }
    return DONE;
}

Status unpack_postings(const uint8_t *packed, size_t size, const int64_t *offsets,
                       const uint64_t *bases, size_t blocks, Buffer *keys, Buffer *owners,
                       Buffer *first, Fault *fault) {
    int64_t total = 0;
    Status status = buffer_append(first, &total, sizeof total);
    for (size_t block = 0; block < blocks && status == DONE; block++) {
        size_t begin, end;
        status = row_of(offsets, block, size, &begin, &end, fault);
        if (status != DONE) return status;
        uint64_t base = bases[block];
        status = base >> 62 ? REFUSED
                            : unpack_run(packed + begin, packed + end, base, keys, owners);
        if (status == REFUSED) {
            return refuse(fault, "block %lld of postings is damaged", (long long)block, 0, 0, 0);
        }
        total = (int64_t)(keys->size / sizeof(uint64_t));
        if (status == DONE) status = buffer_append(first, &total, sizeof total);
    }
    return status;
}

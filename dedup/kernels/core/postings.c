/* Postings in few bits: who holds which key, sorted, as gaps.

   A run begins with how many keys it has, seven bits a byte, lowest first, the high bit saying that
   more follow; three bytes say how many low bits of gaps, of first owners and of steps are written
   as they are. Then come bits, the lowest of each byte first. A key is the gap from the one before
   it (from the run's base for the first), how many hold it, less one, and its owners: the first as
   it is, each next one as the step from the one before, less one. Of MANY owners and more the steps
   have a width of their own, six bits before the first owner.

   A number is what is above its low bits as so many ones and a zero, then its low bits (Golomb,
   "Run-length encodings", 1966). Where that would be sixteen ones or more, sixteen are followed by
   its size in six bits, and by itself. Widths are those that make a run shortest, as far as the
   sizes of its numbers tell. A run without keys has no bytes. */
#include "postings.h"

enum { LONGEST = 12, SIZES = 64 }; /* bytes of a number; sizes of numbers in bits */

typedef struct {
    uint64_t counts[SIZES];
} Sizes;

INLINE unsigned size_of(uint64_t number) { return number ? highest_bit(number) + 1 : 0; }

/* Twice the bits of a number of `size` with `low` bits as they are, in the mean. */
static uint64_t cost_of(unsigned size, unsigned low) {
    static const unsigned above[] = {0, 2, 5, 11, 23}; /* twice the ones before its zero */
    unsigned over = size > low ? size - low : 0;
    return over < 5 ? 2 * (low + 1) + above[over] : 2 * (LONGEST_UNARY + SIZE_BITS + size);
}

/* How many low bits to write as they are: what costs least, the fewest of those. */
static unsigned best_width(const Sizes *sizes) {
    unsigned most = SIZES, smallest = 0, best = 0;
    uint64_t least = UINT64_MAX;
    while (most && !sizes->counts[most - 1]) most--;
    while (smallest < most && !sizes->counts[smallest]) smallest++;
    /* With fewer low bits than the smallest has, less four, all numbers would be written in full. */
    for (unsigned low = smallest > 4 ? smallest - 4 : 0; low <= WIDEST && low < most; low++) {
        uint64_t cost = 0;
        for (unsigned size = smallest; size < most; size++) {
            cost += sizes->counts[size] * cost_of(size, low);
        }
        if (cost < least) {
            least = cost;
            best = low;
        }
    }
    return best;
}

/* Bits that are being written behind a buffer, which has room for them. */
typedef struct {
    uint8_t *at;
    uint64_t held;
    unsigned bits; /* held, under 8 */
} Writer;

/* Write up to 56 bits. */
INLINE void put_bits(Writer *writer, uint64_t number, unsigned count) {
    writer->held |= number << writer->bits;
    unsigned bits = writer->bits + count;
    for (int i = 0; i < 8; i++) writer->at[i] = (uint8_t)(writer->held >> 8 * i);
    writer->at += bits >> 3;
    writer->held = bits < 64 ? writer->held >> (bits & ~7u) : 0;
    writer->bits = bits & 7;
}

INLINE void put_number(Writer *writer, uint64_t number, unsigned low) {
    uint64_t above = number >> low;
    if (LIKELY(above < LONGEST_UNARY)) {
        put_bits(writer, ((uint64_t)1 << above) - 1, (unsigned)above + 1);
        if (low > 32) put_bits(writer, number & 0xFFFFFFFF, 32);
        unsigned left = low > 32 ? low - 32 : low;
        put_bits(writer, (low > 32 ? number >> 32 : number) & (((uint64_t)1 << left) - 1), left);
        return;
    }
    unsigned size = size_of(number);
    put_bits(writer, ((uint64_t)1 << LONGEST_UNARY) - 1, LONGEST_UNARY);
    put_bits(writer, size & (SIZES - 1), SIZE_BITS);
    put_bits(writer, number & 0xFFFFFFFF, size < 32 ? size : 32);
    if (size > 32) put_bits(writer, number >> 32, size - 32);
}

static size_t key_end(const uint64_t *keys, size_t end, size_t begin) {
    uint64_t key = keys[begin];
    do begin++;
    while (begin < end && keys[begin] == key);
    return begin;
}

size_t block_end(const uint64_t *keys, size_t count, size_t begin, size_t most) {
    size_t end = begin;
    while (end < count && end - begin < most) end = key_end(keys, count, end);
    return end;
}

static Status check_owners(const int64_t *owners, size_t begin, size_t end, Fault *fault) {
    int64_t last = 0;
    for (size_t i = begin; i < end; i++) {
        int64_t owner = owners[i];
        if (owner < 0 || owner >> 62 || (i > begin && owner <= last)) {
            return refuse(fault, "owner %lld after %lld: the owners of a key must ascend from 0, "
                          "under 2**62", owner, last, 0, 0);
        }
        last = owner;
    }
    return DONE;
}

INLINE void count_steps(const int64_t *owners, size_t begin, size_t end, Sizes *steps) {
    for (size_t i = begin + 1; i < end; i++) {
        uint64_t step = (uint64_t)(owners[i] - owners[i - 1] - 1) & (((uint64_t)1 << 62) - 1);
        steps->counts[size_of(step)]++;
    }
}

/* What a run is written with: how many keys it has, and the sizes of its numbers. */
typedef struct {
    uint64_t keys;
    Sizes gaps, owners, steps;
} Measures;

static Status measure(const uint64_t *keys, const int64_t *owners, size_t begin, size_t end,
                      uint64_t from, uint64_t least, uint64_t limit, Measures *found,
                      size_t *wrong, Fault *fault) {
    for (size_t at = begin, next; at < end; at = next) {
        uint64_t key = keys[at];
        next = key_end(keys, end, at);
        if (key < least || key >= limit) {
            *wrong = at;
            return REFUSED;
        }
        if (check_owners(owners, at, next, fault) != DONE) return REFUSED;
        found->keys++;
        found->gaps.counts[size_of((key - from) & (((uint64_t)1 << 62) - 1))]++;
        found->owners.counts[size_of((uint64_t)owners[at] & (((uint64_t)1 << 62) - 1))]++;
        if (next - at < MANY) count_steps(owners, at, next, &found->steps);
        from = key;
        least = key + 1;
    }
    return DONE;
}

/* Numbers may have changed since they were measured, by another thread: whatever they are now, no
   more is written than there is room for. */
static void write_key(Writer *writer, const int64_t *owners, size_t begin, size_t end,
                      const unsigned *widths) {
    unsigned width = widths[2];
    put_number(writer, end - begin - 1, 0);
    if (end - begin >= MANY) {
        Sizes own = {{0}};
        count_steps(owners, begin, end, &own);
        width = best_width(&own);
        put_bits(writer, width, SIZE_BITS);
    }
    put_number(writer, (uint64_t)owners[begin], widths[1]);
    for (size_t i = begin + 1; i < end; i++) {
        put_number(writer, (uint64_t)(owners[i] - owners[i - 1] - 1), width);
    }
}

static Status write_head(const Measures *measures, Buffer *packed, unsigned *widths) {
    uint8_t head[LONGEST];
    size_t size = 0;
    uint64_t keys = measures->keys;
    for (; keys >= 0x80; keys >>= 7) head[size++] = (uint8_t)(keys | 0x80);
    head[size++] = (uint8_t)keys;
    const Sizes *sizes[] = {&measures->gaps, &measures->owners, &measures->steps};
    for (int i = 0; i < 3; i++) {
        widths[i] = best_width(sizes[i]);
        if (buffer_append(packed, head, size) != DONE) return OUT_OF_MEMORY;
        head[0] = (uint8_t)widths[i];
        size = 1;
    }
    return buffer_append(packed, head, size);
}

Status put_run(const uint64_t *keys, const int64_t *owners, size_t begin, size_t end,
               uint64_t from, uint64_t least, uint64_t limit, Buffer *packed, size_t *wrong,
               Fault *fault) {
    Measures measures = {0};
    unsigned widths[3];
    *wrong = SIZE_MAX;
    Status status = measure(keys, owners, begin, end, from, least, limit, &measures, wrong, fault);
    if (status != DONE || begin == end) return status;
    if (write_head(&measures, packed, widths) != DONE) return OUT_OF_MEMORY;
    Writer writer = {NULL, 0, 0};
    for (size_t at = begin, next; at < end; at = next) {
        uint64_t key = keys[at];
        next = key_end(keys, end, at);
        if (next - at > SIZE_MAX / (2 * LONGEST) ||
            buffer_reserve(packed, packed->size + (next - at + 4) * LONGEST) != DONE) {
            return OUT_OF_MEMORY;
        }
        writer.at = (uint8_t *)packed->start + packed->size;
        put_number(&writer, key - from, widths[0]);
        write_key(&writer, owners, at, next, widths);
        packed->size = (size_t)(writer.at - (uint8_t *)packed->start);
        from = key;
    }
    packed->size += writer.bits > 0; /* the last byte, which is written already */
    return DONE;
}

Status pack_postings(const uint64_t *keys, const int64_t *owners, size_t count,
                     const int64_t *first, size_t rows, Buffer *packed, Buffer *offsets,
                     Fault *fault) {
    int64_t at = 0;
    Status status = buffer_append(offsets, &at, sizeof at);
    for (size_t row = 0; row < rows && status == DONE; row++) {
        size_t begin, end, wrong = SIZE_MAX;
        status = row_of(first, row, count, &begin, &end, fault);
        if (status != DONE) return status;
        status = put_run(keys, owners, begin, end, 0, 0, (uint64_t)1 << 62, packed, &wrong, fault);
        if (status == REFUSED && wrong != SIZE_MAX) {
            return refuse(fault, "posting %lld: the keys of a run must ascend and stay under 2**62",
                          (long long)wrong, 0, 0, 0);
        }
        at = (int64_t)packed->size;
        if (status == DONE) status = buffer_append(offsets, &at, sizeof at);
    }
    return status;
}

int open_run(const uint8_t *at, const uint8_t *end, Run *run) {
    memset(run, 0, sizeof *run);
    if (at == end) return 1;
    for (unsigned shift = 0;; shift += 7) {
        if (at == end || shift > 56) return 0;
        run->keys |= (uint64_t)(*at & 0x7F) << shift;
        if (*at++ < 0x80) break;
    }
    if (end - at < 3) return 0;
    run->gap = at[0];
    run->owner = at[1];
    run->step = at[2];
    run->start = at + 3;
    run->bits = (size_t)(end - run->start) * 8;
    return run->gap <= WIDEST && run->owner <= WIDEST && run->step <= WIDEST &&
           run->keys <= run->bits;
}

Status unpack_run(const uint8_t *at, const uint8_t *end, uint64_t key, Buffer *keys,
                  Buffer *owners) {
    Run run;
    if (!open_run(at, end, &run)) return REFUSED;
    for (uint64_t i = 0; i < run.keys; i++) {
        uint64_t count, owner = 0;
        if (!take_key(&run, &key, &count)) return REFUSED;
        if (buffer_reserve(keys, keys->size + count * sizeof key) != DONE ||
            buffer_reserve(owners, owners->size + count * sizeof owner) != DONE) {
            return OUT_OF_MEMORY;
        }
        uint64_t *key_at = (uint64_t *)(void *)((char *)keys->start + keys->size);
        uint64_t *owner_at = (uint64_t *)(void *)((char *)owners->start + owners->size);
        for (uint64_t holder = 0; holder < count; holder++) {
            if (!take_owner(&run, holder, &owner)) return REFUSED;
            key_at[holder] = key;
            owner_at[holder] = owner;
        }
        keys->size += count * sizeof key;
        owners->size += count * sizeof owner;
    }
    return DONE;
}

Status unpack_postings(const uint8_t *packed, size_t size, const int64_t *offsets, size_t runs,
                       Buffer *keys, Buffer *owners, Buffer *first, Fault *fault) {
    int64_t total = 0;
    Status status = buffer_append(first, &total, sizeof total);
    if (size == 0) packed = (const uint8_t *)""; /* NULL has no places, not even its begin */
    for (size_t run = 0; run < runs && status == DONE; run++) {
        size_t begin, end;
        status = row_of(offsets, run, size, &begin, &end, fault);
        if (status != DONE) return status;
        status = unpack_run(packed + begin, packed + end, 0, keys, owners);
        if (status == REFUSED) {
            return refuse(fault, "run %lld of postings is damaged", (long long)run, 0, 0, 0);
        }
        total = (int64_t)(keys->size / sizeof(uint64_t));
        if (status == DONE) status = buffer_append(first, &total, sizeof total);
    }
    return status;
}

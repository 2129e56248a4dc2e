/* What every kernel needs: attributes, memory that grows, and the two ways to fail. */
#ifndef DEDUP_BASE_H
#define DEDUP_BASE_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__GNUC__)
#define HIDDEN __attribute__((visibility("hidden")))
#define INLINE static inline __attribute__((always_inline))
#define LIKELY(condition) __builtin_expect(!!(condition), 1)
#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)
#define PREFETCH(at) __builtin_prefetch(at)
#elif defined(_MSC_VER)
#define HIDDEN
#define INLINE static __forceinline
#define LIKELY(condition) (condition)
#define UNLIKELY(condition) (condition)
#define PREFETCH(at) ((void)(at))
#else
#define HIDDEN
#define INLINE static inline
#define LIKELY(condition) (condition)
#define UNLIKELY(condition) (condition)
#define PREFETCH(at) ((void)(at))
#endif

/* Read little-endian words, wherever they stand and whatever the machine is. */
INLINE uint64_t read_little64(const uint8_t *at) {
    uint64_t value;
    memcpy(&value, at, sizeof value);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    value = __builtin_bswap64(value);
#endif
    return value;
}

INLINE uint32_t read_little32(const uint8_t *at) {
    uint32_t value;
    memcpy(&value, at, sizeof value);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    value = __builtin_bswap32(value);
#endif
    return value;
}

/* A condition as 0 or 1, which a compiler does not turn into a branch. */
INLINE size_t as_number(int condition) {
    size_t number = (size_t)condition;
#if defined(__GNUC__)
    __asm__("" : "+r"(number));
#endif
    return number;
}

/* The place of the lowest bit of `bits`, which are not all zero. */
INLINE unsigned lowest_bit(uint64_t bits) {
#if defined(__GNUC__)
    return (unsigned)__builtin_ctzll(bits);
#else
    unsigned place = 0;
    for (; !(bits & 1); bits >>= 1) place++;
    return place;
#endif
}

/* The place of the highest bit of `bits`, which are not all zero. */
INLINE unsigned highest_bit(uint64_t bits) {
#if defined(__GNUC__)
    return 63 - (unsigned)__builtin_clzll(bits);
#else
    unsigned place = 0;
    for (; bits >>= 1;) place++;
    return place;
#endif
}

/* What a kernel returns. Kernels run without the GIL, so they cannot raise: a door
   turns the status and the Fault beside it into an exception. */
typedef enum { DONE = 0, OUT_OF_MEMORY, REFUSED } Status;

/* Why an argument was refused: the words of the message, and the numbers that go into them. */
typedef struct {
    const char *message; /* with up to four %lld */
    long long values[4];
} Fault;

static inline Status refuse(Fault *fault, const char *message, long long a, long long b,
                            long long c, long long d) {
    fault->message = message;
    fault->values[0] = a;
    fault->values[1] = b;
    fault->values[2] = c;
    fault->values[3] = d;
    return REFUSED;
}

/* Memory that grows. `room` and `size` count bytes. */
typedef struct {
    void *start;
    size_t size, room;
} Buffer;

/* Make room for `wanted` bytes in all; at least doubles, so that growing costs linear time. */
static inline Status buffer_reserve(Buffer *buffer, size_t wanted) {
    if (LIKELY(wanted <= buffer->room)) return DONE;
    size_t room = buffer->room > SIZE_MAX / 2 ? wanted : buffer->room * 2;
    if (room < wanted) room = wanted;
    void *start = realloc(buffer->start, room);
    if (start == NULL) return OUT_OF_MEMORY;
    buffer->start = start;
    buffer->room = room;
    return DONE;
}

/* The same for `count` items of `width` bytes, safe from overflow. */
static inline Status buffer_reserve_items(Buffer *buffer, size_t count, size_t width) {
    if (count > (SIZE_MAX >> 1) / width) return OUT_OF_MEMORY;
    return buffer_reserve(buffer, count * width);
}

static inline Status buffer_append(Buffer *buffer, const void *item, size_t width) {
    if (UNLIKELY(buffer_reserve(buffer, buffer->size + width) != DONE)) return OUT_OF_MEMORY;
    memcpy((char *)buffer->start + buffer->size, item, width);
    buffer->size += width;
    return DONE;
}

static inline Status buffer_append_all(Buffer *buffer, const Buffer *more) {
    return more->size ? buffer_append(buffer, more->start, more->size) : DONE;
}

static inline void buffer_free(Buffer *buffer) {
    free(buffer->start);
    buffer->start = NULL;
    buffer->size = buffer->room = 0;
}

static inline void buffers_free(Buffer *buffers, size_t count) {
    for (size_t i = 0; i < count; i++) buffer_free(&buffers[i]);
}

/* A row of a ragged array. The offsets are read once and checked where they are used: another
   thread may write to them while the GIL is released. */
static inline Status row_of(const int64_t *first, size_t row, size_t total, size_t *begin,
                            size_t *end, Fault *fault) {
    int64_t from = first[row], to = first[row + 1];
    if (from < 0 || to < from || (uint64_t)to > total) {
        return refuse(fault,
                      "offsets %lld and %lld of row %lld do not partition %lld items; "
                      "pass n + 1 ascending offsets from 0",
                      from, to, (long long)row, (long long)total);
    }
    *begin = (size_t)from;
    *end = (size_t)to;
    return DONE;
}

#endif

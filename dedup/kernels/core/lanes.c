/* One source, several instruction sets: lanes_body.h compiled for each. */
#include "lanes.h"

#include "xxh64.h"

#if defined(__GNUC__) && defined(__x86_64__)
#include <immintrin.h>
#endif

/* The length of a shingle, as far as it matters: long ones are few. */
INLINE size_t shingle_class(int64_t from, int64_t to) {
    size_t length = (size_t)(to - 1 - from);
    return length < 63 ? length : 63;
}

INLINE uint32_t lesser(uint32_t one, uint32_t other) { return one < other ? one : other; }

/* What ends a stretch of plain characters in a string of JSON. */
INLINE uint8_t is_special(uint8_t byte) {
    return (byte < 0x20) | (byte == '"') | (byte == '\\') | (byte >= 0x7F);
}

enum { SHINGLES_AT_ONCE = 1024 }; /* shingles that are hashed, and their places kept, in one go */

#define TARGET
#if defined(__SSE2__)
#define LANES_BITS 128
#else
#define LANES_BITS 0
#endif
#define LANES(name) name##_baseline
#define LANES_NAME "baseline"
#include "lanes_words.h"
#include "lanes_xxh64.h"
#include "lanes_sets.h"
#include "lanes_body.h"
#undef TARGET
#undef LANES_BITS
#undef LANES
#undef LANES_NAME

#if defined(__GNUC__) && defined(__x86_64__)

#define TARGET __attribute__((target("avx2,bmi,bmi2,popcnt")))
#define LANES_BITS 256
#define LANES(name) name##_avx2
#define LANES_NAME "avx2"
#include "lanes_words.h"
#include "lanes_xxh64.h"
#include "lanes_sets.h"
#include "lanes_body.h"
#undef TARGET
#undef LANES_BITS
#undef LANES
#undef LANES_NAME

/* Compilers prefer vectors of 256 bits even here, because processors of 2017 slowed down on longer
   ones. A Zen 4, which splits them in two, is 4% faster with 512. */
#if defined(__clang__)
#define TARGET __attribute__((target("avx2,bmi,bmi2,avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,popcnt")))
#else
#define TARGET                                                                      \
    __attribute__((target("avx2,bmi,bmi2,avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,popcnt," \
                          "prefer-vector-width=512")))
#endif
#define LANES_BITS 512
#define LANES(name) name##_avx512
#define LANES_NAME "avx512"
#include "lanes_words.h"
#include "lanes_xxh64.h"
#include "lanes_sets.h"
#include "lanes_body.h"
#undef TARGET
#undef LANES_BITS
#undef LANES
#undef LANES_NAME

const Lanes *const *lanes_available(void) {
    static const Lanes *available[4];
    size_t count = 0;
    available[count++] = &lanes_baseline;
    __builtin_cpu_init();
    int avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
               __builtin_cpu_supports("bmi2");
    int avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                 __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
                 __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2");
    if (avx2) {
        fill_squeezed_avx2();
        available[count++] = &lanes_avx2;
    }
    if (avx512) available[count++] = &lanes_avx512;
    available[count] = NULL;
    return available;
}

#else

const Lanes *const *lanes_available(void) {
    static const Lanes *const available[] = {&lanes_baseline, NULL};
    return available;
}

#endif

/* Included by lanes.c, once for each instruction set: XXH64 of shingles.

   With vectors, as xxh64.h has it of one input, in the order of the text, several at a time: every
   step is taken for all of them, and kept for those that are long enough. So nothing branches on
   lengths, which a processor cannot foresee. */

#if LANES_BITS >= 256

enum { LANES(WIDE) = LANES_BITS / 64 };
typedef uint64_t LANES(Vector) __attribute__((vector_size(LANES_BITS / 8)));
typedef LANES(Vector) LANES(Loose) __attribute__((aligned(8)));

#if LANES_BITS == 512
typedef __mmask8 LANES(Choice);
#define VECTOR(value) ((LANES(Vector))(value))
#define PLAIN(value) ((__m512i)(value))
#define CHOOSE(choice, yes, no) VECTOR(_mm512_mask_blend_epi64(choice, PLAIN(no), PLAIN(yes)))
#define OVER(value, least) \
    _mm512_cmpgt_epu64_mask(PLAIN(value), _mm512_set1_epi64((long long)(least)))
#define ROTATED(value, by) VECTOR(_mm512_rol_epi64(PLAIN(value), by))

/* 32 bytes from each place: words[k] of all of them. */
TARGET INLINE void LANES(read_rows)(const uint8_t *text, LANES(Vector) places, LANES(Vector) *words) {
    __m512i pairs[4];
    for (int i = 0; i < 4; i++) {
        const void *low = text + places[i], *high = text + places[i + 4];
        pairs[i] = _mm512_inserti64x4(_mm512_castsi256_si512(_mm256_loadu_si256(low)),
                                      _mm256_loadu_si256(high), 1);
    }
    const __m512i lower = _mm512_set_epi64(13, 12, 5, 4, 9, 8, 1, 0);
    const __m512i upper = _mm512_set_epi64(15, 14, 7, 6, 11, 10, 3, 2);
    __m512i even = _mm512_unpacklo_epi64(pairs[0], pairs[1]);
    __m512i odd = _mm512_unpackhi_epi64(pairs[0], pairs[1]);
    __m512i even_2 = _mm512_unpacklo_epi64(pairs[2], pairs[3]);
    __m512i odd_2 = _mm512_unpackhi_epi64(pairs[2], pairs[3]);
    words[0] = VECTOR(_mm512_permutex2var_epi64(even, lower, even_2));
    words[1] = VECTOR(_mm512_permutex2var_epi64(odd, lower, odd_2));
    words[2] = VECTOR(_mm512_permutex2var_epi64(even, upper, even_2));
    words[3] = VECTOR(_mm512_permutex2var_epi64(odd, upper, odd_2));
}
#else
typedef __m256i LANES(Choice);
#define VECTOR(value) ((LANES(Vector))(value))
#define PLAIN(value) ((__m256i)(value))
#define CHOOSE(choice, yes, no) VECTOR(_mm256_blendv_epi8(PLAIN(no), PLAIN(yes), choice))
#define OVER(value, least) \
    _mm256_cmpgt_epi64(PLAIN(value), _mm256_set1_epi64x((long long)(least)))
#define ROTATED(value, by) ((value) << (by) | (value) >> (64 - (by)))

TARGET INLINE void LANES(read_rows)(const uint8_t *text, LANES(Vector) places, LANES(Vector) *words) {
    __m256i rows[4];
    for (int i = 0; i < 4; i++) rows[i] = _mm256_loadu_si256((const void *)(text + places[i]));
    __m256i even = _mm256_unpacklo_epi64(rows[0], rows[1]);
    __m256i odd = _mm256_unpackhi_epi64(rows[0], rows[1]);
    __m256i even_2 = _mm256_unpacklo_epi64(rows[2], rows[3]);
    __m256i odd_2 = _mm256_unpackhi_epi64(rows[2], rows[3]);
    words[0] = VECTOR(_mm256_permute2x128_si256(even, even_2, 0x20));
    words[1] = VECTOR(_mm256_permute2x128_si256(odd, odd_2, 0x20));
    words[2] = VECTOR(_mm256_permute2x128_si256(even, even_2, 0x31));
    words[3] = VECTOR(_mm256_permute2x128_si256(odd, odd_2, 0x31));
}
#endif

#define AT(numbers) (*(LANES(Loose) *)(void *)(uintptr_t)(numbers))
#define ROUND(lane, input) (ROTATED((lane) + (input) * XXH_PRIME_2, 31) * XXH_PRIME_1)
#define STEP_8(hash, input) \
    (ROTATED((hash) ^ ROUND(zero, input), 27) * XXH_PRIME_1 + XXH_PRIME_4)
#define STEP_4(hash, input) (ROTATED((hash) ^ (input) * XXH_PRIME_1, 23) * XXH_PRIME_2 + XXH_PRIME_3)
#define STEP_1(hash, input) (ROTATED((hash) ^ (input) * XXH_PRIME_5, 11) * XXH_PRIME_1)
#define MERGE(hash, lane) (((hash) ^ ROUND(zero, lane)) * XXH_PRIME_1 + XXH_PRIME_4)

/* The stripe of 32 bytes at each place, from the beginning of an input. */
TARGET INLINE LANES(Vector) LANES(stripe)(const uint8_t *text, LANES(Vector) places) {
    const LANES(Vector) zero = {0};
    LANES(Vector) words[4];
    LANES(read_rows)(text, places, words);
    LANES(Vector) a = ROUND(zero + (XXH_PRIME_1 + XXH_PRIME_2), words[0]);
    LANES(Vector) b = ROUND(zero + XXH_PRIME_2, words[1]);
    LANES(Vector) c = ROUND(zero, words[2]);
    LANES(Vector) d = ROUND(zero - XXH_PRIME_1, words[3]);
    LANES(Vector) hash = ROTATED(a, 1) + ROTATED(b, 7) + ROTATED(c, 12) + ROTATED(d, 18);
    hash = MERGE(hash, a);
    hash = MERGE(hash, b);
    hash = MERGE(hash, c);
    return MERGE(hash, d);
}

/* What comes after the stripes: the last `left` < 32 bytes, which begin at `places`. Two vectors in
   step, because each waits for its multiplications most of the time. */
#define BOTH for (int k = 0; k < 2; k++)
TARGET INLINE void LANES(finish)(const uint8_t *text, const LANES(Vector) *places,
                                 LANES(Vector) *left, LANES(Vector) *hash) {
    const LANES(Vector) zero = {0};
    LANES(Vector) words[2][4], rest[2];
    BOTH LANES(read_rows)(text, places[k], words[k]);
    BOTH rest[k] = words[k][0];
    for (int word = 0; word < 3; word++) {
        LANES(Choice) goes_on[2];
        BOTH goes_on[k] = OVER(left[k], 8 * word + 7);
        BOTH hash[k] = CHOOSE(goes_on[k], STEP_8(hash[k], words[k][word]), hash[k]);
        BOTH rest[k] = CHOOSE(goes_on[k], words[k][word + 1], rest[k]);
    }
    LANES(Choice) half[2];
    BOTH half[k] = OVER(left[k] & 4, 0);
    BOTH hash[k] = CHOOSE(half[k], STEP_4(hash[k], rest[k] & 0xFFFFFFFF), hash[k]);
    BOTH rest[k] = CHOOSE(half[k], rest[k] >> 32, rest[k]);
    BOTH left[k] &= 3;
    BOTH hash[k] = CHOOSE(OVER(left[k], 0), STEP_1(hash[k], rest[k] & 0xFF), hash[k]);
    BOTH hash[k] = CHOOSE(OVER(left[k], 1), STEP_1(hash[k], rest[k] >> 8 & 0xFF), hash[k]);
    BOTH hash[k] = CHOOSE(OVER(left[k], 2), STEP_1(hash[k], rest[k] >> 16 & 0xFF), hash[k]);
    BOTH hash[k] = (hash[k] ^ hash[k] >> 33) * XXH_PRIME_2;
    BOTH hash[k] = (hash[k] ^ hash[k] >> 29) * XXH_PRIME_3;
    BOTH hash[k] ^= hash[k] >> 32;
}

/* The hashes after the stripes of those inputs that have one, by input; others are left alone. */
TARGET INLINE void LANES(hash_stripes)(const uint8_t *text, const int64_t *from, const int64_t *to,
                                       size_t count, uint64_t *hashes) {
    enum { WIDE = LANES(WIDE) };
    uint16_t chosen[SHINGLES_AT_ONCE + WIDE];
    size_t size = 0;
    for (size_t i = 0; i < count; i++) {
        chosen[size] = (uint16_t)i;
        size += to[i] - 1 - from[i] >= 32;
    }
    for (size_t k = size; k % WIDE; k++) chosen[k] = chosen[size - 1]; /* fill up the last few */
    for (size_t k = 0; k < size; k += WIDE) {
        LANES(Vector) places, found;
        int64_t longest = 0;
        for (int lane = 0; lane < WIDE; lane++) {
            size_t i = chosen[k + lane];
            places[lane] = (uint64_t)from[i];
            longest |= to[i] - 1 - from[i];
        }
        found = LANES(stripe)(text, places);
        for (int lane = 0; lane < WIDE; lane++) hashes[chosen[k + lane]] = found[lane];
        if (LIKELY(longest < 64)) continue;
        for (int lane = 0; lane < WIDE; lane++) {
            size_t i = chosen[k + lane];
            hashes[i] = xxh_stripes(text + from[i], (size_t)(to[i] - 1 - from[i]) / 32);
        }
    }
}

TARGET static void LANES(hash_shingles)(const uint8_t *text, size_t size, const int64_t *bounds,
                                        size_t width, size_t count, uint64_t *hashes) {
    enum { WIDE = LANES(WIDE), TWICE = 2 * WIDE };
    const LANES(Vector) zero = {0};
    uint64_t striped[SHINGLES_AT_ONCE];
    for (size_t begin = 0; begin < count; begin += SHINGLES_AT_ONCE) {
        size_t some = count - begin < SHINGLES_AT_ONCE ? count - begin : SHINGLES_AT_ONCE;
        const int64_t *from = bounds + begin, *to = from + width;
        size_t i = 0;
        LANES(hash_stripes)(text, from, to, some, striped);
        while (i < some && some >= TWICE) {
            if (some - i < TWICE) i = some - TWICE; /* the last few: some of them once more */
            if (UNLIKELY((uint64_t)to[i + TWICE - 1] + 31 > size)) break;
            LANES(Vector) places[2], left[2], hash[2];
            BOTH places[k] = AT(from + i + k * WIDE);
            BOTH left[k] = AT(to + i + k * WIDE) - 1 - places[k];
            BOTH hash[k] = CHOOSE(OVER(left[k], 31), AT(striped + i + k * WIDE), zero + XXH_PRIME_5);
            BOTH hash[k] += left[k];
            BOTH places[k] += left[k] & ~(uint64_t)31;
            BOTH left[k] &= 31;
            LANES(finish)(text, places, left, hash);
            BOTH AT(hashes + begin + i + k * WIDE) = hash[k];
            i += TWICE;
        }
        for (; i < some; i++) {
            hashes[begin + i] = xxh64(text + from[i], (size_t)(to[i] - 1 - from[i]));
        }
    }
}

#undef AT
#undef BOTH
#undef VECTOR
#undef PLAIN
#undef CHOOSE
#undef OVER
#undef ROTATED
#undef ROUND
#undef STEP_8
#undef STEP_4
#undef STEP_1
#undef MERGE

#else

TARGET static void LANES(hash_shingles)(const uint8_t *text, size_t size, const int64_t *bounds,
                                        size_t width, size_t count, uint64_t *hashes) {
    /* In the order of their lengths: a processor cannot foresee lengths that come as in a text, and
       each wrong guess costs as much as the hash: 12 ns a shingle against 18 without branches. */
    enum { LENGTHS = 64 };
    uint16_t order[SHINGLES_AT_ONCE];
    (void)size;
    for (size_t begin = 0; begin < count; begin += SHINGLES_AT_ONCE) {
        size_t some = count - begin < SHINGLES_AT_ONCE ? count - begin : SHINGLES_AT_ONCE;
        const int64_t *from = bounds + begin, *to = from + width;
        uint16_t places[LENGTHS + 1] = {0};
        for (size_t i = 0; i < some; i++) places[shingle_class(from[i], to[i]) + 1]++;
        for (size_t i = 1; i <= LENGTHS; i++) places[i] = (uint16_t)(places[i] + places[i - 1]);
        for (size_t i = 0; i < some; i++) {
            order[places[shingle_class(from[i], to[i])]++] = (uint16_t)i;
        }
        for (size_t k = 0; k < some; k++) {
            size_t i = order[k];
            hashes[begin + i] = xxh64(text + from[i], (size_t)(to[i] - 1 - from[i]));
        }
    }
}
#endif

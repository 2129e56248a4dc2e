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

#define GATHERED(choice, value) VECTOR(_mm512_maskz_compress_epi64(choice, PLAIN(value)))
#define SPREAD(choice, value) VECTOR(_mm512_maskz_expand_epi64(choice, PLAIN(value)))
#define CHOSEN(choice) ((size_t)_mm_popcnt_u32(choice))
#define HALF_TIMES(value, by) ((value) * (by))

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
#define GATHERED(choice, value) LANES(rearranged)(value, LANES(GATHERING)[LANES(bits)(choice)])
#define SPREAD(choice, value) LANES(rearranged)(value, LANES(SPREADING)[LANES(bits)(choice)])
#define CHOSEN(choice) ((size_t)_mm_popcnt_u32(LANES(bits)(choice)))

#define HALF_TIMES(value, by) LANES(half_times)(value, by)

/* The product, where values are below 2**32. */
TARGET INLINE LANES(Vector) LANES(half_times)(LANES(Vector) value, uint64_t by) {
    __m256i low = _mm256_mul_epu32(PLAIN(value), _mm256_set1_epi64x((long long)by));
    __m256i high = _mm256_mul_epu32(PLAIN(value), _mm256_set1_epi64x((long long)(by >> 32)));
    return VECTOR(low) + (VECTOR(high) << 32);
}

/* By the choice among four numbers: where the halves of the first chosen one, of the second … are,
   and the other way around. */
static const uint64_t LANES(GATHERING)[16] = {
    0x0100010001000100, 0x0100010001000100, 0x0100010001000302, 0x0100010003020100,
    0x0100010001000504, 0x0100010005040100, 0x0100010005040302, 0x0100050403020100,
    0x0100010001000706, 0x0100010007060100, 0x0100010007060302, 0x0100070603020100,
    0x0100010007060504, 0x0100070605040100, 0x0100070605040302, 0x0706050403020100,
};

static const uint64_t LANES(SPREADING)[16] = {
    0x0100010001000100, 0x0100010001000100, 0x0100010001000100, 0x0100010003020100,
    0x0100010001000100, 0x0100030201000100, 0x0100030201000100, 0x0100050403020100,
    0x0100010001000100, 0x0302010001000100, 0x0302010001000100, 0x0504010003020100,
    0x0302010001000100, 0x0504030201000100, 0x0504030201000100, 0x0706050403020100,
};

TARGET INLINE unsigned LANES(bits)(__m256i choice) {
    return (unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(choice));
}

TARGET INLINE LANES(Vector) LANES(rearranged)(LANES(Vector) value, uint64_t order) {
    __m256i places = _mm256_cvtepu8_epi32(_mm_cvtsi64_si128((long long)order));
    return VECTOR(_mm256_permutevar8x32_epi32(PLAIN(value), places));
}

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
#define STEP_4(hash, input) \
    (ROTATED((hash) ^ HALF_TIMES(input, XXH_PRIME_1), 23) * XXH_PRIME_2 + XXH_PRIME_3)
#define STEP_1(hash, input) (ROTATED((hash) ^ HALF_TIMES(input, XXH_PRIME_5), 11) * XXH_PRIME_1)
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

/* The hashes after the stripes of those inputs that have one, one after the other; return how many.
   Of `found` as many more are written as a vector has. */
TARGET INLINE size_t LANES(hash_stripes)(const uint8_t *text, const int64_t *from, const int64_t *to,
                                         size_t count, uint64_t *found) {
    enum { WIDE = LANES(WIDE) };
    LANES(Vector) longest = {0};
    size_t size = 0, i = 0;
    for (; i + WIDE <= count; i += WIDE) {
        LANES(Vector) places = AT(from + i), lengths = AT(to + i) - 1 - places;
        LANES(Choice) striped = OVER(lengths, 31);
        AT(found + size) = GATHERED(striped, places);
        size += CHOSEN(striped);
        longest |= lengths;
    }
    if (size) AT(found + size) = longest * 0 + found[0]; /* fill up the last few */
    for (size_t k = 0; k < size; k += WIDE) {
        AT(found + k) = LANES(stripe)(text, AT(found + k));
    }
    for (int lane = 1; lane < WIDE; lane++) longest[0] |= longest[lane];
    if (LIKELY(longest[0] < 64)) return size;
    for (size_t k = 0, of = 0; k < i; k++) {
        size_t length = (size_t)(to[k] - 1 - from[k]);
        if (length >= 64) found[of] = xxh_stripes(text + from[k], length / 32);
        of += length >= 32;
    }
    return size;
}

TARGET static void LANES(hash_shingles)(const uint8_t *text, size_t size, const int64_t *bounds,
                                        size_t width, size_t count, uint64_t *hashes) {
    enum { WIDE = LANES(WIDE), TWICE = 2 * WIDE };
    const LANES(Vector) zero = {0};
    uint64_t found[SHINGLES_AT_ONCE + WIDE];
    for (size_t begin = 0; begin < count; begin += SHINGLES_AT_ONCE) {
        size_t some = count - begin < SHINGLES_AT_ONCE ? count - begin : SHINGLES_AT_ONCE;
        const int64_t *from = bounds + begin, *to = from + width;
        const uint64_t *striped = found;
        size_t i = 0;
        LANES(hash_stripes)(text, from, to, some, found);
        while (i < some && some >= TWICE) {
            if (some - i < TWICE) { /* the last few, with some once more */
                i = some - TWICE;
                LANES(hash_stripes)(text, from + i, to + i, TWICE, found);
                striped = found;
            }
            if (UNLIKELY((uint64_t)to[i + TWICE - 1] + 31 > size)) break;
            LANES(Vector) places[2], left[2], hash[2];
            BOTH places[k] = AT(from + i + k * WIDE);
            BOTH left[k] = AT(to + i + k * WIDE) - 1 - places[k];
            BOTH {
                LANES(Choice) known = OVER(left[k], 31);
                hash[k] = CHOOSE(known, SPREAD(known, AT(striped)), zero + XXH_PRIME_5) + left[k];
                striped += CHOSEN(known);
            }
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
#undef GATHERED
#undef SPREAD
#undef CHOSEN
#undef HALF_TIMES
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

/* Included by lanes.c, once for each instruction set, with LANES(name), TARGET and LANES_BITS (of its
   vectors, 0 where no more is known than C) defined. */

#if LANES_BITS == 128
/* The lesser of signed numbers: before SSE4.1 there is no such step. */
INLINE __m128i LANES(lesser)(__m128i one, __m128i other) {
    __m128i greater = _mm_cmpgt_epi32(one, other);
    return _mm_xor_si128(one, _mm_and_si128(greater, _mm_xor_si128(one, other)));
}

/* Four numbers times one, in the order 0, 2, 1, 3: there are products of two only. */
INLINE __m128i LANES(times)(__m128i four, uint32_t by) {
    __m128i factor = _mm_set1_epi32((int)by);
    __m128 even = _mm_castsi128_ps(_mm_mul_epu32(four, factor));
    __m128 odd = _mm_castsi128_ps(_mm_mul_epu32(_mm_srli_epi64(four, 32), factor));
    return _mm_castps_si128(_mm_shuffle_ps(even, odd, _MM_SHUFFLE(2, 0, 2, 0)));
}

/* Numbers as signed ones that compare alike, in the order 0, 2, 1, 3; and back. */
INLINE __m128i LANES(turned)(__m128i four) {
    return _mm_xor_si128(_mm_shuffle_epi32(four, _MM_SHUFFLE(3, 1, 2, 0)), _mm_set1_epi32(INT32_MIN));
}
#endif

/* Eight hashes against all slots: a slot is loaded and stored once for the eight. */
TARGET INLINE void LANES(lower_slots)(const uint32_t *restrict mixed,
                                      const uint32_t *restrict multipliers,
                                      const uint32_t *restrict increments,
                                      uint32_t *restrict slots, size_t slot_count) {
    size_t k = 0;
#if LANES_BITS == 128
    for (; k + 4 <= slot_count; k += 4) { /* 27 ns a shingle for 36 as compilers do it */
        __m128i by = _mm_loadu_si128((const __m128i *)(const void *)(multipliers + k));
        __m128i plus = LANES(turned)(
            _mm_loadu_si128((const __m128i *)(const void *)(increments + k)));
        __m128i least = LANES(turned)(_mm_loadu_si128((const __m128i *)(const void *)(slots + k)));
        for (int i = 0; i < 8; i += 2) {
            __m128i one = _mm_add_epi32(LANES(times)(by, mixed[i]), plus);
            __m128i other = _mm_add_epi32(LANES(times)(by, mixed[i + 1]), plus);
            least = LANES(lesser)(least, LANES(lesser)(one, other));
        }
        _mm_storeu_si128((__m128i *)(void *)(slots + k), LANES(turned)(least));
    }
#endif
    const uint32_t a = mixed[0], b = mixed[1], c = mixed[2], d = mixed[3], e = mixed[4],
                   f = mixed[5], g = mixed[6], h = mixed[7];
    for (; k < slot_count; k++) {
        const uint32_t by = multipliers[k], plus = increments[k];
        uint32_t ab = lesser(by * a + plus, by * b + plus);
        uint32_t cd = lesser(by * c + plus, by * d + plus);
        uint32_t ef = lesser(by * e + plus, by * f + plus);
        uint32_t gh = lesser(by * g + plus, by * h + plus);
        slots[k] = lesser(slots[k], lesser(lesser(ab, cd), lesser(ef, gh)));
    }
}

TARGET static void LANES(minhash)(const uint64_t *restrict hashes, size_t count,
                                  const uint32_t *restrict multipliers,
                                  const uint32_t *restrict increments, uint32_t *restrict slots,
                                  size_t slot_count) {
    enum { CHUNK = 512, EIGHT = 8 };
    uint32_t mixed[CHUNK + EIGHT];
    for (size_t begin = 0; begin < count; begin += CHUNK) {
        size_t size = count - begin < CHUNK ? count - begin : CHUNK;
        for (size_t i = 0; i < size; i++) {
            uint32_t hash = (uint32_t)hashes[begin + i];
            hash = (hash ^ hash >> 16) * 0x85EBCA6Bu;
            hash = (hash ^ hash >> 13) * 0xC2B2AE35u;
            mixed[i] = hash ^ hash >> 16;
        }
        /* The last one again and again fills up the eight: it cannot change a minimum. */
        for (size_t i = size; i % EIGHT; i++) mixed[i] = mixed[size - 1];
        for (size_t i = 0; i < size; i += EIGHT) {
            LANES(lower_slots)(mixed + i, multipliers, increments, slots, slot_count);
        }
    }
}

TARGET static void LANES(band_keys)(const uint32_t *restrict slots, size_t bands, size_t rows,
                                    uint64_t *restrict keys) {
    for (size_t band = 0; band < bands; band++) {
        uint64_t key = band + 1;
        for (size_t row = 0; row < rows; row++) {
            key += 0x9E3779B97F4A7C15ull + slots[band * rows + row];
            key = (key ^ key >> 30) * 0xBF58476D1CE4E5B9ull;
            key = (key ^ key >> 27) * 0x94D049BB133111EBull;
            key ^= key >> 31;
        }
        keys[band] = key;
    }
}

TARGET static void LANES(window_minima)(const uint64_t *restrict hashes, size_t count,
                                        size_t window, uint64_t *restrict minima) {
    size_t last = count - window + 1;
    for (size_t i = 0; i < last; i++) minima[i] = hashes[i];
    for (size_t k = 1; k < window; k++) {
        for (size_t i = 0; i < last; i++) {
            minima[i] = minima[i] < hashes[i + k] ? minima[i] : hashes[i + k];
        }
    }
}

/* The bytes from `at` on that are special, as bits; as many as are seen in one go. */
#if LANES_BITS == 512
enum { LANES(SEEN_AT_ONCE) = 64 };
TARGET INLINE uint64_t LANES(special_bits)(const uint8_t *at) {
    __m512i bytes = _mm512_loadu_si512(at), above = _mm512_sub_epi8(bytes, _mm512_set1_epi8(0x20));
    return _mm512_cmpge_epu8_mask(above, _mm512_set1_epi8(0x7F - 0x20)) |
           _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('"')) |
           _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\\'));
}
#elif LANES_BITS == 256
enum { LANES(SEEN_AT_ONCE) = 32 };
TARGET INLINE uint64_t LANES(special_bits)(const uint8_t *at) {
    __m256i bytes = _mm256_loadu_si256((const void *)at);
    __m256i special = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"'));
    special = _mm256_or_si256(special, _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\\')));
    special = _mm256_or_si256(special, _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(0x7F)));
    /* Bytes compare as signed numbers: those that are not ASCII are below 0. */
    special = _mm256_or_si256(special, _mm256_cmpgt_epi8(_mm256_set1_epi8(0x20), bytes));
    return LANES(bits_of)(special);
}
#elif LANES_BITS == 128
enum { LANES(SEEN_AT_ONCE) = 16 };
TARGET INLINE uint64_t LANES(special_bits)(const uint8_t *at) {
    __m128i bytes = _mm_loadu_si128((const void *)at);
    __m128i special = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
    special = _mm_or_si128(special, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
    special = _mm_or_si128(special, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x7F)));
    special = _mm_or_si128(special, _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20)));
    return LANES(bits_of)(special);
}
#else
enum { LANES(SEEN_AT_ONCE) = 8 };
INLINE uint64_t LANES(special_bits)(const uint8_t *at) {
    uint8_t special[8];
    for (int i = 0; i < 8; i++) special[i] = is_special(at[i]);
    return LANES(bits_of)(special);
}
#endif

TARGET static size_t LANES(plain_run)(const uint8_t *at, size_t size) {
    size_t i = 0;
    for (; size - i >= LANES(SEEN_AT_ONCE); i += LANES(SEEN_AT_ONCE)) {
        uint64_t special = LANES(special_bits)(at + i);
        if (special) return i + lowest_bit(special);
    }
    while (i < size && !is_special(at[i])) i++;
    return i;
}

TARGET static size_t LANES(plain_copy)(const uint8_t *restrict at, size_t size,
                                       uint8_t *restrict out) {
    size_t i = 0;
    for (; size - i >= LANES(SEEN_AT_ONCE); i += LANES(SEEN_AT_ONCE)) {
        uint64_t special = LANES(special_bits)(at + i);
        memcpy(out + i, at + i, LANES(SEEN_AT_ONCE));
        if (special) return i + lowest_bit(special);
    }
    for (; i < size && !is_special(at[i]); i++) out[i] = at[i];
    return i;
}

TARGET static int LANES(ascends)(const uint64_t *hashes, size_t count) {
    uint64_t falls = 0;
    for (size_t i = 1; i < count; i++) falls |= hashes[i - 1] >= hashes[i] ? ~0ull : 0;
    return !falls;
}

TARGET static size_t LANES(equal_slots)(const uint16_t *restrict left,
                                        const uint16_t *restrict right, size_t count) {
    size_t equal = 0;
    while (count) { /* sums of 16 bits, for as long as these hold them */
        size_t some = count < UINT16_MAX ? count : UINT16_MAX;
        uint16_t sum = 0;
        for (size_t k = 0; k < some; k++) sum = (uint16_t)(sum + (left[k] == right[k]));
        equal += sum;
        left += some;
        right += some;
        count -= some;
    }
    return equal;
}

static const Lanes LANES(lanes) = {
    .name = LANES_NAME,
    .ascii_words = LANES(ascii_words),
    .hash_shingles = LANES(hash_shingles),
    .minhash = LANES(minhash),
    .band_keys = LANES(band_keys),
    .window_minima = LANES(window_minima),
    .plain_run = LANES(plain_run),
    .plain_copy = LANES(plain_copy),
    .ascends = LANES(ascends),
    .shared_blocks = LANES(shared_blocks),
    .equal_slots = LANES(equal_slots),
};

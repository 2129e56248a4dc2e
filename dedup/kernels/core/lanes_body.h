/* Included by lanes.c, once for each instruction set, with LANES(name), TARGET and
   LANES_EIGHT (whether eight hashes at a time are worth it) defined. */

#if LANES_EIGHT
/* XXH64 of eight inputs of one size, as xxh64.h has it of one. The compiler's vector types, because
   it does not find these vectors in loops of eight. */
#define ROTATE(eight, by) ((eight) << (by) | (eight) >> (64 - (by)))
#define ROUND(eight, words) (ROTATE((eight) + (words) * XXH_PRIME_2, 31) * XXH_PRIME_1)
#define MERGE(hash, eight) (((hash) ^ ROUND((eight) * 0, eight)) * XXH_PRIME_1 + XXH_PRIME_4)
#define EIGHT_OF(read) \
    ((Eight){read(0), read(1), read(2), read(3), read(4), read(5), read(6), read(7)})
#define WORD(i) read_little64(at[i] + offset)
#define HALF_WORD(i) read_little32(at[i] + offset)
#define OCTET(i) at[i][offset]

TARGET static void LANES(xxh64_eight)(const uint8_t *const *at, size_t size, uint64_t *hashes) {
    typedef uint64_t Eight __attribute__((vector_size(64)));
    const Eight zero = {0};
    Eight hash = zero + XXH_PRIME_5;
    size_t offset = 0;
    if (size >= 32) {
        Eight a = zero + (XXH_PRIME_1 + XXH_PRIME_2), b = zero + XXH_PRIME_2, c = zero,
              d = zero - XXH_PRIME_1;
        for (; size - offset >= 32; offset += 8) {
            Eight words = EIGHT_OF(WORD);
            a = ROUND(a, words);
            offset += 8;
            words = EIGHT_OF(WORD);
            b = ROUND(b, words);
            offset += 8;
            words = EIGHT_OF(WORD);
            c = ROUND(c, words);
            offset += 8;
            words = EIGHT_OF(WORD);
            d = ROUND(d, words);
        }
        hash = ROTATE(a, 1) + ROTATE(b, 7) + ROTATE(c, 12) + ROTATE(d, 18);
        hash = MERGE(hash, a);
        hash = MERGE(hash, b);
        hash = MERGE(hash, c);
        hash = MERGE(hash, d);
    }
    hash += size;
    for (; size - offset >= 8; offset += 8) {
        Eight words = EIGHT_OF(WORD);
        words = ROUND(zero, words);
        hash = ROTATE(hash ^ words, 27) * XXH_PRIME_1 + XXH_PRIME_4;
    }
    if (size - offset >= 4) {
        Eight words = EIGHT_OF(HALF_WORD);
        hash = ROTATE(hash ^ words * XXH_PRIME_1, 23) * XXH_PRIME_2 + XXH_PRIME_3;
        offset += 4;
    }
    for (; offset < size; offset++) {
        Eight words = EIGHT_OF(OCTET);
        hash = ROTATE(hash ^ words * XXH_PRIME_5, 11) * XXH_PRIME_1;
    }
    hash = (hash ^ hash >> 33) * XXH_PRIME_2;
    hash = (hash ^ hash >> 29) * XXH_PRIME_3;
    hash ^= hash >> 32;
    memcpy(hashes, &hash, sizeof hash);
}

#undef ROTATE
#undef ROUND
#undef MERGE
#undef EIGHT_OF
#undef WORD
#undef HALF_WORD
#undef OCTET
#endif

TARGET static void LANES(hash_shingles)(const uint8_t *normalized, const int64_t *bounds,
                                        size_t width, size_t count, uint64_t *hashes) {
    /* In the order of their lengths: a processor cannot foresee lengths that come as in a text, and
       each wrong guess costs as much as the hash: 12 ns a shingle against 18 without branches. */
    enum { CHUNK = 1024, LENGTHS = 64 };
    uint16_t order[CHUNK];
    for (size_t begin = 0; begin < count; begin += CHUNK) {
        size_t size = count - begin < CHUNK ? count - begin : CHUNK;
        const int64_t *from = bounds + begin, *to = from + width;
        uint16_t places[LENGTHS + 1] = {0};
        for (size_t i = 0; i < size; i++) places[shingle_class(from[i], to[i]) + 1]++;
        for (size_t i = 1; i <= LENGTHS; i++) places[i] = (uint16_t)(places[i] + places[i - 1]);
        for (size_t i = 0; i < size; i++) {
            order[places[shingle_class(from[i], to[i])]++] = (uint16_t)i;
        }
        size_t k = 0;
#if LANES_EIGHT
        /* Eight of one length at a time, in the lanes of a vector. */
        for (size_t length = 0; length < LENGTHS - 1; length++) {
            for (; k + 8 <= places[length]; k += 8) {
                const uint8_t *at[8];
                uint64_t found[8];
                for (int lane = 0; lane < 8; lane++) at[lane] = normalized + from[order[k + lane]];
                LANES(xxh64_eight)(at, length, found);
                for (int lane = 0; lane < 8; lane++) hashes[begin + order[k + lane]] = found[lane];
            }
            for (; k < places[length]; k++) {
                hashes[begin + order[k]] = xxh64(normalized + from[order[k]], length);
            }
        }
#endif
        for (; k < size; k++) {
            size_t i = order[k];
            hashes[begin + i] = xxh64(normalized + from[i], (size_t)(to[i] - 1 - from[i]));
        }
    }
}

TARGET static void LANES(minhash)(const uint64_t *restrict hashes, size_t count,
                                  const uint32_t *restrict multipliers,
                                  const uint32_t *restrict increments, uint32_t *restrict slots,
                                  size_t slot_count) {
    /* Eight hashes at a time against all slots: a slot is loaded and stored once for the eight. */
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
            const uint32_t a = mixed[i], b = mixed[i + 1], c = mixed[i + 2], d = mixed[i + 3],
                           e = mixed[i + 4], f = mixed[i + 5], g = mixed[i + 6], h = mixed[i + 7];
            for (size_t k = 0; k < slot_count; k++) {
                const uint32_t by = multipliers[k], plus = increments[k];
                uint32_t ab = lesser(by * a + plus, by * b + plus);
                uint32_t cd = lesser(by * c + plus, by * d + plus);
                uint32_t ef = lesser(by * e + plus, by * f + plus);
                uint32_t gh = lesser(by * g + plus, by * h + plus);
                slots[k] = lesser(slots[k], lesser(lesser(ab, cd), lesser(ef, gh)));
            }
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

TARGET static size_t LANES(plain_run)(const uint8_t *at, size_t size) {
    enum { WIDE = 64, NARROW = 16 };
    size_t i = 0;
    for (; size - i >= WIDE; i += WIDE) {
        uint8_t special = 0;
        for (int k = 0; k < WIDE; k++) special |= is_special(at[i + k]);
        if (special) break;
    }
    for (; size - i >= NARROW; i += NARROW) {
        uint8_t special = 0;
        for (int k = 0; k < NARROW; k++) special |= is_special(at[i + k]);
        if (special) break;
    }
    while (i < size && !is_special(at[i])) i++;
    return i;
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
    .hash_shingles = LANES(hash_shingles),
    .minhash = LANES(minhash),
    .band_keys = LANES(band_keys),
    .window_minima = LANES(window_minima),
    .plain_run = LANES(plain_run),
    .equal_slots = LANES(equal_slots),
};

/* Included by lanes.c, once for each instruction set, with LANES(name) and TARGET defined. */

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
        for (size_t k = 0; k < size; k++) {
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

static const Lanes LANES(lanes) = {
    .name = LANES_NAME,
    .hash_shingles = LANES(hash_shingles),
    .minhash = LANES(minhash),
    .band_keys = LANES(band_keys),
    .window_minima = LANES(window_minima),
};

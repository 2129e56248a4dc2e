/* Included by lanes.c, once for each instruction set: sets side by side, a block at a time.

   Each hash of a block on the left is compared with each of one on the right; then the block with
   the lesser last hash moves on, or both. Nothing branches on which. */

#if LANES_BITS == 512
TARGET static size_t LANES(shared_blocks)(Walk *walk) {
    enum { WIDE = 8 };
    const uint64_t *left = walk->left, *right = walk->right;
    size_t count = 0;
    while (walk->left_end - left >= WIDE && walk->right_end - right >= WIDE) {
        __m512i own = _mm512_loadu_si512(left);
        unsigned same[2] = {0, 0};
        for (int k = 0; k < WIDE; k++) {
            __m512i other = _mm512_set1_epi64((long long)right[k]);
            same[k & 1] |= _mm512_cmpeq_epi64_mask(own, other);
        }
        count += (size_t)_mm_popcnt_u32(same[0] | same[1]);
        uint64_t last = left[WIDE - 1], other_last = right[WIDE - 1];
        left += last <= other_last ? WIDE : 0;
        right += other_last <= last ? WIDE : 0;
    }
    walk->left = left;
    walk->right = right;
    return count;
}
#elif LANES_BITS == 256
TARGET static size_t LANES(shared_blocks)(Walk *walk) {
    enum { WIDE = 4 };
    const uint64_t *left = walk->left, *right = walk->right;
    __m256i counts = _mm256_setzero_si256();
    while (walk->left_end - left >= WIDE && walk->right_end - right >= WIDE) {
        __m256i own = _mm256_loadu_si256((const void *)left), same = _mm256_setzero_si256();
        for (int k = 0; k < WIDE; k++) {
            __m256i other = _mm256_set1_epi64x((long long)right[k]);
            same = _mm256_or_si256(same, _mm256_cmpeq_epi64(own, other));
        }
        counts = _mm256_sub_epi64(counts, same);
        uint64_t last = left[WIDE - 1], other_last = right[WIDE - 1];
        left += last <= other_last ? WIDE : 0;
        right += other_last <= last ? WIDE : 0;
    }
    walk->left = left;
    walk->right = right;
    return (size_t)(_mm256_extract_epi64(counts, 0) + _mm256_extract_epi64(counts, 1) +
                    _mm256_extract_epi64(counts, 2) + _mm256_extract_epi64(counts, 3));
}
#else
static size_t LANES(shared_blocks)(Walk *walk) {
    (void)walk;
    return 0; /* hash by hash is as fast */
}
#endif

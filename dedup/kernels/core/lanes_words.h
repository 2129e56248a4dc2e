/* Included by lanes.c, once for each instruction set: the words of ASCII text, a block at a time.

   A block is seen as bits, one a byte, so that nothing branches on where words end, which a
   processor cannot foresee. */

enum { LANES(BLOCK) = 64, LANES(ROOM) = LANES(BLOCK) + 16 };

/* What a block is: ASCII letters and digits, apostrophes, bytes that are not ASCII; and its bytes
   folded, with a space for all that can be in no word. Where these do not fit a vector, `see` is
   given ROOM for them, to copy words by 16 bytes. */
typedef struct {
    uint64_t letters, apostrophes, beyond;
#if LANES_BITS == 512
    __m512i folded;
#else
    uint8_t *folded;
#endif
} LANES(Seen);

#if LANES_BITS == 512
TARGET INLINE LANES(Seen) LANES(see)(const uint8_t *text, size_t size, uint8_t *room) {
    LANES(Seen) seen;
    (void)room;
    __m512i block = _mm512_maskz_loadu_epi8(_bzhi_u64(~0ull, (unsigned)size), text);
    __m512i lower = _mm512_or_si512(block, _mm512_set1_epi8(0x20));
    __mmask64 alphabetic = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(lower, _mm512_set1_epi8('a')),
                                                  _mm512_set1_epi8(26));
    __mmask64 digit = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(block, _mm512_set1_epi8('0')),
                                             _mm512_set1_epi8(10));
    seen.letters = alphabetic | digit;
    seen.apostrophes = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('\'')) |
                       _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('`'));
    seen.beyond = _mm512_movepi8_mask(block);
    __m512i folded = _mm512_mask_mov_epi8(_mm512_set1_epi8(' '), seen.letters, lower);
    seen.folded = _mm512_mask_mov_epi8(folded, seen.apostrophes, _mm512_set1_epi8('\''));
    return seen;
}
#elif LANES_BITS == 256
/* Where a byte less `from` is below `count`: bytes compare as signed, so by the lesser of two. */
TARGET INLINE __m256i LANES(among)(__m256i bytes, char from, char count) {
    __m256i above = _mm256_sub_epi8(bytes, _mm256_set1_epi8(from));
    return _mm256_cmpeq_epi8(_mm256_min_epu8(above, _mm256_set1_epi8((char)(count - 1))), above);
}

TARGET INLINE uint64_t LANES(bits_of)(__m256i bytes) {
    return (uint32_t)_mm256_movemask_epi8(bytes);
}

TARGET INLINE LANES(Seen) LANES(see)(const uint8_t *text, size_t size, uint8_t *room) {
    uint8_t last[LANES(BLOCK)]; /* not a byte past the end of a text is read */
    if (UNLIKELY(size < sizeof last)) {
        memset(last, 0, sizeof last);
        text = memcpy(last, text, size);
    }
    LANES(Seen) seen = {0, 0, 0, room};
    for (int i = 0; i < LANES(BLOCK); i += 32) {
        __m256i block = _mm256_loadu_si256((const __m256i *)(const void *)(text + i));
        __m256i lower = _mm256_or_si256(block, _mm256_set1_epi8(0x20));
        __m256i letter = _mm256_or_si256(LANES(among)(lower, 'a', 26), LANES(among)(block, '0', 10));
        __m256i apostrophe = _mm256_or_si256(_mm256_cmpeq_epi8(block, _mm256_set1_epi8('\'')),
                                             _mm256_cmpeq_epi8(block, _mm256_set1_epi8('`')));
        __m256i folded = _mm256_blendv_epi8(_mm256_set1_epi8(' '), lower, letter);
        folded = _mm256_blendv_epi8(folded, _mm256_set1_epi8('\''), apostrophe);
        _mm256_storeu_si256((__m256i *)(void *)(seen.folded + i), folded);
        seen.letters |= LANES(bits_of)(letter) << i;
        seen.apostrophes |= LANES(bits_of)(apostrophe) << i;
        seen.beyond |= LANES(bits_of)(block) << i;
    }
    return seen;
}
#elif LANES_BITS == 128
TARGET INLINE __m128i LANES(among)(__m128i bytes, char from, char count) {
    __m128i above = _mm_sub_epi8(bytes, _mm_set1_epi8(from));
    return _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8((char)(count - 1))), above);
}

TARGET INLINE uint64_t LANES(bits_of)(__m128i bytes) {
    return (uint32_t)_mm_movemask_epi8(bytes);
}

TARGET INLINE LANES(Seen) LANES(see)(const uint8_t *text, size_t size, uint8_t *room) {
    uint8_t last[LANES(BLOCK)];
    if (UNLIKELY(size < sizeof last)) {
        memset(last, 0, sizeof last);
        text = memcpy(last, text, size);
    }
    LANES(Seen) seen = {0, 0, 0, room};
    for (int i = 0; i < LANES(BLOCK); i += 16) {
        __m128i block = _mm_loadu_si128((const __m128i *)(const void *)(text + i));
        __m128i lower = _mm_or_si128(block, _mm_set1_epi8(0x20));
        __m128i letter = _mm_or_si128(LANES(among)(lower, 'a', 26), LANES(among)(block, '0', 10));
        __m128i apostrophe = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('\'')),
                                          _mm_cmpeq_epi8(block, _mm_set1_epi8('`')));
        /* A letter as it is in lower case, an apostrophe as one, a space elsewhere. */
        __m128i folded = _mm_or_si128(_mm_and_si128(letter, lower),
                                      _mm_and_si128(apostrophe, _mm_set1_epi8('\'')));
        __m128i space = _mm_andnot_si128(_mm_or_si128(letter, apostrophe), _mm_set1_epi8(' '));
        _mm_storeu_si128((__m128i *)(void *)(seen.folded + i), _mm_or_si128(folded, space));
        seen.letters |= LANES(bits_of)(letter) << i;
        seen.apostrophes |= LANES(bits_of)(apostrophe) << i;
        seen.beyond |= LANES(bits_of)(block) << i;
    }
    return seen;
}
#else
/* Eight bytes of 0 or 1 to eight bits. */
INLINE uint64_t LANES(bits_of)(const uint8_t *bytes) {
    return read_little64(bytes) * 0x0102040810204080ull >> 56;
}

INLINE LANES(Seen) LANES(see)(const uint8_t *text, size_t size, uint8_t *room) {
    uint8_t last[LANES(BLOCK)], letter[LANES(BLOCK)], apostrophe[LANES(BLOCK)], high[LANES(BLOCK)];
    if (UNLIKELY(size < sizeof last)) {
        memset(last, 0, sizeof last);
        text = memcpy(last, text, size);
    }
    LANES(Seen) seen = {0, 0, 0, room};
    for (int i = 0; i < LANES(BLOCK); i++) {
        uint8_t byte = text[i], lower = byte | 0x20;
        letter[i] = ((uint8_t)(lower - 'a') < 26) | ((uint8_t)(byte - '0') < 10);
        apostrophe[i] = (byte == '\'') | (byte == '`');
        high[i] = byte >> 7;
        seen.folded[i] = letter[i] ? lower : apostrophe[i] ? '\'' : ' ';
    }
    for (int i = 0; i < LANES(BLOCK); i += 8) {
        seen.letters |= LANES(bits_of)(letter + i) << i;
        seen.apostrophes |= LANES(bits_of)(apostrophe + i) << i;
        seen.beyond |= LANES(bits_of)(high + i) << i;
    }
    return seen;
}
#endif

#if LANES_BITS == 512
/* Write down `base` plus the place of each bit, by sixteen: more is written than means anything. */
TARGET INLINE void LANES(write_places)(int64_t *places, uint64_t bits, int64_t base) {
    const __m512i counting = _mm512_set_epi8(
        63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41,
        40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18,
        17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    __m512i chosen = _mm512_maskz_compress_epi8(bits, counting), from = _mm512_set1_epi64(base);
    __m128i some = _mm512_castsi512_si128(chosen);
    __m512i few = _mm512_cvtepu8_epi64(some), more = _mm512_cvtepu8_epi64(_mm_srli_si128(some, 8));
    _mm512_storeu_si512(places, _mm512_add_epi64(few, from));
    _mm512_storeu_si512(places + 8, _mm512_add_epi64(more, from));
    if (UNLIKELY(_mm_popcnt_u64(bits) > 16)) {
        some = _mm512_extracti32x4_epi32(chosen, 1); /* no more than 32: words and what ends them */
        few = _mm512_cvtepu8_epi64(some);
        more = _mm512_cvtepu8_epi64(_mm_srli_si128(some, 8));
        _mm512_storeu_si512(places + 16, _mm512_add_epi64(few, from));
        _mm512_storeu_si512(places + 24, _mm512_add_epi64(more, from));
    }
}

/* Write the runs of bits of `inside`, and a space for each of `ends`. `open` is 1 if the word before
   the block goes on in it. */
TARGET INLINE void LANES(write_words)(Scan *scan, LANES(Seen) *seen, uint64_t inside, uint64_t ends,
                                      uint64_t open, int spans) {
    uint64_t kept = inside | ends;
    __m512i folded = _mm512_mask_mov_epi8(seen->folded, ends, _mm512_set1_epi8(' '));
    _mm512_storeu_si512(scan->out + scan->written, _mm512_maskz_compress_epi8(kept, folded));
    LANES(write_places)(scan->bounds + scan->count + 1, _pext_u64(ends, kept),
                        (int64_t)scan->written + 1);
    if (spans) {
        int64_t shift = (int64_t)(scan->byte - scan->hidden);
        uint64_t starts = inside & ~(inside << 1 | open);
        LANES(write_places)(scan->starts + scan->count + open, starts, shift);
        LANES(write_places)(scan->ends + scan->count, ends, shift);
    }
    scan->written += (size_t)_mm_popcnt_u64(kept);
    scan->count += (size_t)_mm_popcnt_u64(ends);
}
#elif LANES_BITS == 256
/* By eight bits: where the bytes of those that are set are, in order; filled when the module is
   loaded. */
static uint64_t LANES(squeezed)[256];

static void LANES(fill_squeezed)(void) {
    for (unsigned bits = 0; bits < 256; bits++) {
        uint64_t places = 0;
        for (unsigned place = 8; place-- > 0;) {
            if (bits >> place & 1) places = places << 8 | place;
        }
        LANES(squeezed)[bits] = places;
    }
}

TARGET INLINE void LANES(write_words)(Scan *scan, LANES(Seen) *seen, uint64_t inside, uint64_t ends,
                                      uint64_t open, int spans) {
    uint64_t starts = (inside & ~(inside << 1)) | open, kept = inside | ends;
    uint64_t quoted = ends & seen->apostrophes; /* few words end in one that is no part of them */
    for (; UNLIKELY(quoted); quoted &= quoted - 1) seen->folded[lowest_bit(quoted)] = ' ';
    size_t words = (size_t)_mm_popcnt_u64(ends);
    if (spans) {
        int64_t shift = (int64_t)(scan->byte - scan->hidden);
        uint64_t own = starts & ~open, to = ends;
        for (size_t k = scan->count + open; own; own &= own - 1) {
            scan->starts[k++] = lowest_bit(own) + shift;
        }
        for (size_t k = scan->count; to; to &= to - 1) scan->ends[k++] = lowest_bit(to) + shift;
    }
    int64_t *bounds = scan->bounds + scan->count + 1, bound = (int64_t)scan->written;
    for (size_t k = 0; k < words; k += 12) { /* by twelve: most blocks have no more */
        for (size_t i = k; i < k + 12; i++) { /* what goes beyond the words means nothing */
            bound += (int64_t)(_tzcnt_u64(ends) - _tzcnt_u64(starts)) + 1;
            bounds[i] = bound;
            starts = _blsr_u64(starts);
            ends = _blsr_u64(ends);
        }
    }
    uint8_t *out = scan->out + scan->written;
    for (int i = 0; i < LANES(BLOCK); i += 8) {
        unsigned bits = kept >> i & 255;
        __m128i bytes = _mm_loadl_epi64((const __m128i *)(const void *)(seen->folded + i));
        __m128i order = _mm_loadl_epi64((const __m128i *)(const void *)(LANES(squeezed) + bits));
        _mm_storel_epi64((__m128i *)(void *)out, _mm_shuffle_epi8(bytes, order));
        out += _mm_popcnt_u32(bits);
    }
    scan->written = (size_t)(out - scan->out);
    scan->count += words;
}
#else
TARGET INLINE void LANES(write_words)(Scan *scan, LANES(Seen) *seen, uint64_t inside, uint64_t ends,
                                      uint64_t open, int spans) {
    uint64_t starts = (inside & ~(inside << 1)) | open; /* of words or what is left of one */
    uint8_t *const start = scan->out, *out = start + scan->written;
    int64_t *bounds = scan->bounds + scan->count + 1;
    size_t count = scan->count;
    const int64_t shift = (int64_t)(scan->byte - scan->hidden);
    for (; ends; starts &= starts - 1, ends &= ends - 1) {
        unsigned from = lowest_bit(starts), to = lowest_bit(ends);
        const uint8_t *word = seen->folded + from;
        size_t size = to - from;
        memcpy(out, word, 16); /* of a fixed size, so that most words take no loop */
        if (UNLIKELY(size > 16)) memcpy(out + 16, word + 16, size - 16);
        out[size] = ' ';
        out += size + 1;
        *bounds++ = out - start;
        if (spans) {
            if (from || !open) scan->starts[count] = from + shift;
            scan->ends[count] = to + shift;
        }
        count++;
    }
    if (starts) { /* the last one goes on after the block */
        unsigned from = lowest_bit(starts);
        memcpy(out, seen->folded + from, LANES(BLOCK) - from);
        out += LANES(BLOCK) - from;
        if (spans && (from || !open)) scan->starts[count] = from + shift;
    }
    scan->written = (size_t)(out - start);
    scan->count = count;
}
#endif

/* The bits below a place, of which 64 is one. */
TARGET INLINE uint64_t LANES(below)(size_t place) {
#if LANES_BITS >= 256
    return _bzhi_u64(~0ull, (unsigned)place);
#else
    return place < 64 ? ~(~0ull << place) : ~0ull;
#endif
}

/* Of a block that ends in what is not ASCII, or has it after its `limit`: take the words that do not
   touch this limit, nor an apostrophe before it, beyond which they may go on. */
TARGET INLINE void LANES(stop_words)(Scan *scan, LANES(Seen) *seen, uint64_t inside, size_t limit,
                                     uint64_t open, int spans) {
    if (limit == 0) return;
    inside &= LANES(below)(limit);
    uint64_t last = inside << (LANES(BLOCK) - limit);
    uint64_t apostrophe = (seen->apostrophes << (LANES(BLOCK) - limit) & last << 1) >> 63;
    if (limit == 1) apostrophe = seen->apostrophes & open;
    if (last >> 63 || apostrophe) {
        uint64_t outside = ~inside & LANES(below)(limit - apostrophe);
        if (outside == 0) { /* all of it is one word, which began before if it is open */
            size_t begun = open ? scan->written - (size_t)scan->bounds[scan->count] : 0;
            scan->written -= begun;
            scan->byte -= begun;
            return;
        }
        limit = highest_bit(outside) + 1;
        inside &= LANES(below)(limit);
    }
    LANES(write_words)(scan, seen, inside, (inside << 1 | open) & ~inside, open, spans);
    scan->byte += limit;
}

TARGET INLINE void LANES(scan_words)(Scan *given, int spans) {
    enum { BLOCK = LANES(BLOCK) };
    Scan own = *given, *scan = &own; /* a write through `out` could change `given` */
    uint64_t open = 0, letter = 0; /* whether the byte before is in a word, and a letter */
    size_t left = scan->size - scan->byte;
    uint8_t rooms[2][LANES(ROOM)];
    LANES(Seen) next, seen =
        LANES(see)(scan->text + scan->byte, left < BLOCK ? left : BLOCK, rooms[0]);
    for (int room = 1;; room ^= 1, seen = next) {
        size_t after = left < BLOCK ? 0 : left - BLOCK;
        next = LANES(see)(scan->text + scan->size - after, after < BLOCK ? after : BLOCK, rooms[room]);
        uint64_t around = (seen.letters << 1 | letter) & (seen.letters >> 1 | next.letters << 63);
        uint64_t inside = seen.letters | (seen.apostrophes & around);
        if (UNLIKELY(seen.beyond || next.beyond & 1)) {
            size_t limit = seen.beyond ? lowest_bit(seen.beyond) : BLOCK;
            LANES(stop_words)(scan, &seen, inside, limit, open, spans);
            break;
        }
        LANES(write_words)(scan, &seen, inside, (inside << 1 | open) & ~inside, open, spans);
        scan->byte += left < BLOCK ? left : BLOCK;
        if (left < BLOCK) break;
        open = inside >> 63;
        letter = seen.letters >> 63;
        left = after;
    }
    *given = own;
}

/* Two copies of the loop, so that neither asks at every block whether spans are wanted. */
TARGET static void LANES(ascii_words)(Scan *scan, int spans) {
    if (spans) {
        LANES(scan_words)(scan, 1);
    } else {
        LANES(scan_words)(scan, 0);
    }
}

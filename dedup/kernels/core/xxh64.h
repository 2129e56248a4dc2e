/* XXH64 with seed 0, written from its specification ("xxHash fast digest algorithm", section XXH64,
   Yann Collet). Most inputs here are shingles: a few words, under 64 bytes. */
#ifndef DEDUP_XXH64_H
#define DEDUP_XXH64_H

#include "base.h"

#define XXH_PRIME_1 0x9E3779B185EBCA87ull
#define XXH_PRIME_2 0xC2B2AE3D27D4EB4Full
#define XXH_PRIME_3 0x165667B19E3779F9ull
#define XXH_PRIME_4 0x85EBCA77C2B2AE63ull
#define XXH_PRIME_5 0x27D4EB2F165667C5ull

INLINE uint64_t xxh_rotate(uint64_t value, int by) { return value << by | value >> (64 - by); }

INLINE uint64_t xxh_round(uint64_t lane, uint64_t input) {
    return xxh_rotate(lane + input * XXH_PRIME_2, 31) * XXH_PRIME_1;
}

INLINE uint64_t xxh_step8(uint64_t hash, const uint8_t *at) {
    return xxh_rotate(hash ^ xxh_round(0, read_little64(at)), 27) * XXH_PRIME_1 + XXH_PRIME_4;
}

INLINE uint64_t xxh_step4(uint64_t hash, const uint8_t *at) {
    return xxh_rotate(hash ^ read_little32(at) * XXH_PRIME_1, 23) * XXH_PRIME_2 + XXH_PRIME_3;
}

INLINE uint64_t xxh_step1(uint64_t hash, const uint8_t *at) {
    return xxh_rotate(hash ^ *at * XXH_PRIME_5, 11) * XXH_PRIME_1;
}

INLINE uint64_t xxh_avalanche(uint64_t hash) {
    hash = (hash ^ hash >> 33) * XXH_PRIME_2;
    hash = (hash ^ hash >> 29) * XXH_PRIME_3;
    return hash ^ hash >> 32;
}

INLINE uint64_t xxh_merge(uint64_t hash, uint64_t lane) {
    return (hash ^ xxh_round(0, lane)) * XXH_PRIME_1 + XXH_PRIME_4;
}

/* The stripes of 32 bytes that come before the tail; 0 < stripes. */
INLINE uint64_t xxh_stripes(const uint8_t *at, size_t stripes) {
    uint64_t a = XXH_PRIME_1 + XXH_PRIME_2, b = XXH_PRIME_2, c = 0, d = 0 - XXH_PRIME_1;
    for (; stripes; stripes--, at += 32) {
        a = xxh_round(a, read_little64(at));
        b = xxh_round(b, read_little64(at + 8));
        c = xxh_round(c, read_little64(at + 16));
        d = xxh_round(d, read_little64(at + 24));
    }
    uint64_t hash =
        xxh_rotate(a, 1) + xxh_rotate(b, 7) + xxh_rotate(c, 12) + xxh_rotate(d, 18);
    return xxh_merge(xxh_merge(xxh_merge(xxh_merge(hash, a), b), c), d);
}

/* Any input, read exactly. */
INLINE uint64_t xxh64(const uint8_t *at, size_t size) {
    uint64_t hash = size < 32 ? XXH_PRIME_5 : xxh_stripes(at, size / 32);
    if (size == 0) return xxh_avalanche(hash);
    const uint8_t *end = at + size;
    at += size / 32 * 32;
    hash += size;
    for (; end - at >= 8; at += 8) hash = xxh_step8(hash, at);
    if (end - at >= 4) {
        hash = xxh_step4(hash, at);
        at += 4;
    }
    for (; at < end; at++) hash = xxh_step1(hash, at);
    return xxh_avalanche(hash);
}

#endif

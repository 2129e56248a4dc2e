/* UTF-8, strictly: no surrogates, nothing overlong, nothing above U+10FFFF, as Python decodes it. */
#ifndef DEDUP_UTF8_H
#define DEDUP_UTF8_H

#include <stddef.h>
#include <stdint.h>

#include "base.h"

#define NOT_UTF8 0xFFFFFFFFu

/* Return the code point at `text`, of which `left` > 0 bytes are readable, and its width.
   NOT_UTF8 if the bytes are none; `width` is then 1. */
static inline uint32_t utf8_decode(const uint8_t *text, size_t left, size_t *width) {
    uint32_t a = text[0];
    *width = 1;
    if (a < 0x80) return a;
    if (a < 0xC2 || left < 2 || (text[1] & 0xC0) != 0x80) return NOT_UTF8;
    uint32_t b = text[1] & 0x3F;
    if (a < 0xE0) {
        *width = 2;
        return (a & 0x1F) << 6 | b;
    }
    if (left < 3 || (text[2] & 0xC0) != 0x80) return NOT_UTF8;
    uint32_t c = text[2] & 0x3F;
    if (a < 0xF0) {
        uint32_t point = (a & 0x0F) << 12 | b << 6 | c;
        if (point < 0x800 || (point >= 0xD800 && point < 0xE000)) return NOT_UTF8;
        *width = 3;
        return point;
    }
    if (a > 0xF4 || left < 4 || (text[3] & 0xC0) != 0x80) return NOT_UTF8;
    uint32_t point = (a & 0x07) << 18 | b << 12 | c << 6 | (text[3] & 0x3F);
    if (point < 0x10000 || point > 0x10FFFF) return NOT_UTF8;
    *width = 4;
    return point;
}

/* Write `point` to `out`, where 4 bytes are writable; return how many it took. */
static inline size_t utf8_encode(uint32_t point, uint8_t *out) {
    if (point < 0x80) {
        out[0] = (uint8_t)point;
        return 1;
    }
    if (point < 0x800) {
        out[0] = (uint8_t)(0xC0 | point >> 6);
        out[1] = (uint8_t)(0x80 | (point & 0x3F));
        return 2;
    }
    if (point < 0x10000) {
        out[0] = (uint8_t)(0xE0 | point >> 12);
        out[1] = (uint8_t)(0x80 | (point >> 6 & 0x3F));
        out[2] = (uint8_t)(0x80 | (point & 0x3F));
        return 3;
    }
    out[0] = (uint8_t)(0xF0 | point >> 18);
    out[1] = (uint8_t)(0x80 | (point >> 12 & 0x3F));
    out[2] = (uint8_t)(0x80 | (point >> 6 & 0x3F));
    out[3] = (uint8_t)(0x80 | (point & 0x3F));
    return 4;
}

#endif

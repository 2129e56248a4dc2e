/* What counts as a text that holds nothing. */
#ifndef DEDUP_BLANK_H
#define DEDUP_BLANK_H

#include "utf8.h"

/* White space, as Python's str.isspace has it. */
INLINE int is_space(uint32_t point) {
    return (point >= 0x09 && point <= 0x0D) || (point >= 0x1C && point <= 0x20) || point == 0x85 ||
           point == 0xA0 || point == 0x1680 || (point >= 0x2000 && point <= 0x200A) ||
           point == 0x2028 || point == 0x2029 || point == 0x202F || point == 0x205F ||
           point == 0x3000;
}

/* Whether a text holds anything but white space. */
static inline int is_filled(const uint8_t *at, const uint8_t *end) {
    while (at < end) {
        size_t width;
        uint32_t point = utf8_decode(at, (size_t)(end - at), &width);
        if (!is_space(point)) return 1;
        at += width;
    }
    return 0;
}

#endif

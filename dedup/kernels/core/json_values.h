/* The values in a line of JSON, moved past as strictly as the standard has them: strings, numbers, words,
   and whatever is nested. A function that returns 0 has met what is not plain. */
#ifndef DEDUP_JSON_VALUES_H
#define DEDUP_JSON_VALUES_H

#include "json.h"
#include "utf8.h"

enum { DEEPEST = 64, LONGEST_NUMBER = 300 };

typedef enum { ABSENT, STRING, WHOLE_NUMBER, NO_USE } Found;

typedef struct {
    const uint8_t *begin, *end; /* of a string, between its quotes */
    Found found;
    int escaped;
} Value;

typedef struct {
    const Lanes *lanes;
    const uint8_t *at, *end;
    const Names *names;
    Value values[MOST_NAMES];
    uint8_t *room, *written; /* where a text goes, and the end of the one that was put there, */
    int name;                /* under this name; -1 if none was */
} Line;

INLINE void skip_space(Line *line) {
    while (line->at < line->end && (*line->at == ' ' || *line->at == '\t' || *line->at == '\r')) {
        line->at++;
    }
}

INLINE int hex_digit(uint8_t byte) {
    if ((uint8_t)(byte - '0') < 10) return byte - '0';
    byte |= 0x20;
    return (uint8_t)(byte - 'a') < 6 ? byte - 'a' + 10 : -1;
}

/* The number that the four digits after "\u" stand for; -1 if they are none. */
INLINE int32_t hex_escape(const uint8_t *at, const uint8_t *end) {
    if (end - at < 6 || at[0] != '\\' || at[1] != 'u') return -1;
    int a = hex_digit(at[2]), b = hex_digit(at[3]), c = hex_digit(at[4]), d = hex_digit(at[5]);
    return (a | b | c | d) < 0 ? -1 : a << 12 | b << 8 | c << 4 | d;
}

INLINE int is_high_half(int32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
INLINE int is_low_half(int32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

/* Return the length of the escape at `at`; 0 if it is none, or half a surrogate pair. */
static size_t escape_length(const uint8_t *at, const uint8_t *end) {
    if (end - at < 2) return 0;
    switch (at[1]) {
    case '"': case '\\': case '/': case 'b': case 'f': case 'n': case 'r': case 't': return 2;
    case 'u': break;
    default: return 0;
    }
    int32_t unit = hex_escape(at, end);
    if (unit < 0 || is_low_half(unit)) return 0;
    if (!is_high_half(unit)) return 6;
    return is_low_half(hex_escape(at + 6, end)) ? 12 : 0;
}

/* Write what an escape of this length stands for, which takes no more bytes; return the new end. */
static uint8_t *write_escape(const uint8_t *escape, size_t length, uint8_t *out) {
    if (length > 2) {
        uint32_t point = (uint32_t)hex_escape(escape, escape + length);
        if (length > 6) {
            uint32_t low = (uint32_t)hex_escape(escape + 6, escape + length);
            point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
        }
        return out + utf8_encode(point, out);
    }
    switch (escape[1]) {
    case 'b': *out++ = '\b'; break;
    case 'f': *out++ = '\f'; break;
    case 'n': *out++ = '\n'; break;
    case 'r': *out++ = '\r'; break;
    case 't': *out++ = '\t'; break;
    default: *out++ = escape[1];
    }
    return out;
}

/* Write a string without its escapes to `out`, which has room for its bytes; return the new end. */
static uint8_t *write_string(const Value *value, uint8_t *out) {
    const uint8_t *at = value->begin, *end = value->end;
    while (value->escaped && at < end) {
        const uint8_t *escape = memchr(at, '\\', (size_t)(end - at));
        size_t length = escape ? escape_length(escape, end) : 0;
        if (length == 0) break;
        memcpy(out, at, (size_t)(escape - at));
        out = write_escape(escape, length, out + (escape - at));
        at = escape + length;
    }
    memcpy(out, at, (size_t)(end - at));
    return out + (end - at);
}

/* Move past a string, the opening quote of which is behind us; return whether it is plain. Control
   characters, of which the line reader takes many for a binary file, are not. If `out` is not null,
   write the string there without its escapes, and move past it. */
INLINE int pass_string(Line *line, Value *value, uint8_t **out) {
    const Lanes *lanes = line->lanes;
    value->begin = line->at;
    value->escaped = 0;
    for (;;) {
        size_t left = (size_t)(line->end - line->at);
        size_t run = out ? lanes->plain_copy(line->at, left, *out) : lanes->plain_run(line->at, left);
        line->at += run;
        if (out) *out += run;
        if (line->at == line->end) return 0;
        uint8_t byte = *line->at;
        if (byte == '"') break;
        if (byte == '\\') {
            size_t length = escape_length(line->at, line->end);
            if (length == 0) return 0;
            value->escaped = 1;
            if (out) *out = write_escape(line->at, length, *out);
            line->at += length;
            continue;
        }
        while (line->at < line->end && *line->at >= 0x80) {
            size_t width;
            uint32_t point = utf8_decode(line->at, (size_t)(line->end - line->at), &width);
            if (point == NOT_UTF8 || (point < 0xA0 && point != 0x85)) return 0;
            for (size_t i = 0; out && i < width; i++) *(*out)++ = line->at[i];
            line->at += width;
        }
        if (byte < 0x80) return 0; /* a control character */
    }
    value->end = line->at++;
    return 1;
}

static int skip_string(Line *line, Value *value) { return pass_string(line, value, NULL); }

/* The same for the first text of a line, which is likely the one that is wanted: it is written while
   it is looked at. */
static int copy_string(Line *line, Value *value, int name) {
    line->name = name;
    line->written = line->room;
    return pass_string(line, value, &line->written);
}

/* Move past a number by the standard's grammar. */
static int skip_number(Line *line, int *whole) {
    const uint8_t *begin = line->at, *at = begin, *end = line->end;
    if (at < end && *at == '-') at++;
    const uint8_t *digits = at;
    while (at < end && (uint8_t)(*at - '0') < 10) at++;
    if (at == digits || (*digits == '0' && at - digits > 1)) return 0;
    *whole = !(*digits == '0' && digits > begin); /* -0 is 0 to Python */
    if (at < end && *at == '.') {
        const uint8_t *fraction = ++at;
        while (at < end && (uint8_t)(*at - '0') < 10) at++;
        if (at == fraction) return 0;
        *whole = 0;
    }
    if (at < end && (*at | 0x20) == 'e') {
        at++;
        if (at < end && (*at == '+' || *at == '-')) at++;
        const uint8_t *exponent = at;
        while (at < end && (uint8_t)(*at - '0') < 10) at++;
        if (at == exponent) return 0;
        *whole = 0;
    }
    line->at = at;
    return at - begin <= LONGEST_NUMBER;
}

INLINE int skip_word(Line *line, const char *word, size_t length) {
    if ((size_t)(line->end - line->at) < length || memcmp(line->at, word, length) != 0) return 0;
    line->at += length;
    return 1;
}

/* Move past a value that is no object and no array. */
static int skip_scalar(Line *line, Value *value) {
    int whole;
    value->found = NO_USE;
    value->begin = line->at;
    if (line->at == line->end) return 0;
    switch (*line->at) {
    case '"':
        line->at++;
        if (!skip_string(line, value)) return 0;
        value->found = STRING;
        return 1;
    case 't': return skip_word(line, "true", 4);
    case 'f': return skip_word(line, "false", 5);
    case 'n': return skip_word(line, "null", 4);
    default:
        if (!skip_number(line, &whole)) return 0;
        value->end = line->at;
        value->found = whole ? WHOLE_NUMBER : NO_USE;
        return 1;
    }
}

/* Move past a key and its colon. */
static int skip_key(Line *line, Value *key) {
    if (line->at == line->end || *line->at++ != '"' || !skip_string(line, key)) return 0;
    skip_space(line);
    if (line->at == line->end || *line->at++ != ':') return 0;
    skip_space(line);
    return 1;
}

/* Move past an array or object, with whatever it holds. */
static int skip_nested(Line *line) {
    uint64_t objects = 0; /* a bit a level: whether it is an object */
    unsigned depth = 0;
    Value nobody;
    for (;;) {
        uint8_t opening = line->at < line->end ? *line->at : 0;
        if (opening == '{' || opening == '[') {
            if (++depth > DEEPEST) return 0;
            objects = objects << 1 | (opening == '{');
            line->at++;
            skip_space(line);
            if (line->at < line->end && *line->at == (opening == '{' ? '}' : ']')) {
                goto close;
            }
            if (opening == '{' && !skip_key(line, &nobody)) return 0;
            continue;
        }
        if (!skip_scalar(line, &nobody)) return 0;
    after:
        skip_space(line);
        if (line->at == line->end) return 0;
        if (*line->at == ',') {
            line->at++;
            skip_space(line);
            if ((objects & 1) && !skip_key(line, &nobody)) return 0;
            continue;
        }
        if (*line->at != (objects & 1 ? '}' : ']')) return 0;
    close:
        line->at++;
        objects >>= 1;
        if (--depth == 0) return 1;
        goto after;
    }
}

#endif

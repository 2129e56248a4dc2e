/* Lines of JSON to texts and ids, without a Python object for each.

   A line is plain if it is one JSON object in UTF-8, as strict as the standard has it, with a text
   that is not blank under a wanted name. Every other line is odd, and somebody who knows more, and
   has words for what is wrong, must read it. So this may call odd what is fine, and never the
   other way round. */
#include "json.h"

#include "blank.h"
#include "written.h"

enum { DEEPEST = 64, LONGEST_NUMBER = 300, LONGEST_NAME = 256 };

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

/* ---- single values ---- */

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

/* ---- names ---- */

INLINE uint8_t lower(uint8_t byte) {
    return (uint8_t)(byte - 'A') < 26 ? (uint8_t)(byte | 0x20) : byte;
}

/* Whether Python could make another name of this one, which is not ASCII, by strip and lower. */
static int may_change(const uint8_t *at, const uint8_t *end, const Names *names) {
    if (names->beyond_ascii) return 1;
    for (const uint8_t *p = at; p < end;) {
        size_t width;
        uint32_t point = utf8_decode(p, (size_t)(end - p), &width);
        int edge = p == at || p + width == end;
        if (point == 0x212A || (edge && is_space(point))) return 1; /* the sign of the kelvin */
        p += width;
    }
    return 0;
}

/* Return which of the wanted names this key stands for, -1 for none, -2 if that is unsure. */
static int wanted_name(const Value *key, const Names *names) {
    const uint8_t *begin = key->begin, *end = key->end;
    if (key->escaped) return -2;
    while (begin < end && *begin == ' ') begin++;
    while (begin < end && end[-1] == ' ') end--;
    size_t size = (size_t)(end - begin);
    if (size > LONGEST_NAME) return -1;
    int ascii = 1;
    for (size_t i = 0; i < size; i++) ascii &= begin[i] < 0x80;
    for (int n = 0; n < names->count; n++) {
        if (names->sizes[n] != size) continue;
        size_t i = 0;
        while (i < size && lower(begin[i]) == names->starts[n][i]) i++;
        if (i == size && ascii) return n;
        if (i == size) return memcmp(begin, names->starts[n], size) ? -2 : n;
    }
    return ascii || !may_change(begin, end, names) ? -1 : -2;
}

/* ---- lines ---- */

/* Read the members of an object, the values of wanted names into line->values. */
static int read_object(Line *line) {
    if (line->at == line->end || *line->at++ != '{') return 0;
    skip_space(line);
    for (int first = 1;; first = 0) {
        if (first && line->at < line->end && *line->at == '}') break;
        Value key, value;
        if (!skip_key(line, &key)) return 0;
        int name = wanted_name(&key, line->names);
        if (name == -2) return 0;
        if (line->at < line->end && (*line->at == '{' || *line->at == '[')) {
            /* an id may be wrapped in an object */
            if (name >= line->names->texts && *line->at == '{') return 0;
            value = (Value){.found = NO_USE};
            if (!skip_nested(line)) return 0;
        } else if (name >= 0 && name < line->names->texts && line->name < 0 &&
                   line->at < line->end && *line->at == '"') {
            line->at++;
            if (!copy_string(line, &value, name)) return 0;
            value.found = STRING;
        } else if (!skip_scalar(line, &value)) {
            return 0;
        }
        if (name >= 0) {
            if (line->values[name].found != ABSENT) return 0; /* which of two counts? */
            line->values[name] = value;
        }
        skip_space(line);
        if (line->at == line->end) return 0;
        if (*line->at == '}') break;
        if (*line->at++ != ',') return 0;
        skip_space(line);
    }
    line->at++;
    skip_space(line);
    return line->at == line->end || *line->at == '\n';
}

/* Append a plain line's text and id; return 0 if no text is there, or the id is unusual. */
static int take(const Line *line, Written *written, Status *status) {
    Buffer *ids = written->ids;
    int texts = line->names->texts, taken = 0, written_name = line->name;
    for (int n = 0; n < texts && !taken; n++) {
        const Value *value = &line->values[n];
        if (value->found != STRING) continue;
        uint8_t *end = n == written_name ? line->written : write_string(value, written->text);
        if (n != written_name) written_name = -1; /* it is gone */
        taken = is_filled(written->text, end);
        if (taken) written->text = end;
    }
    if (!taken) return 0;
    for (int n = texts; n < line->names->count; n++) {
        const Value *value = &line->values[n];
        if (value->found != STRING && value->found != WHOLE_NUMBER) {
            if (value->found == NO_USE && value->begin && (uint8_t)(*value->begin - '0') < 10) return 0;
            if (value->found == NO_USE && value->begin && *value->begin == '-') return 0;
            continue; /* nothing, true, false, or a list */
        }
        size_t size = (size_t)(value->end - value->begin);
        if (size == 0) continue;
        *status = buffer_reserve(ids, ids->size + size + 1);
        if (*status != DONE) return 0;
        uint8_t *begin = (uint8_t *)ids->start + ids->size, *end = begin + size;
        if (value->found == STRING) {
            end = write_string(value, begin);
        } else {
            memcpy(begin, value->begin, size);
        }
        if (memchr(begin, '\n', (size_t)(end - begin)) != NULL) return 0; /* it would end the id */
        ids->size += (size_t)(end - begin);
        break;
    }
    return 1;
}

static int is_blank(const uint8_t *at, const uint8_t *end) {
    while (at < end && (*at == ' ' || (*at >= '\t' && *at <= '\r'))) at++;
    return at == end;
}

Status json_lines(const Lanes *lanes, const uint8_t *block, size_t size, const Names *names,
                  uint8_t *texts, Buffer *lines, Buffer *offsets, Buffer *ids, int64_t *count) {
    const uint8_t *at = block, *stop = block + size;
    int64_t number = 0;
    Written written = {.texts = texts, .rows = lines, .offsets = offsets, .ids = ids};
    Status status = written_begin(&written);
    for (; at < stop && status == DONE; number++) {
        /* Nothing that belongs to a plain line is a line feed: its end need not be known before. */
        Line line = {.lanes = lanes, .at = at, .end = stop, .names = names,
                     .room = written.text, .name = -1};
        skip_space(&line);
        uint8_t *text = written.text;
        size_t known = ids->size;
        int whole = read_object(&line), plain = whole && take(&line, &written, &status);
        const uint8_t *end = whole ? line.at : memchr(at, '\n', (size_t)(stop - at));
        const uint8_t *next = end != NULL && end < stop ? end + 1 : stop;
        if (status == DONE && (whole || !is_blank(at, next))) {
            status = written_row(&written, text, known, at - block, next - block, number, plain);
        }
        at = next;
    }
    *count = number;
    return status;
}

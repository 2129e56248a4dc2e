/* Lines of JSON to texts and ids, without a Python object for each.

   A line is plain if it is one JSON object in UTF-8, as strict as the standard has it, with a text
   that is not blank under a wanted name. Every other line is odd, and somebody who knows more, and
   has words for what is wrong, must read it. So this may call odd what is fine, and never the
   other way round. */
#include "json_values.h"

#include "blank.h"
#include "written.h"

enum { LONGEST_NAME = 256 };

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

/* A text as code points, so that a rule can look at any of them, before and behind; and the spans that
   are found so. */
#ifndef DEDUP_POINTS_H
#define DEDUP_POINTS_H

#include "blank.h"
#include "kernels.h"

typedef struct {
    uint32_t *at;
    size_t count;
    Buffer memory;
} Points;

typedef struct {
    int64_t begin, end;
} Span;

/* The first place from `at` on, before `end`, where no white space stands; `end` if there is none. */
INLINE size_t skip_space(const Points *points, size_t at, size_t end) {
    while (at < end && is_space(points->at[at])) at++;
    return at;
}

static inline Status span_append(Buffer *spans, size_t begin, size_t end) {
    const Span span = {(int64_t)begin, (int64_t)end};
    return buffer_append(spans, &span, sizeof span);
}

/* Appends the spans of one text; `more` is what its caller needs for it. */
typedef Status (*FindSpans)(const Points *points, void *more, Buffer *spans);

/* Find the spans of each text, and note where those of each begin. points.c */
HIDDEN Status spans_of_each(const Texts *texts, FindSpans find, void *more, Buffer *first,
                            Buffer *spans, Fault *fault);

#endif

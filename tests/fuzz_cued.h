/* A text with names, words and rules of any kind: what comes back are names in the text, in order,
   and rules that there are. Included by fuzz_kernels.c. */
#include "../dedup/kernels/core/cued.h"

enum { FUZZ_CLASSES = 4, FUZZ_RULES = 5 };

static uint8_t fuzz_traits(uint32_t point) {
    if (point >= 'A' && point <= 'Z') return 1 | 4 | 8 | 32;
    if (point >= 'a' && point <= 'z') return 1 | 32;
    if (point >= '0' && point <= '9') return 1 | 16 | 32;
    return point == ' ' || point == '\n' ? 2 | 32 : point == '(' ? 64 : 0;
}

static void fuzz_cued(Input *input) {
    static const char letters[] = "AbTheKWs du'(-. \n2.of&";
    static uint8_t traits[CODE_POINTS];
    for (uint32_t i = 0; i < 256; i++) traits[i] = fuzz_traits(i);
    size_t size = next_byte(input) % 80, words = next_byte(input) % 20;
    size_t spans = next_byte(input) % 4, cuts = next_byte(input) % 4;
    uint8_t lies = next_byte(input);
    uint32_t *points = next_places(input, size, 250, lies == 1);
    for (size_t i = 0; i < size; i++) {
        if (points[i] < 250) points[i] = (uint32_t)letters[points[i] % (sizeof letters - 1)];
    }
    uint32_t *starts = next_places(input, words, 4, lies == 2), *ends = copy_of(starts, words * 4);
    uint32_t last = 0;
    for (size_t i = 0; i < words && lies != 2 && lies != 3; i++) {
        starts[i] += last;
        last = ends[i] = starts[i] + 1 + next_byte(input) % 3;
    }
    while (lies != 3 && lies != 2 && words > 0 && ends[words - 1] > size) words--;
    uint32_t *exact_starts = copy_of(starts, words * 4), *exact_ends = copy_of(ends, words * 4);
    uint32_t *classes = next_places(input, words, FUZZ_CLASSES, lies == 4);
    uint32_t *apart = next_places(input, 2 * spans, 90, lies == 5);
    uint32_t *places = next_places(input, cuts, 90, lies == 6);
    int64_t *first = next_offsets(input, FUZZ_CLASSES, 8, lies != 7);
    uint32_t *rows = next_places(input, 8, FUZZ_RULES, lies == 8);
    uint32_t *rules = next_places(input, FUZZ_RULES * RULE, 12, lies == 9);
    uint32_t *own = next_places(input, 2, FUZZ_CLASSES, lies == 10);
    uint64_t *marks = malloc(FUZZ_CLASSES * 8);
    promise(marks != NULL);
    for (size_t i = 0; i < FUZZ_CLASSES; i++) marks[i] = next_byte(input);
    static const uint32_t joiners[] = {'o', 'f', 0, 0, 0, 0, 0, 0}, signs[] = {'(', 'b', [LONGEST] = '('};
    uint32_t *all_signs = calloc(2 * LONGEST, 4);
    promise(all_signs != NULL);
    memcpy(all_signs, signs, sizeof signs);
    CueRules table = {traits, joiners, 1, marks, FUZZ_CLASSES, 1, first, rows, 8,
                      rules, FUZZ_RULES, all_signs, own, 2};
    CuedText text = {points, size, exact_starts, exact_ends, classes, words,
                     apart, spans, places, cuts, next_byte(input)};
    FoundNames found = {0};
    Fault fault;
    Status status = cued_names(&table, &text, &found, &fault);
    promise(status != OUT_OF_MEMORY);
    const uint32_t *names = found.names.start, *fitting = found.rows.start;
    size_t count = found.names.size / 28, kept = 0;
    for (size_t i = 0; status == DONE && i < count; i++) {
        const uint32_t *name = names + 7 * i;
        if (name[4] != 2) promise(name[0] < name[1] && name[1] <= size);
        if (name[4] == 1) promise(name[2] < name[3] && name[3] <= name[1]);
        if (i > 0 && name[4] != 2) promise(name[0] >= name[-7]);
        kept += name[6];
    }
    if (status == DONE) promise(kept == found.rows.size / 4 && found.marks.size == 8);
    for (size_t i = 0; status == DONE && i < kept; i++) promise(fitting[i] < FUZZ_RULES);
    found_names_free(&found);
    free(points), free(starts), free(ends), free(exact_starts), free(exact_ends), free(classes);
    free(apart), free(places), free(first), free(rows), free(rules), free(own), free(marks);
    free(all_signs);
}

/* Hostile bytes for the kernels: built and run, for a bounded time, by .ci/sanitize.

   The first byte of an input chooses a kernel, the next ones its parameters; the rest are texts,
   offsets or arrays, all of them copied to memory of their exact size, so that the sanitizer sees
   the first byte that is read past an end. What comes back must keep its promises. */
#define _POSIX_C_SOURCE 200809L /* files, to read spans of */
#include <stdio.h>
#include <unistd.h>

#include "../dedup/kernels/core/ahead.h"
#include "../dedup/kernels/core/compare.h"
#include "../dedup/kernels/core/csv.h"
#include "../dedup/kernels/core/families.h"
#include "../dedup/kernels/core/json.h"
#include "../dedup/kernels/core/kernels.h"
#include "../dedup/kernels/core/sheets.h"
#include "../dedup/kernels/core/spans.h"
#include "../dedup/kernels/core/xxh64.h"

typedef struct {
    const uint8_t *at;
    size_t left;
} Input;

static void promise(int kept) {
    if (!kept) abort();
}

static uint8_t next_byte(Input *input) {
    if (input->left == 0) return 0;
    input->left--;
    return *input->at++;
}

/* Small numbers as they are, and some that no array is long enough for. */
static int64_t next_number(Input *input) {
    uint8_t byte = next_byte(input);
    return byte < 250 ? byte : byte == 250 ? -1 : byte == 251 ? INT64_MAX : INT64_MIN + byte;
}

static void *copy_of(const void *bytes, size_t size) {
    void *copy = malloc(size ? size : 1);
    promise(copy != NULL);
    if (size) memcpy(copy, bytes, size);
    return copy;
}

/* Offsets as the input says, from 0 to `total` as module.c has made sure. */
static int64_t *next_offsets(Input *input, size_t rows, size_t total, int honest) {
    int64_t *offsets = malloc((rows + 1) * sizeof *offsets);
    promise(offsets != NULL);
    offsets[0] = 0;
    for (size_t row = 1; row <= rows; row++) {
        int64_t number = next_number(input);
        if (honest) {
            if (number < 0 || number > (int64_t)total - offsets[row - 1]) number = 0;
            number += offsets[row - 1];
        }
        offsets[row] = number;
    }
    offsets[rows] = (int64_t)total;
    return offsets;
}

static void fuzz_texts(Input *input, const Lanes *lanes) {
    static const uint32_t odd[5] = {1, 3, 0x80000001, 0xFFFFFFFF, 7};
    size_t rows = next_byte(input) % 4, width = 1 + next_byte(input) % 9;
    if (next_byte(input) == 255) width = SIZE_MAX / 2;
    int honest = next_byte(input) & 1;
    uint8_t cuts[4];
    for (int i = 0; i < 4; i++) cuts[i] = next_byte(input);
    Input cutter = {cuts, 4};
    size_t size = rows ? input->left : 0;
    uint8_t *utf8 = copy_of(input->at, size);
    int64_t *offsets = next_offsets(&cutter, rows, size, honest);
    Texts texts = {utf8, size, offsets, rows};
    Permutations permutations = {odd, odd, 5};
    Words words = {0};
    Buffer first = {0}, hashes = {0}, sets = {0}, set_first = {0};
    Fault fault;
    Status status = tokenize(lanes, &texts, &words, &first, &fault);
    if (status == DONE) {
        const int64_t *bounds = words.bounds.start, *starts = words.starts.start,
                      *ends = words.ends.start;
        for (size_t i = 0; i < words.count; i++) {
            promise(bounds[i] + 1 < bounds[i + 1]);
            promise(((uint8_t *)words.normalized.start)[bounds[i + 1] - 1] == ' ');
            promise(0 <= starts[i] && starts[i] < ends[i] && ends[i] <= (int64_t)size);
        }
        uint8_t *normalized = copy_of(words.normalized.start, words.normalized.size);
        Buffer hash_first = {0};
        promise(shingle_hashes(lanes, normalized, words.normalized.size, bounds, words.count,
                               first.start, rows, width, &hashes, &hash_first, &fault) == DONE);
        buffer_free(&hash_first);
        free(normalized);
    }
    promise(shingle_sets(lanes, &texts, 0, rows, width, &sets, &set_first, &fault) == status);
    uint32_t *signatures = malloc((rows + 1) * 5 * sizeof *signatures);
    int64_t *counts = malloc((rows + 1) * sizeof *counts);
    uint64_t *digests = malloc((rows + 1) * sizeof *digests);
    promise(signatures && counts && digests);
    for (int halved = 0; halved < 2; halved++) {
        Signatures out = {halved ? NULL : signatures, (uint16_t *)signatures, counts, digests};
        promise(minhash_texts(lanes, &texts, 0, rows, width, &permutations, &out, &fault) == status);
    }
    free(digests);
    free(signatures);
    free(counts);
    buffer_free(&first);
    buffer_free(&hashes);
    buffer_free(&sets);
    buffer_free(&set_first);
    words_free(&words);
    free(offsets);
    free(utf8);
}

static void fuzz_table(Input *input, const Lanes *lanes) {
    size_t rows = next_byte(input) % 4, words = next_byte(input) % 8, width = 1 + next_byte(input) % 9;
    int honest = next_byte(input) & 1;
    int64_t *first = next_offsets(input, rows, rows ? words : 0, next_byte(input) & 1);
    uint8_t cuts[8];
    for (int i = 0; i < 8; i++) cuts[i] = next_byte(input);
    Input cutter = {cuts, 8};
    size_t size = words ? input->left : 0;
    uint8_t *normalized = copy_of(input->at, size);
    int64_t *bounds = next_offsets(&cutter, words, size, honest);
    Buffer hashes = {0}, hash_first = {0};
    Fault fault;
    shingle_hashes(lanes, normalized, size, bounds, words, first, rows, width, &hashes, &hash_first,
                   &fault);
    buffer_free(&hashes);
    buffer_free(&hash_first);
    free(bounds);
    free(normalized);
    free(first);
}

static void fuzz_hashes(Input *input, const Lanes *lanes) {
    static const uint32_t odd[5] = {1, 3, 0x80000001, 0xFFFFFFFF, 7};
    size_t rows = next_byte(input) % 4, window = 1 + next_byte(input), pairs = next_byte(input) % 4;
    if (window == 256) window = SIZE_MAX / 2;
    int honest = next_byte(input) & 1;
    uint8_t numbers[12];
    for (int i = 0; i < 12; i++) numbers[i] = next_byte(input);
    Input source = {numbers, 12};
    size_t size = rows ? input->left / sizeof(uint64_t) : 0;
    uint64_t *hashes = copy_of(input->at, size * sizeof *hashes);
    int64_t *first = next_offsets(&source, rows, size, honest);
    Ragged ragged = {hashes, size, first, rows};
    Permutations permutations = {odd, odd, 5};
    uint32_t *signatures = malloc((rows + 1) * 5 * sizeof *signatures);
    int64_t named[8] = {0}, counts[4];
    for (size_t i = 0; i < 2 * pairs; i++) named[i] = next_number(&source);
    Buffer kept = {0}, kept_first = {0};
    Fault fault;
    promise(signatures != NULL);
    minhash(lanes, &ragged, &permutations, signatures, &fault);
    if (winnow(lanes, &ragged, window, &kept, &kept_first, &fault) == DONE) {
        const int64_t *bounds = kept_first.start;
        const uint64_t *minima = kept.start;
        for (size_t row = 0; row < rows; row++) {
            for (int64_t i = bounds[row] + 1; i < bounds[row + 1]; i++) {
                promise(minima[i - 1] < minima[i]);
            }
        }
    }
    overlaps(lanes, &ragged, named, pairs, counts, &fault);
    buffer_free(&kept);
    buffer_free(&kept_first);
    free(signatures);
    free(first);
    free(hashes);
}

static void fuzz_pairs(Input *input) {
    size_t cap = 1 + next_byte(input) % 8, wide = next_byte(input) & 1, count = input->left / 2;
    uint64_t *keys = malloc((count + 1) * sizeof *keys);
    int64_t *owners = malloc((count + 1) * sizeof *owners);
    promise(keys && owners);
    for (size_t i = 0; i < count; i++) {
        keys[i] = next_byte(input);
        if (wide) keys[i] *= 0x0101010101010101ull;
        owners[i] = next_number(input);
    }
    Buffer pairs = {0}, capped = {0};
    Fault fault;
    if (candidate_pairs(keys, owners, count, cap, &pairs, &capped, &fault) == DONE) {
        const int64_t *flat = pairs.start;
        for (size_t i = 0; i < pairs.size / sizeof *flat; i += 2) {
            promise(flat[i] < flat[i + 1]);
            promise(i == 0 || flat[i - 2] < flat[i] ||
                    (flat[i - 2] == flat[i] && flat[i - 1] < flat[i + 1]));
        }
    }
    buffer_free(&pairs);
    buffer_free(&capped);
    free(owners);
    free(keys);
}

static void fuzz_runs(Input *input) {
    size_t shortest = 1 + next_byte(input) % 6, most = 1 + next_byte(input);
    size_t left_size = input->left ? next_byte(input) * input->left / 256 : 0;
    size_t right_size = input->left - (left_size < input->left ? left_size : input->left);
    int64_t *left = malloc((left_size + 1) * sizeof *left);
    int64_t *right = malloc((right_size + 1) * sizeof *right);
    promise(left && right);
    for (size_t i = 0; i < left_size; i++) left[i] = next_byte(input) % 4;
    for (size_t i = 0; i < right_size; i++) right[i] = next_byte(input) % 4;
    Buffer found = {0};
    promise(common_runs(left, left_size, right, right_size, shortest, most, &found) == DONE);
    const int64_t *run = found.start;
    for (size_t i = 0; i < found.size / (3 * sizeof *run); i++, run += 3) {
        size_t a = (size_t)run[0], b = (size_t)run[1], length = (size_t)run[2];
        promise(length >= shortest && a + length <= left_size && b + length <= right_size);
        promise(memcmp(left + a, right + b, length * sizeof *left) == 0);
        promise(a == 0 || b == 0 || left[a - 1] != right[b - 1]);
        promise(a + length == left_size || b + length == right_size ||
                left[a + length] != right[b + length]);
    }
    buffer_free(&found);
    free(left);
    free(right);
}

/* Whether rows ascend in the block, and each plain one has a text that is UTF-8, and an id. */
static void promise_rows(const Lanes *lanes, const Buffer *lines, const Buffer *offsets,
                         const Buffer *ids, const uint8_t *texts, size_t size, int64_t count) {
    const int64_t *bounds = offsets->start;
    size_t plain = 0, ends = 0;
    int64_t before = 0;
    for (size_t i = 0; i < lines->size / (4 * sizeof before); i++) {
        const int64_t *row = (const int64_t *)lines->start + 4 * i;
        promise(before <= row[0] && row[0] < row[1] && row[1] <= (int64_t)size && row[2] < count);
        before = row[1];
        plain += row[3] != 0;
    }
    promise(offsets->size == (plain + 1) * sizeof *bounds && bounds[plain] <= (int64_t)size);
    for (size_t i = 0; i < plain; i++) promise(bounds[i] < bounds[i + 1]);
    for (size_t i = 0; i < ids->size; i++) ends += ((uint8_t *)ids->start)[i] == '\n';
    promise(ends == plain);
    Words known = {0};
    size_t wrong;
    for (size_t i = 0; i < plain; i++) { /* what is taken is UTF-8 */
        promise(words_append(lanes, &known, texts + bounds[i],
                             (size_t)(bounds[i + 1] - bounds[i]), 0, &wrong) == DONE);
    }
    words_free(&known);
}

typedef struct {
    int64_t *page, *own, *heads, *quotations, *bounds;
    uint64_t *keys;
    uint8_t *marks;
    Strand strand;
} OwnStrand;

/* A strand as the input says: mostly in order, and sometimes not. */
static OwnStrand next_strand(Input *input) {
    size_t page = next_byte(input) % 48, types = 1 + next_byte(input) % 8, quotations = next_byte(input) % 3;
    uint8_t lies = next_byte(input);
    OwnStrand made = {
        malloc((page + 1) * 8), malloc((page + 1) * 8), malloc((page + 1) * 8), malloc(2 * quotations * 8 + 8),
        malloc((page + 1) * 8), malloc((types + 1) * 8), malloc(page + 1), {0},
    };
    promise(made.page && made.own && made.heads && made.quotations && made.bounds && made.keys && made.marks);
    size_t size = 0, units = 0;
    for (size_t i = 0; i < page; i++) {
        uint8_t byte = next_byte(input);
        made.page[i] = byte & 7;
        if (byte >= 240) continue; /* furniture */
        made.heads[size] = (byte >> 1 & 3) % (int64_t)types;
        made.marks[size] = byte >> 3 & 15;
        if (size == 0 || byte >> 3 & 1) made.bounds[units++] = (int64_t)size;
        made.own[size++] = (int64_t)i;
    }
    made.marks[size] = 0;
    made.bounds[units] = (int64_t)size;
    for (size_t t = 0; t < types; t++) made.keys[t] = t;
    for (size_t q = 0; q < 2 * quotations; q++) made.quotations[q] = size ? next_byte(input) % (size + 1) : 0;
    if (lies == 1 && size) made.own[size / 2] = next_number(input);
    if (lies == 2 && size) made.heads[size / 2] = next_number(input);
    if (lies == 3) made.bounds[units / 2] = next_number(input);
    if (lies == 4) made.keys[types / 2] = (uint64_t)next_number(input);
    for (size_t q = 0; q < quotations && lies != 5; q++) {
        int64_t *two = made.quotations + 2 * q;
        if (two[0] > two[1]) two[1] = two[0];
    }
    made.strand = (Strand){
        .page = made.page, .own = made.own, .heads = made.heads, .quotations = made.quotations,
        .bounds = made.bounds, .head_keys = made.keys, .marks = made.marks, .page_size = page,
        .size = size, .types = types, .quotation_count = quotations, .units = units,
    };
    return made;
}

static void free_strand(OwnStrand *made) {
    free(made->page), free(made->own), free(made->heads), free(made->quotations);
    free(made->bounds), free(made->keys), free(made->marks);
}

/* Rules as the input says, within what the aligner takes. */
static Rules next_rules(Input *input) {
    int64_t numbers[RULE_COUNT];
    for (int k = 0; k < RULE_COUNT; k++) numbers[k] = next_number(input) % 64;
    Rules rules;
    memcpy(&rules, numbers, sizeof rules);
    rules.missed = -60000;
    rules.rounds %= 5;
    rules.passes = rules.passes < 0 ? 1 : rules.passes % 3;
    rules.most_cells = 1 << 20;
    int64_t *shares[] = {&rules.dice, &rules.tail, &rules.covered_share, &rules.own_worth,
                         &rules.shared_part, &rules.summary_share, &rules.summary_margin, &rules.evidence,
                         &rules.chain_share, &rules.verbatim_share, &rules.sentence_alike,
                         &rules.brief_evidence, &rules.deepest, &rules.around_worth,
                         &rules.alone_share, &rules.doubt, &rules.plain, &rules.plain_part,
                         &rules.plain_share, &rules.long_share, &rules.lenience, &rules.scattered,
                         &rules.summary_copied, &rules.summary_evidence, &rules.summary_rest,
                         &rules.sure_share, &rules.phrase_worth};
    for (size_t k = 0; k < sizeof shares / sizeof *shares; k++) *shares[k] *= 1 << 14;
    rules.cosine *= (int64_t)1 << 34;
    return rules;
}

static int64_t worths[WORTH_COUNT], logs[128];

static void fill_tables(void) {
    for (int k = 0; k < WORTH_COUNT; k++) worths[k] = 6 * 65536 - 150 * k > 0 ? 6 * 65536 - 150 * k : 0;
    for (int k = 1; k < 128; k++) logs[k] = logs[k - 1] + 65536 / k; /* near enough */
}

static void fuzz_alignment(Input *input) {
    fill_tables();
    Rules rules = next_rules(input);
    OwnStrand left = next_strand(input), right = next_strand(input);
    Buffer passages = {0}, runs = {0}, sentences = {0};
    Fault fault;
    Status status = align_strands(&left.strand, &right.strand, &rules, worths, logs, 128, &passages,
                                  &runs, &sentences, &fault);
    promise(status != OUT_OF_MEMORY);
    const int64_t *row = passages.start;
    int64_t count = (int64_t)(passages.size / (8 * sizeof *row));
    for (int64_t k = 0; status == DONE && k < count; k++, row += 8) {
        promise(0 <= row[0] && row[0] < row[1] && row[1] <= (int64_t)left.strand.page_size);
        promise(0 <= row[2] && row[2] < row[3] && row[3] <= (int64_t)right.strand.page_size);
        promise(0 <= row[6] && row[6] <= row[7]);
    }
    buffer_free(&passages);
    buffer_free(&runs);
    buffer_free(&sentences);
    free_strand(&left);
    free_strand(&right);
}

/* Numbers of 32 bits, each below `most` unless the input lies; memory of their exact size. */
static uint32_t *next_places(Input *input, size_t count, size_t most, int lies) {
    uint32_t *places = malloc(count * sizeof *places + !count);
    promise(places != NULL);
    for (size_t k = 0; k < count; k++) {
        int64_t number = next_number(input);
        places[k] = (uint32_t)(lies || most == 0 ? number : number < 0 ? 0 : number % (int64_t)most);
    }
    return places;
}

enum { SHEET_PARTS = 9 };

typedef struct {
    uint32_t *parts[SHEET_PARTS];
    uint64_t keys[8];
    uint8_t *flags;
    double *weights, *term_weights;
    Sheet sheet;
} OwnSheet;

/* A sheet as the input says: mostly in order, and sometimes not. */
static OwnSheet next_sheet(Input *input) {
    size_t words = next_byte(input) % 40, stems = next_byte(input) % 12, own = 0;
    uint8_t lies = next_byte(input);
    size_t lists[3];
    for (int k = 0; k < 3; k++) lists[k] = stems ? next_byte(input) % 14 : 0;
    OwnSheet made = {.flags = malloc(words + !words), .weights = malloc(stems * 8 + 8),
                     .term_weights = malloc(lists[2] * 8 + 8)};
    promise(made.flags && made.weights && made.term_weights);
    for (int k = 0; k < 8; k++) made.keys[k] = (uint64_t)k * 3;
    for (size_t i = 0; i < words; i++) own += !((made.flags[i] = next_byte(input) & 63) & IN_FURNITURE);
    made.parts[0] = next_places(input, words, 8, lies == 1);
    made.parts[1] = next_places(input, own, 8, lies == 2);
    made.parts[2] = next_places(input, 2, own + 1, lies == 3);
    made.parts[3] = next_places(input, 2, own + 1, lies == 4);
    if (lies != 4) made.parts[3][0] = 0, made.parts[3][1] = (uint32_t)own;
    made.parts[4] = next_places(input, stems, 3, lies == 5);
    for (size_t k = 1; k < stems && lies != 5; k++) made.parts[4][k] += made.parts[4][k - 1] + 1;
    made.parts[5] = next_places(input, stems, words + 1, lies == 6);
    for (int k = 0; k < 3; k++) made.parts[6 + k] = next_places(input, lists[k], stems, lies == 7 + k);
    for (size_t k = 0; k < stems; k++) made.weights[k] = next_byte(input) / 16.0;
    for (size_t k = 0; k < lists[2]; k++) made.term_weights[k] = next_byte(input) / 256.0;
    made.sheet = (Sheet){
        .numbers = made.parts[0], .flags = made.flags, .heads = made.parts[1],
        .quotations = made.parts[2], .bounds = made.parts[3], .stems = made.parts[4],
        .places = made.parts[5], .weights = made.weights, .own = made.parts[6],
        .facts = made.parts[7], .terms = made.parts[8], .term_weights = made.term_weights,
        .words = words, .key_count = 8, .own_words = own - (lies == 10 && own), .types = 8,
        .quotation_count = 1, .units = own ? 1 : 0, .stem_count = stems, .own_count = lists[0],
        .fact_count = lists[1], .term_count = lists[2],
    };
    return made;
}

/* Two sheets, aligned both ways and compared by what is found, or by passages that may lie. */
static void fuzz_sheets(Input *input) {
    fill_tables();
    Rules rules = next_rules(input);
    OwnSheet own[2] = {next_sheet(input), next_sheet(input)};
    Sheet sheets[2];
    for (int s = 0; s < 2; s++) {
        sheets[s] = own[s].sheet;
        sheets[s].keys = own[s].keys;
        sheets[s].head_keys = own[s].keys;
    }
    int64_t pairs[6] = {0, 1, 1, 0, 0, next_number(input) % 3}, counts[9], first[4] = {0};
    int64_t found[3 * COUNTS];
    double weights[3 * WEIGHTS];
    Buffer passages = {0}, runs = {0}, sentences = {0};
    Fault fault;
    Status status = align_pairs(sheets, 2, pairs, 3, &rules, worths, logs, 128, counts, &passages,
                                &runs, &sentences, &fault);
    promise(status != OUT_OF_MEMORY);
    if (status == DONE) {
        size_t count = passages.size / 64;
        for (int k = 0; k < 3; k++) first[k + 1] = first[k] + counts[3 * k];
        promise(first[3] == (int64_t)count);
        uint8_t lie = next_byte(input);
        if (lie < 8 && count) ((int64_t *)passages.start)[lie] = next_number(input);
        status = compare_pairs(sheets, 2, pairs, 3, first, passages.start, count, lie >> 5,
                               found, weights, &fault);
        for (int side = 0; status == DONE && side < 2; side++) {
            promise(found[COVERED_LEFT + side] <= found[NARRATIVE_LEFT + side]);
            promise(found[CARRIED_LEFT + side] <= found[TOLD_LEFT + side]);
            promise(found[PIECES_LEFT + side] <= found[TAKEN_LEFT + side]);
            promise(found[TAKEN_LEFT + side] == found[COUNTS + TAKEN_LEFT + 1 - side]);
            promise(weights[SHARED_LEFT + side] <= weights[TOTAL_LEFT + side]);
        }
    }
    buffer_free(&passages);
    buffer_free(&runs);
    buffer_free(&sentences);
    for (int s = 0; s < 2; s++) {
        for (int k = 0; k < SHEET_PARTS; k++) free(own[s].parts[k]);
        free(own[s].flags), free(own[s].weights), free(own[s].term_weights);
    }
}

/* The same lines in a file, signed from its begin on. */
static void promise_ahead(const Lanes *lanes, const Names *names, const uint8_t *content, size_t size) {
    static FILE *file;
    static const uint32_t odd[3] = {1, 3, 5};
    if (file == NULL) promise((file = tmpfile()) != NULL);
    promise(ftruncate(fileno(file), 0) == 0 &&
            pwrite(fileno(file), content, size, 0) == (ssize_t)size);
    Ahead ahead = {.file = fileno(file), .block = 1 + size % 50, .most = (int64_t)size, .names = names,
                   .width = 2, .permutations = {odd, odd, 3}, .stop = (const uint8_t *)""};
    Signed out = {0};
    Fault fault;
    Status status = sign_ahead(lanes, &ahead, &out, &fault);
    size_t texts = out.lengths.size / sizeof(int64_t);
    if (status == DONE) {
        promise(out.end >= 0 && (size_t)out.end <= size && out.lines.size == 4 * out.lengths.size);
        promise(out.words.size == out.lengths.size && out.slots.size == 3 * texts * sizeof(uint16_t));
        promise(out.end == 0 || content[out.end - 1] == '\n');
    }
    buffer_free(&out.lines);
    buffer_free(&out.lengths);
    buffer_free(&out.ids);
    buffer_free(&out.slots);
    buffer_free(&out.words);
    buffer_free(&out.digests);
}

/* Lines with names that the input chooses among: braces and quotes are put where it has few. */
static void fuzz_lines(Input *input, const Lanes *lanes) {
    static const char *const words[8] = {"{\"text\":\"", "\"}\n", "\",\"id\":", "\\u", "[{\"a\":",
                                         "]}", "\\ud83d\\ude00", "-0.5e3,"};
    Names names = {.texts = 1, .count = 2};
    names.starts[0] = (const uint8_t *)"text";
    names.starts[1] = (const uint8_t *)"id";
    names.sizes[0] = 4;
    names.sizes[1] = 2;
    names.beyond_ascii = next_byte(input) & 1;
    uint8_t *grown = malloc(input->left * 16 + 1);
    promise(grown != NULL);
    size_t size = 0;
    while (input->left) {
        uint8_t byte = next_byte(input);
        if (byte >= 0xF8) {
            size_t length = strlen(words[byte & 7]);
            memcpy(grown + size, words[byte & 7], length);
            size += length;
        } else {
            grown[size++] = byte;
        }
    }
    uint8_t *block = copy_of(grown, size), *texts = malloc(size ? size : 1);
    promise(texts != NULL);
    free(grown);
    Buffer lines = {0}, offsets = {0}, ids = {0};
    int64_t count = 0;
    promise(json_lines(lanes, block, size, &names, texts, &lines, &offsets, &ids, &count) == DONE);
    promise_rows(lanes, &lines, &offsets, &ids, texts, size, count);
    promise_ahead(lanes, &names, block, size);
    buffer_free(&lines);
    buffer_free(&offsets);
    buffer_free(&ids);
    free(texts);
    free(block);
}

/* Tables with quotes and line ends, whole or cut; what is left of one block begins the next. */
static void fuzz_tables(Input *input, const Lanes *lanes) {
    static const char *const words[8] = {"\",\"", "\"\"", "\"\n\"", "\r\n", ",", "\n", "\r", "a,b\n"};
    uint8_t choice = next_byte(input);
    Layout layout = {.texts = 1, .count = 2, .columns = 2 + (choice & 1), .delimiter = ','};
    layout.wanted[0] = choice >> 1 & 1;
    layout.wanted[1] = choice >> 2 & 1;
    uint8_t *grown = malloc(input->left * 4 + 1);
    promise(grown != NULL);
    size_t size = 0;
    while (input->left) {
        uint8_t byte = next_byte(input);
        if (byte >= 0xF8) {
            size_t length = strlen(words[byte & 7]);
            memcpy(grown + size, words[byte & 7], length);
            size += length;
        } else {
            grown[size++] = byte;
        }
    }
    size_t cut = size * (choice >> 3) / 31;
    int64_t lines = 0, read = 0, before = 0;
    for (int last = 0; last < 2; last++) {
        size_t begin = (size_t)before, length = (last ? size : cut) - begin;
        uint8_t *block = copy_of(grown + begin, length), *texts = malloc(length ? length : 1);
        promise(texts != NULL);
        Buffer records = {0}, offsets = {0}, ids = {0};
        promise(csv_rows(lanes, block, length, &layout, last, texts, &records, &offsets, &ids,
                         &lines, &read) == DONE);
        promise(0 <= read && read <= (int64_t)length && (!last || read == (int64_t)length));
        promise_rows(lanes, &records, &offsets, &ids, texts, (size_t)read, lines + 1);
        before += read;
        buffer_free(&records);
        buffer_free(&offsets);
        buffer_free(&ids);
        free(texts);
        free(block);
    }
    free(grown);
}

static void fuzz_near(Input *input, const Lanes *lanes) {
    size_t width = 1 + next_byte(input) % 12, rows = 1 + next_byte(input) % width;
    size_t cap = 1 + next_byte(input) % 5, least = next_byte(input) % 14, owned = next_byte(input) % 9;
    int64_t owners[8], last = -1;
    if (owned > 8) owned = 8;
    for (size_t i = 0; i < owned; i++) owners[i] = next_number(input);
    if (next_byte(input) & 1) { /* in order, most of the time */
        for (size_t i = 0; i < owned; i++) owners[i] = last = last + 1 + (owners[i] & 1);
    }
    size_t count = input->left / width;
    uint16_t *slots = malloc(count * width * sizeof *slots + 1);
    promise(slots != NULL);
    for (size_t i = 0; i < count * width; i++) slots[i] = next_byte(input) % 3;
    Buffer pairs = {0}, capped = {0};
    Fault fault;
    if (near_pairs(lanes, slots, count, width, owners, owned, 0, width / rows, rows, cap, least,
                   &pairs, &capped, &fault) == DONE) {
        const int64_t *flat = pairs.start;
        for (size_t i = 0; i < pairs.size / sizeof *flat; i += 2) {
            promise(0 <= flat[i] && flat[i] < flat[i + 1] && flat[i + 1] < (int64_t)count);
        }
    }
    buffer_free(&pairs);
    buffer_free(&capped);
    free(slots);
}

static void fuzz_groups(Input *input) {
    size_t things = next_byte(input) % 12, count = input->left / 3;
    double least = next_byte(input) / 256.0;
    int64_t *pairs = malloc(count * 2 * sizeof *pairs + 1), labels[12], groups[12];
    double *weights = malloc(count * sizeof *weights + 1);
    promise(pairs && weights);
    for (size_t i = 0; i < count; i++) {
        pairs[2 * i] = next_number(input);
        pairs[2 * i + 1] = next_number(input);
        weights[i] = next_byte(input) / 128.0 - 0.25;
    }
    Fault fault;
    if (components(pairs, count, labels, things, &fault) == DONE) {
        for (size_t i = 0; i < things; i++) promise(labels[i] <= (int64_t)i);
        for (size_t i = 0; i < count; i++) promise(labels[pairs[2 * i]] == labels[pairs[2 * i + 1]]);
    }
    if (average_linkage(pairs, weights, count, least, groups, things, &fault) == DONE) {
        for (size_t i = 0; i < things; i++) {
            promise(0 <= groups[i] && groups[i] <= (int64_t)i && groups[groups[i]] == groups[i]);
        }
    }
    const uint64_t *numbers = (const uint64_t *)pairs;
    int64_t *order = malloc(count * 2 * sizeof *order + 1);
    Buffer kept = {0};
    promise(order && order_numbers(numbers, 2 * count, order) == DONE);
    promise(distinct_numbers(numbers, 2 * count, &kept) == DONE);
    for (size_t i = 1; i < 2 * count; i++) promise(numbers[order[i - 1]] <= numbers[order[i]]);
    promise(kept.size / sizeof *numbers <= 2 * count && (kept.size > 0) == (count > 0));
    buffer_free(&kept);
    free(order);
    free(pairs);
    free(weights);
}

/* Runs of any bytes; what is taken for postings packs and unpacks to the same. */
static void fuzz_postings(Input *input) {
    size_t runs = next_byte(input) % 4;
    int honest = next_byte(input) & 1;
    uint8_t cuts[4];
    for (int i = 0; i < 4; i++) cuts[i] = next_byte(input);
    Input cutter = {cuts, 4};
    size_t size = runs ? input->left : 0;
    uint8_t *bytes = copy_of(input->at, size);
    int64_t *offsets = next_offsets(&cutter, runs, size, honest);
    Buffer keys = {0}, owners = {0}, first = {0}, packed = {0}, bounds = {0};
    Fault fault;
    if (unpack_postings(bytes, size, offsets, runs, &keys, &owners, &first, &fault) == DONE) {
        size_t count = keys.size / sizeof(uint64_t);
        promise(owners.size == keys.size && first.size == (runs + 1) * sizeof(int64_t));
        if (pack_postings(keys.start, owners.start, count, first.start, runs, &packed, &bounds,
                          &fault) == DONE) {
            Buffer again = {0}, holders = {0}, ends = {0};
            promise(unpack_postings(packed.start, packed.size, bounds.start, runs, &again, &holders,
                                    &ends, &fault) == DONE);
            promise(again.size == keys.size && holders.size == owners.size);
            promise(!count || memcmp(again.start, keys.start, again.size) == 0);
            promise(!count || memcmp(holders.start, owners.start, holders.size) == 0);
            buffer_free(&again);
            buffer_free(&holders);
            buffer_free(&ends);
        }
    }
    buffer_free(&keys);
    buffer_free(&owners);
    buffer_free(&first);
    buffer_free(&packed);
    buffer_free(&bounds);
    free(offsets);
    free(bytes);
}

static void seal_block(uint8_t *block, size_t size, int64_t place) {
    if (size < 24) return;
    for (int i = 0; i < 8; i++) block[i] = (uint8_t)((uint64_t)place >> 8 * i);
    uint64_t check = xxh64(block, size - 8);
    for (int i = 0; i < 8; i++) block[size - 8 + i] = (uint8_t)(check >> 8 * i);
}

/* Blocks of any bytes, most with a true check sum; keys looked for in them; parts merged. */
static void fuzz_blocks(Input *input) {
    size_t count = next_byte(input) % 4, asked = next_byte(input) % 6;
    int honest = next_byte(input) & 1, true_sums = next_byte(input) & 3;
    unsigned bits = 1 + next_byte(input) % 61;
    int64_t *places = malloc((count + 1) * sizeof *places), *among = malloc((asked + 1) * 8);
    uint64_t *keys = malloc((asked + 1) * sizeof *keys);
    promise(places && among && keys);
    for (size_t i = 0; i < count; i++) places[i] = next_number(input);
    for (size_t i = 0; i < asked; i++) {
        keys[i] = (uint64_t)next_number(input);
        among[i] = next_number(input);
    }
    uint8_t cuts[4];
    for (int i = 0; i < 4; i++) cuts[i] = next_byte(input);
    Input cutter = {cuts, 4};
    size_t size = count ? input->left : 0;
    uint8_t *bytes = copy_of(input->at, size);
    int64_t *offsets = next_offsets(&cutter, count, size, honest);
    for (size_t i = 0; honest && true_sums && i < count; i++) {
        seal_block(bytes + offsets[i], (size_t)(offsets[i + 1] - offsets[i]), places[i]);
    }
    Blocks blocks = {bytes, size, offsets, places, count, bits};
    Buffer all = {0}, owners = {0}, ends = {0}, found = {0}, holders = {0}, merged = {0}, left = {0};
    Fault fault;
    if (find_in_blocks(&blocks, keys, among, asked, &found, &holders, &fault) == DONE) {
        promise(found.size == holders.size);
        for (size_t i = 0; i < found.size / 8; i++) {
            promise((uint64_t)((int64_t *)found.start)[i] < asked);
        }
    }
    if (unpack_blocks(&blocks, &all, &owners, &ends, &fault) == DONE) {
        size_t held = all.size / 8;
        int64_t first[3] = {0, (int64_t)(held / 2), (int64_t)held}, gone = (int64_t)asked;
        promise(owners.size == all.size && ends.size == count * 8);
        promise(merge_postings(all.start, owners.start, held, first, 2, &gone, 1, &merged, &left,
                               &fault) == DONE);
        promise(merged.size == left.size && merged.size <= all.size);
    }
    /* Postings as they were unpacked, sorted or not, and a sieve of any numbers over the bytes. */
    Buffer places_found = {0}, owners_found = {0}, passed = {0};
    promise(find_sorted(all.start, owners.start, owners.size / 8 < all.size / 8 ? 0 : all.size / 8,
                        keys, asked, &places_found, &owners_found) == DONE);
    promise(places_found.size == owners_found.size);
    Sieve sieve = {keys, keys + asked / 2, offsets, count < asked / 2 ? count : asked / 2, bytes, size};
    if (make_sieve(keys, asked, 1 + bits % 7, &passed) == DONE) promise(passed.size == 1 + bits % 7);
    passed.size = 0;
    if (sift(&sieve, keys, asked, &passed, &fault) == DONE) promise(passed.size / 8 <= asked);
    Buffer *buffers[] = {&all, &owners, &ends, &found, &holders, &merged, &left,
                         &places_found, &owners_found, &passed};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) buffer_free(buffers[i]);
    free(offsets);
    free(bytes);
    free(keys);
    free(among);
    free(places);
}

/* Pieces in any order, and spans of a file of any bytes: all of a span, or all up to the file's end. */
static void fuzz_pieces(Input *input) {
    static FILE *file;
    if (file == NULL) promise((file = tmpfile()) != NULL);
    size_t rows = next_byte(input) % 4, count = next_byte(input) % 6, filled = 0;
    int honest = next_byte(input) & 1, problem = 0;
    uint8_t numbers[16];
    for (int i = 0; i < 16; i++) numbers[i] = next_byte(input);
    Input cutter = {numbers, 4}, orders = {numbers + 4, 12};
    int64_t order[6], spans[12];
    for (size_t i = 0; i < count; i++) order[i] = spans[2 * i] = next_number(&orders);
    for (size_t i = 0; i < count; i++) spans[2 * i + 1] = next_number(&orders);
    size_t size = rows ? input->left : 0, room = input->left % 64;
    uint8_t *bytes = copy_of(input->at, size), *out = copy_of(input->at, room);
    int64_t *offsets = next_offsets(&cutter, rows, size, honest);
    Texts pieces = {bytes, size, offsets, rows};
    Buffer joined = {0};
    Fault fault;
    if (gather(&pieces, order, count, &joined, &fault) == DONE) {
        size_t wanted = 0;
        for (size_t i = 0; i < count; i++) {
            wanted += (size_t)(offsets[order[i] + 1] - offsets[order[i]]);
        }
        promise(joined.size == wanted);
    }
    promise(ftruncate(fileno(file), 0) == 0 &&
            pwrite(fileno(file), bytes, size, 0) == (ssize_t)size);
    if (read_spans(fileno(file), spans, count, out, room, &filled, &problem, &fault) == DONE) {
        promise(problem == 0 && filled <= room);
        if (count && spans[0] < (int64_t)size && spans[1] > spans[0]) {
            promise(filled && out[0] == bytes[spans[0]]);
        }
    }
    buffer_free(&joined);
    free(offsets);
    free(bytes);
    free(out);
}

/* Families of pieces that may not be there, with counts that may be none. */
static void fuzz_families(Input *input) {
    size_t rows = next_byte(input) % 24, count = next_byte(input) % 3, size = next_byte(input) % 4;
    int honest = next_byte(input) & 1;
    int64_t heads[3], members[4], names[8], counts[12];
    uint8_t exact[4], cuts[4];
    for (size_t i = 0; i < 3; i++) heads[i] = next_number(input);
    for (size_t i = 0; i < 4; i++) members[i] = next_number(input), exact[i] = next_byte(input);
    for (size_t i = 0; i < 8; i++) names[i] = next_number(input);
    for (size_t i = 0; i < 12; i++) counts[i] = next_number(input);
    for (size_t i = 0; i < 4; i++) cuts[i] = next_byte(input);
    Input cutter = {cuts, 4}, others = {exact, 4};
    int64_t *first = next_offsets(&cutter, count, size, honest);
    size_t bytes = rows ? input->left : 0;
    uint8_t *text = copy_of(input->at, bytes);
    int64_t *offsets = next_offsets(input, rows, bytes, honest);
    int64_t *own = next_offsets(&others, count, size, honest);
    Related related = {first, names, counts, exact, size};
    Families families = {{text, bytes, offsets, rows}, heads, own, members, size, related, related};
    Buffer out = {0};
    Fault fault;
    write_families(&families, 0, count, &out, &fault);
    buffer_free(&out);
    free(first);
    free(own);
    free(text);
    free(offsets);
}

/* Words between bounds that may lie; numbers of words, some of them none; pairs of texts. */
static void fuzz_vocabulary(Input *input) {
    size_t rows = next_byte(input) % 4, most = 1 + next_byte(input) % 4, types = next_byte(input) % 6;
    int honest = next_byte(input) & 1;
    uint8_t cuts[8];
    for (int i = 0; i < 8; i++) cuts[i] = next_byte(input);
    Input cutter = {cuts, 8};
    size_t size = rows ? input->left : 0;
    uint8_t *bytes = copy_of(input->at, size);
    int64_t *bounds = next_offsets(&cutter, rows, size, honest);
    double weights[8] = {0, 1, 1.5, 2, 0.5, 3, 0.25, 1};
    Buffer numbers = {0}, firsts = {0}, first = {0}, items = {0}, counts = {0};
    Fault fault;
    if (number_words(bytes, size, bounds, rows, &numbers, &firsts, &fault) == DONE) {
        const int64_t *flat = numbers.start;
        for (size_t i = 0; i < rows; i++) {
            promise(0 <= flat[i] && flat[i] < (int64_t)(firsts.size / sizeof(int64_t)));
        }
    }
    int64_t asked[4] = {0, most, 0, 1};
    uint64_t slots[16] = {0, types, 5}; /* one pair of another's making */
    numbers.size = firsts.size = 0;
    if (enter_words(bytes, size, bounds, rows, asked, 4, slots, 8, size, types % 4, &numbers,
                    &firsts, &fault) == DONE) {
        promise(numbers.size == 4 * sizeof(int64_t) && firsts.size <= numbers.size);
        promise(((int64_t *)numbers.start)[0] == ((int64_t *)numbers.start)[2]);
    }
    int64_t *numbered = malloc((size + 1) * sizeof *numbered);
    uint64_t *words = malloc((size + 1) * sizeof *words);
    promise(numbered && words);
    for (size_t i = 0; i < size; i++) {
        numbered[i] = bytes[i] % 8 ? bytes[i] % 7 - 1 : bytes[i] - 3;
        words[i] = bytes[i] % 3;
    }
    if (strongest_terms(bounds, rows, numbered, size, weights, types, weights, 8, most, &first,
                        &items, &counts, &fault) == DONE) {
        promise(items.size == counts.size && first.size == (rows + 1) * sizeof(int64_t));
    }
    int64_t pairs[4], longest[4];
    for (int i = 0; i < 4; i++) pairs[i] = next_number(input) % 5;
    Ragged texts = {words, size, bounds, rows};
    if (longest_runs(&texts, bytes, pairs, 2, most, 3, longest, &fault) == DONE) {
        for (int i = 0; i < 4; i += 2) promise(0 <= longest[i + 1] && longest[i + 1] <= longest[i]);
    }
    buffer_free(&numbers);
    buffer_free(&firsts);
    buffer_free(&first);
    buffer_free(&items);
    buffer_free(&counts);
    free(words);
    free(numbered);
    free(bounds);
    free(bytes);
}

/* Rows that may be no vectors, and pairs of them: a pair has the cosine that its search found. */
static void fuzz_vectors(Input *input) {
    enum { ROWS = 6, PAIRS = 8 };
    size_t rows = next_byte(input) % (ROWS + 1), most = 1 + next_byte(input) % 4;
    int honest = next_byte(input) & 1, types = next_byte(input) % 9;
    uint8_t cuts[ROWS + 1];
    for (int i = 0; i <= ROWS; i++) cuts[i] = next_byte(input) % 5;
    int64_t pairs[2 * PAIRS];
    for (int i = 0; i < 2 * PAIRS; i++) {
        int64_t row = next_number(input);
        pairs[i] = rows && row >= 0 && row < 240 ? row % (int64_t)rows : row;
    }
    Input cutter = {cuts, sizeof cuts};
    size_t size = rows ? input->left : 0;
    int64_t *first = next_offsets(&cutter, rows, size, honest);
    uint32_t *terms = malloc(size * sizeof *terms + 1);
    float *single = malloc(size * sizeof *single + 1);
    double *weights = malloc(size * sizeof *weights + 1), cosines[PAIRS];
    promise(terms && single && weights);
    for (size_t i = 0; i < size; i++) {
        terms[i] = (uint32_t)(int8_t)input->at[i];
        weights[i] = single[i] = input->at[i] / 256.0f;
    }
    Vectors vectors = {first, terms, rows, size, types};
    Buffer bounds = {0}, neighbors = {0}, near = {0};
    Fault fault;
    Status found = nearest_by_terms(&vectors, single, 0, rows, 0.0, most, &bounds, &neighbors, &near,
                                    &fault);
    if (found == DONE) promise(neighbors.size == near.size && bounds.size == (rows + 1) * 8);
    if (pair_cosines(&vectors, weights, pairs, PAIRS, cosines, &fault) == DONE) {
        promise(found == DONE);
        const int64_t *ends = bounds.start, *others = neighbors.start;
        const double *measured = near.start;
        for (int p = 0; p < PAIRS; p++) {
            for (int64_t i = ends[pairs[2 * p]]; i < ends[pairs[2 * p] + 1]; i++) {
                promise(others[i] != pairs[2 * p + 1] || measured[i] == cosines[p]);
            }
        }
    }
    buffer_free(&bounds);
    buffer_free(&neighbors);
    buffer_free(&near);
    free(first);
    free(terms);
    free(single);
    free(weights);
}

/* Texts to cut up: words, marks and quotations that may lie in any way. */
static void fuzz_units(Input *input) {
    size_t rows = next_byte(input) % 5, size = rows ? next_byte(input) % 60 : 0;
    size_t marks = rows ? next_byte(input) % 12 : 0, spans = rows ? next_byte(input) % 8 : 0;
    uint8_t lies = next_byte(input);
    int64_t *first = next_offsets(input, rows, size, lies != 1);
    int64_t *mark_first = next_offsets(input, rows, marks, lies != 2);
    int64_t *span_first = next_offsets(input, rows, spans, lies != 3);
    uint32_t *starts = next_places(input, size, 200, 0);
    uint32_t *heads = next_places(input, size, 9, lies == 4);
    uint8_t *kinds = malloc(size + !size);
    int64_t *places = malloc((marks + spans) * 8 + 8);
    promise(kinds && places);
    for (size_t i = 0; i < size; i++) kinds[i] = next_byte(input);
    for (size_t i = 1; i < size && lies != 5; i++) starts[i] += starts[i - 1];
    for (size_t i = 0; i < marks + spans; i++) places[i] = next_number(input);
    Uncut texts = {.first = first, .rows = rows, .size = size, .starts = starts, .heads = heads,
                   .kinds = kinds, .types = 9, .marks = {mark_first, places, marks},
                   .quotations = {span_first, places + marks, spans},
                   .shortest = 1 + next_byte(input) % 4, .dateline = 1 + next_byte(input) % 9,
                   .dated = next_byte(input) / 64.0};
    Cuts cuts = {.flags = malloc(size + !size), .quotations = malloc(spans * 4 + 4)};
    promise(cuts.flags && cuts.quotations);
    Fault fault;
    Status status = cut_units(&texts, &cuts, &fault);
    promise(status != OUT_OF_MEMORY);
    if (status == DONE) {
        size_t own = 0;
        for (size_t i = 0; i < size; i++) own += !(cuts.flags[i] & KIND_FURNISHED);
        const int64_t *ends = cuts.firsts.start;
        const uint32_t *bounds = cuts.bounds.start, *ranks = cuts.heads.start;
        promise(cuts.heads.size == own * 4 && cuts.firsts.size == (rows + 1) * 24);
        promise(ends[3 * rows] == (int64_t)own);
        for (size_t row = 0; row < rows; row++, ends += 3) {
            promise(bounds[ends[2]] == 0 && bounds[ends[5] - 1] == ends[3] - ends[0]);
            for (int64_t i = ends[0]; i < ends[3]; i++) promise(ranks[i] < ends[4] - ends[1]);
        }
    }
    buffer_free(&cuts.heads);
    buffer_free(&cuts.held);
    buffer_free(&cuts.bounds);
    buffer_free(&cuts.firsts);
    free(cuts.flags), free(cuts.quotations), free(first), free(mark_first), free(span_first);
    free(starts), free(heads), free(kinds), free(places);
}

/* Texts whose stems are weighed: what comes back are places among the stems of each. */
static void fuzz_stems(Input *input) {
    size_t rows = next_byte(input) % 5, size = rows ? next_byte(input) % 60 : 0;
    size_t count = rows ? next_byte(input) % 20 : 0, most = 1 + next_byte(input) % 5;
    uint8_t lies = next_byte(input);
    int64_t *first = next_offsets(input, rows, size, lies != 1);
    int64_t *term_first = next_offsets(input, rows, count, lies != 2);
    uint32_t *stems = next_places(input, size, 7, lies == 3);
    uint32_t *terms = next_places(input, count, 7, lies == 4);
    uint32_t *ranks = next_places(input, 7, 7, lies == 5);
    uint8_t *kinds = malloc(size + !size);
    double *weights = malloc(size * 8 + 8), *frequencies = malloc(count * 8 + 8);
    promise(kinds && weights && frequencies);
    for (size_t i = 0; i < size; i++) kinds[i] = next_byte(input);
    for (size_t i = 0; i < size; i++) weights[i] = next_number(input) / 16.0;
    for (size_t i = 0; i < count; i++) frequencies[i] = next_number(input) / 16.0;
    if (lies == 6 && count) frequencies[0] = strtod("nan", NULL);
    Unweighed texts = {first, rows, size, stems, weights, kinds, ranks, 7, term_first, terms,
                       frequencies, count, most, 2.0, 3.0, 1.0};
    Weighed out = {0};
    Fault fault;
    Status status = weigh_stems(&texts, &out, &fault);
    promise(status != OUT_OF_MEMORY);
    const int64_t *ends = out.firsts.start;
    const uint32_t *own = out.own.start, *facts = out.facts.start, *best = out.terms.start;
    for (size_t row = 0; status == DONE && row < rows; row++, ends += 4) {
        int64_t distinct = ends[4] - ends[0];
        promise(ends[7] - ends[3] <= (int64_t)most && ends[6] - ends[2] <= ends[5] - ends[1]);
        for (int64_t i = ends[1]; i < ends[5]; i++) promise(own[i] < distinct);
        for (int64_t i = ends[2]; i < ends[6]; i++) promise(facts[i] < distinct);
        for (int64_t i = ends[3]; i < ends[7]; i++) promise(best[i] < distinct);
    }
    Buffer *all[] = {&out.stems, &out.places, &out.weights,      &out.own,
                     &out.facts, &out.terms,  &out.term_weights, &out.firsts};
    for (int i = 0; i < 8; i++) buffer_free(all[i]);
    free(first), free(term_first), free(stems), free(terms), free(ranks), free(kinds);
    free(weights), free(frequencies);
}

#include "fuzz_cued.h"
/* Spans lie in their text, in order: sentences without the white space around them. */
static void fuzz_spans(Input *input) {
    static const uint8_t words[] = "Xetcimmrthe", kinds[] = {0, 3, 4, 1, 16};
    int64_t bounds[] = {0, 1, 4, 6, 8, 11};
    size_t rows = next_byte(input) % 4;
    uint8_t honest = next_byte(input), lies = next_byte(input), cuts[4];
    for (int i = 0; i < 4; i++) cuts[i] = next_byte(input);
    if (lies > 250) bounds[lies - 250] = next_number(input);
    Input cutter = {cuts, 4};
    size_t size = rows ? input->left : 0;
    uint8_t *utf8 = copy_of(input->at, size);
    int64_t *offsets = next_offsets(&cutter, rows, size, honest & 1);
    Texts texts = {utf8, size, offsets, rows};
    Lexicon lexicon = {words, 11, bounds, kinds, 5};
    Buffer first = {0}, spans = {0}, quoted_first = {0}, quoted = {0};
    Fault fault;
    Status status = sentence_spans(&texts, &lexicon, 0.15, &first, &spans, &fault);
    Status other = quotation_spans(&texts, &quoted_first, &quoted, &fault);
    promise(status != OUT_OF_MEMORY && (status == DONE || lies > 250 || other == REFUSED));
    for (size_t row = 0; row < rows && status == DONE && other == DONE; row++) {
        const int64_t *firsts[] = {first.start, quoted_first.start};
        const int64_t *flat[] = {spans.start, quoted.start};
        for (int kind = 0; kind < 2; kind++) {
            int64_t last = 0;
            for (int64_t i = firsts[kind][row]; i < firsts[kind][row + 1]; i++) {
                promise(last <= flat[kind][2 * i] && flat[kind][2 * i] < flat[kind][2 * i + 1]);
                last = flat[kind][2 * i + 1];
            }
            promise(last <= offsets[row + 1] - offsets[row]);
        }
    }
    Buffer *all[] = {&first, &spans, &quoted_first, &quoted};
    for (int i = 0; i < 4; i++) buffer_free(all[i]);
    free(offsets), free(utf8);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    Input input = {bytes, size};
    const Lanes *const *available = lanes_available();
    size_t paths = 0;
    while (available[paths] != NULL) paths++;
    uint8_t choice = next_byte(&input);
    const Lanes *lanes = available[(choice >> 4) % paths];
    switch (choice % 22) {
    case 0: fuzz_table(&input, lanes); break;
    case 1: fuzz_hashes(&input, lanes); break;
    case 2: fuzz_pairs(&input); break;
    case 3: fuzz_runs(&input); break;
    case 4: fuzz_lines(&input, lanes); break;
    case 5: fuzz_tables(&input, lanes); break;
    case 6: fuzz_near(&input, lanes); break;
    case 7: fuzz_groups(&input); break;
    case 8: fuzz_spans(&input); break;
    case 9: case 10: fuzz_alignment(&input); break;
    case 11: fuzz_postings(&input); break;
    case 12: fuzz_pieces(&input); break;
    case 20: fuzz_families(&input); break;
    case 13: fuzz_vocabulary(&input); break;
    case 14: fuzz_vectors(&input); break;
    case 15: fuzz_blocks(&input); break;
    case 16: fuzz_sheets(&input); break;
    case 17: fuzz_units(&input); break;
    case 18: fuzz_stems(&input); break;
    case 19: fuzz_cued(&input); break;
    default: fuzz_texts(&input, lanes); break; /* the others: texts are what is hostile */
    }
    return 0;
}

/* Pieces of bytes: put together in any order, and read from where they stand in a file. */
#ifndef _WIN32
#define _FILE_OFFSET_BITS 64 /* files beyond 2 GB */
#define _POSIX_C_SOURCE 200809L
#include <unistd.h>
#endif
#include <errno.h>

#include "kernels.h"

Status gather(const Texts *pieces, const int64_t *order, size_t count, Buffer *out, Fault *fault) {
    for (size_t i = 0; i < count; i++) {
        size_t begin, end;
        if (order[i] < 0 || (uint64_t)order[i] >= pieces->rows) {
            return refuse(fault, "piece %lld at %lld is not among %lld", order[i], (long long)i,
                          (long long)pieces->rows, 0);
        }
        Status status = row_of(pieces->offsets, (size_t)order[i], pieces->size, &begin, &end, fault);
        if (status != DONE) return status;
        if (begin == end) continue; /* memory that was never asked for has no place to copy to */
        status = buffer_append(out, pieces->utf8 + begin, end - begin);
        if (status != DONE) return status;
    }
    return DONE;
}

#ifndef _WIN32
Status read_spans(int file, const int64_t *spans, size_t count, uint8_t *out, size_t room,
                  size_t *filled, int *problem, Fault *fault) {
    *filled = 0;
    *problem = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t at = spans[2 * i], end = spans[2 * i + 1];
        if (at < 0 || end < at || (uint64_t)(end - at) > room - *filled) {
            return refuse(fault, "span %lld from %lld to %lld does not fit in the %lld bytes left",
                          (long long)i, at, end, (long long)(room - *filled));
        }
        while (at < end) {
            ssize_t size = pread(file, out + *filled, (size_t)(end - at), (off_t)at);
            if (size < 0 && errno == EINTR) continue;
            if (size < 0) *problem = errno;
            if (size <= 0) return DONE; /* the file ends before the span does */
            *filled += (size_t)size;
            at += size;
        }
    }
    return DONE;
}
#else
Status read_spans(int file, const int64_t *spans, size_t count, uint8_t *out, size_t room,
                  size_t *filled, int *problem, Fault *fault) {
    (void)file, (void)spans, (void)count, (void)out, (void)room;
    *filled = 0;
    *problem = ENOSYS; /* who reads spans asks first whether there is os.pread */
    (void)fault;
    return DONE;
}
#endif

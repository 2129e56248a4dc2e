/* MinHash signatures of sets of hashes; the loop itself is in lanes_body.h. */
#include "kernels.h"

Status minhash(const Lanes *lanes, const Ragged *sets, const Permutations *permutations,
               uint32_t *signatures, Fault *fault) {
    for (size_t row = 0; row < sets->rows; row++) {
        size_t begin, end;
        Status status = row_of(sets->first, row, sets->size, &begin, &end, fault);
        if (status != DONE) return status;
        uint32_t *slots = signatures + row * permutations->slots;
        memset(slots, 0xFF, permutations->slots * sizeof *slots);
        lanes->minhash(sets->hashes + begin, end - begin, permutations->multipliers,
                       permutations->increments, slots, permutations->slots);
    }
    return DONE;
}

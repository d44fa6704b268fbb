/* The Wiener index; as wiener_index.py: pendant atoms are peeled off, and in what is left
   the balls around all atoms grow together. */
#pragma once
#include "structure.h"

typedef struct {
    int size;
    uint8_t atoms[MAX_ATOMS];
    uint8_t weights[MAX_ATOMS];  /* how many atoms hang on each of these, itself included */
    uint8_t near[MAX_ATOMS][MAX_DEGREE];  /* places of neighbours, or its own in their stead */
} Core;

/* Peel pendant atoms off; return their part of the sum, and what is left. */
INLINE int peel(Core *core, int words) {
    int n = structure.heavy_atoms;
    uint8_t degrees[MAX_ATOMS], holders[MAX_ATOMS], weights[MAX_ATOMS], pendant[MAX_ATOMS];
    int found = 0, crossings = 0;
    Mask peeled = {{0}};
    for (int atom = 0; atom < n; atom++) {
        degrees[atom] = structure.degrees[atom];
        holders[atom] = structure.neighbours_xor[atom];
        weights[atom] = 1;
        pendant[found] = atom;
        found += degrees[atom] < 2;
    }
    for (int place = 0; place < found; place++) {
        int atom = pendant[place], holder = holders[atom];
        if (degrees[atom] == 0) break;  /* the last atom of a tree hangs on nothing */
        flip(&peeled, atom);
        crossings += weights[atom] * (n - weights[atom]);
        weights[holder] += weights[atom];
        holders[holder] ^= atom;
        pendant[found] = holder;
        found += --degrees[holder] == 1;
    }
    core->size = 0;
    if (found == n) return crossings;
    uint8_t place_of[MAX_ATOMS];
    for (int atom = 0; atom < n; atom++) {
        if (degrees[atom] < 2) continue;
        core->weights[core->size] = weights[atom];
        core->atoms[core->size] = atom;
        place_of[atom] = core->size++;
    }
    for (int place = 0; place < core->size; place++) {
        Mask near = structure.neighbours[core->atoms[place]];
        for (int word = 0; word < words; word++) near.word[word] &= ~peeled.word[word];
        for (int i = 0; i < MAX_DEGREE; i++)
            core->near[place][i] = is_empty(near, words) ? place : place_of[take_lowest(&near, words)];
    }
    return crossings;
}

INLINE Mask bits(int first, int count, int words) {
    Mask mask = {{0}};
    if (words == 1) {
        mask.word[0] = ((1ull << count) - 1) << first;
        return mask;
    }
    for (int bit = first; bit < first + count; bit++) flip(&mask, bit);
    return mask;
}

/* Each ball is a set of bits; each atom of the core has as many bits as atoms hang on it. */
INLINE int core_distance_sum(const Core *core, int enough, int words) {
    Mask balls[2][MAX_ATOMS];
    int n = structure.heavy_atoms, bit = 0, missing = n * n, total = 0;
    for (int place = 0; place < core->size; place++) {
        int weight = core->weights[place];
        missing -= weight * weight;
        balls[0][place] = bits(bit, weight, words);
        bit += weight;
    }
    for (int radius = 0; missing; radius ^= 1) {
        const Mask *from = balls[radius];
        Mask *to = balls[radius ^ 1];
        total += missing;
        if (total > enough) break;
        missing = n * n;
        for (int place = 0; place < core->size; place++) {
            const uint8_t *near = core->near[place];
            int inside = 0;
            for (int word = 0; word < words; word++) {
                uint64_t ball = from[place].word[word];
                for (int i = 0; i < MAX_DEGREE; i++) ball |= from[near[i]].word[word];
                to[place].word[word] = ball;
                inside += __builtin_popcountll(ball);
            }
            missing -= core->weights[place] * inside;
        }
    }
    return total / 2;
}

INLINE int distance_sum(int enough, int words) {
    Core core;
    int crossings = peel(&core, words);
    if (core.size == 0) return crossings;
    return crossings + core_distance_sum(&core, 2 * (enough - crossings) + 1, words);
}

/* No sum is less: pairs that are not bonded are two bonds apart, if there are paths enough,
   and all others three. */
static int least_wiener_index(void) {
    int n = structure.heavy_atoms, apart = n * (n - 1) / 2 - structure.bonded_pairs;
    int by_two = structure.paths_of_two < apart ? structure.paths_of_two : apart;
    return structure.bonded_pairs + 2 * by_two + 3 * (apart - by_two);
}

/* The Wiener index, or any smaller number above `enough` if it is more than that. */
static int wiener_index_up_to(int enough) {
    int least = least_wiener_index();
    if (least > enough) return least;
    return structure.words == 1 ? distance_sum(enough, 1) : distance_sum(enough, 2);
}

static double wiener_index(void) { return wiener_index_up_to(INT32_MAX / 4); }

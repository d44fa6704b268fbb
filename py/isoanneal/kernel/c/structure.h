/* The molecular graph of one constitutional isomer; as structure.py.

   Beside each atom's neighbours, a mask here too, their number and their exclusive or are
   kept: that names the only one which is left of them when all others are taken away. */
#pragma once
#include <stdint.h>

enum { MAX_ATOMS = 128, MAX_UNITS = 256, MAX_HYDROGENS = 256, MAX_DEGREE = 4, MAX_BOND_ORDER = 3 };
enum { WORD = 64 };

#define INLINE static inline __attribute__((always_inline))

/* A set of heavy atoms.  Functions that take a number of `words` are compiled twice, so that
   up to 64 atoms cost half as much as more do. */
typedef struct { uint64_t word[2]; } Mask;

typedef struct { uint8_t i, j; } Pair;

typedef struct {
    Pair bond_units[MAX_UNITS];
    uint8_t hydrogen_bearers[MAX_HYDROGENS];
} Bonds;

typedef struct {
    int heavy_atoms, hydrogens, units, words;
    uint8_t elements[MAX_ATOMS];
    Bonds bonds;
    uint8_t bond_orders[MAX_ATOMS][MAX_ATOMS];
    uint8_t first_units[MAX_ATOMS][MAX_ATOMS];  /* where the first unit of each bond i-j is, i < j */
    Mask neighbours[MAX_ATOMS];
    uint8_t degrees[MAX_ATOMS];
    uint8_t neighbours_xor[MAX_ATOMS];
    uint8_t hydrogen_counts[MAX_ATOMS];
    int bonded_pairs;
    int paths_of_two;  /* ways of two bonds from one atom over another to a third */
} Structure;

static Structure structure;

INLINE int is_empty(Mask mask, int words) {
    return words == 1 ? mask.word[0] == 0 : (mask.word[0] | mask.word[1]) == 0;
}

/* Take the lowest atom out of a mask that is not empty, and return it. */
INLINE int take_lowest(Mask *mask, int words) {
    int place = words > 1 && mask->word[0] == 0;
    uint64_t word = mask->word[place];
    mask->word[place] = word & (word - 1);
    return WORD * place + __builtin_ctzll(word);
}

static void flip(Mask *mask, int atom) { mask->word[atom / WORD] ^= 1ull << atom % WORD; }

static Pair pair(int i, int j) { return i < j ? (Pair){i, j} : (Pair){j, i}; }

static void connect(int i, int j, int change) {
    flip(&structure.neighbours[i], j);
    structure.neighbours_xor[i] ^= j;
    structure.paths_of_two += change > 0 ? structure.degrees[i] : 1 - structure.degrees[i];
    structure.degrees[i] += change;
}

static void change_bond(int i, int j, int change) {
    int before = structure.bond_orders[i][j], order = before + change;
    structure.bond_orders[i][j] = structure.bond_orders[j][i] = order;
    if (before != 0 && order != 0) return;
    int appears = before == 0 ? 1 : -1;
    connect(i, j, appears);
    connect(j, i, appears);
    structure.bonded_pairs += appears;
}

static int next_place(Pair of, int place) {
    const Pair *units = structure.bonds.bond_units;
    while (units[place].i != of.i || units[place].j != of.j) place++;
    return place;
}

/* Let the first `shift` units of the bond i-j stand for k-l, after both have changed. */
static void replace_units(int i, int j, int k, int l, int shift) {
    Pair from = pair(i, j), to = pair(k, l);
    uint8_t *first_from = &structure.first_units[from.i][from.j];
    uint8_t *first_to = &structure.first_units[to.i][to.j];
    int left = structure.bond_orders[i][j] + shift;
    int there = structure.bond_orders[k][l] - shift;
    for (int unit = 0; unit < shift; unit++) {
        int place = *first_from;
        structure.bonds.bond_units[place] = to;
        if (there++ == 0 || place < *first_to) *first_to = place;
        if (--left > 0) *first_from = next_place(from, place + 1);
    }
}

static void displace(int x1, int y1, int x2, int y2, int shift) {
    if (shift < 0) {
        int swapped = x1;
        x1 = x2;
        x2 = swapped;
        shift = -shift;
    }
    change_bond(x1, y1, -shift);
    change_bond(x2, y1, shift);
    replace_units(x1, y1, x2, y1, shift);
    if (y2 >= structure.heavy_atoms) {
        structure.bonds.hydrogen_bearers[y2 - structure.heavy_atoms] = x1;
        structure.hydrogen_counts[x1]++;
        structure.hydrogen_counts[x2]--;
        return;
    }
    change_bond(x2, y2, -shift);
    change_bond(x1, y2, shift);
    replace_units(x2, y2, x1, y2, shift);
}

/* Fill in what follows from the bonds. */
static void build(void) {
    Structure *s = &structure;
    s->words = s->heavy_atoms > WORD ? 2 : 1;
    s->bonded_pairs = s->paths_of_two = 0;
    for (int i = 0; i < s->heavy_atoms; i++) {
        for (int j = 0; j < s->heavy_atoms; j++) s->bond_orders[i][j] = 0;
        s->neighbours[i] = (Mask){{0, 0}};
        s->degrees[i] = s->neighbours_xor[i] = s->hydrogen_counts[i] = 0;
    }
    for (int unit = s->units - 1; unit >= 0; unit--) {
        Pair of = s->bonds.bond_units[unit];
        change_bond(of.i, of.j, 1);
        s->first_units[of.i][of.j] = unit;
    }
    for (int hydrogen = 0; hydrogen < s->hydrogens; hydrogen++)
        s->hydrogen_counts[s->bonds.hydrogen_bearers[hydrogen]]++;
}

static void copy_bonds(Bonds *to, const Bonds *from) {
    for (int unit = 0; unit < structure.units; unit++) to->bond_units[unit] = from->bond_units[unit];
    for (int hydrogen = 0; hydrogen < structure.hydrogens; hydrogen++)
        to->hydrogen_bearers[hydrogen] = from->hydrogen_bearers[hydrogen];
}

/* Two searches, one from either end, grow in turns, so that a small part which has come off
   is found out at once. */
INLINE int joins_in(int i, int j, int words) {
    Mask reached[2] = {{{0}}}, frontier[2];
    flip(&reached[0], i);
    flip(&reached[1], j);
    frontier[0] = reached[0];
    frontier[1] = reached[1];
    for (int turn = 0; !is_empty(frontier[turn], words); turn ^= 1) {
        Mask found = structure.neighbours[take_lowest(&frontier[turn], words)];
        for (int word = 0; word < words; word++) {
            if (found.word[word] & reached[turn ^ 1].word[word]) return 1;
            frontier[turn].word[word] |= found.word[word] & ~reached[turn].word[word];
            reached[turn].word[word] |= found.word[word];
        }
    }
    return 0;
}

/* Whether a path of heavy atoms leads from i to j. */
static int joins(int i, int j) {
    return structure.words == 1 ? joins_in(i, j, 1) : joins_in(i, j, 2);
}

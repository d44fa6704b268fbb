/* The identity of an isomer: a number of 64 bits, equal for equal isomers however their atoms
   are numbered, and different for different ones, but for a chance of 1 in 2**64 that any two
   share it.  Kekulé structures of one molecule are one isomer.

   Pendant atoms are peeled off and leave a code of what hangs on its holder.  The atoms of
   the core, what is left then, are coloured by their codes and refined by the colours of
   their neighbours until that tells no more apart (B. Weisfeiler and A. Leman, 1968).

   If no two branching atoms of the core, those with three or four neighbours there, share a
   colour, then the colours determine the graph: from a branching atom each path is followed
   colour by colour to the next one.  The same holds for trees and for a single ring.
   Otherwise one of several branching atoms of one colour is given a colour of its own, each
   in turn, and the smallest number that comes of it is the graph's; those that symmetry maps
   on an earlier one are recognised by their leaf and skipped (B. D. McKay, Congr. Numer.
   1981, 30, 45-87). */
#pragma once
#include "structure.h"

enum { SLOTS = 256 };

static const uint64_t MARK = 0x9E3779B97F4A7C15;

static struct {
    int size;
    uint8_t atoms[MAX_ATOMS];
    uint8_t degrees[MAX_ATOMS];
    uint8_t near[MAX_ATOMS][MAX_DEGREE];
    uint8_t orders[MAX_ATOMS][MAX_DEGREE];
} core;

static uint64_t mix(uint64_t number) {
    number = (number ^ number >> 32) * 0xD6E8FEB86659FD93;
    return number ^ number >> 29;
}

static uint64_t seen_through(uint64_t colour, int order) { return mix(colour + order * MARK); }

/* The number of different colours among those of core atoms with at least so many neighbours
   in the core; `atoms` is set to the number of these. */
static int count_colours(const uint64_t *colours, int least_degree, int *atoms) {
    static uint64_t slots[SLOTS];
    static uint32_t stamps[SLOTS], stamp;
    int different = 0;
    stamp++;
    *atoms = 0;
    for (int place = 0; place < core.size; place++) {
        if (core.degrees[place] < least_degree) continue;
        ++*atoms;
        int slot = colours[place] & (SLOTS - 1);
        while (stamps[slot] == stamp && slots[slot] != colours[place]) slot = (slot + 1) & (SLOTS - 1);
        if (stamps[slot] == stamp) continue;
        stamps[slot] = stamp;
        slots[slot] = colours[place];
        different++;
    }
    return different;
}

static void look_around(uint64_t *colours) {
    uint64_t refined[MAX_ATOMS];
    for (int place = 0; place < core.size; place++) {
        uint64_t around = colours[place];
        for (int i = 0; i < core.degrees[place]; i++)
            around += seen_through(colours[core.near[place][i]], core.orders[place][i]);
        refined[place] = mix(around);
    }
    for (int place = 0; place < core.size; place++) colours[place] = refined[place];
}

/* Let colours tell atoms apart by their neighbours, until all or no more are told apart. */
static void refine(uint64_t *colours) {
    int atoms, before = 0, different;
    while ((different = count_colours(colours, 0, &atoms)) > before) {
        look_around(colours);
        if (different == atoms) break;
        before = different;
    }
}

static uint64_t sum_of(const uint64_t *colours) {
    uint64_t sum = 0;
    for (int place = 0; place < core.size; place++) sum += mix(colours[place] + MARK);
    return mix(sum);
}

/* The smallest colour that several branching atoms share; 0 if each has its own. */
static uint64_t shared_colour(const uint64_t *colours) {
    int atoms;
    if (count_colours(colours, 3, &atoms) == atoms) return 0;
    uint64_t smallest = 0;
    for (int i = 0; i < core.size; i++) {
        if (core.degrees[i] < 3 || (smallest && colours[i] >= smallest)) continue;
        for (int j = 0; j < core.size; j++)
            if (j != i && core.degrees[j] > 2 && colours[j] == colours[i]) smallest = colours[i];
    }
    return smallest;
}

static void single_out(uint64_t *colours, const uint64_t *from, int place) {
    for (int other = 0; other < core.size; other++) colours[other] = from[other];
    colours[place] = mix(colours[place] ^ MARK);
    refine(colours);
}

/* The number that comes of singling out always the first of those that share a colour. */
static uint64_t first_leaf(const uint64_t *from) {
    uint64_t colours[MAX_ATOMS], shared;
    for (int place = 0; place < core.size; place++) colours[place] = from[place];
    while ((shared = shared_colour(colours))) {
        int place = 0;
        while (colours[place] != shared || core.degrees[place] < 3) place++;
        single_out(colours, colours, place);
    }
    return sum_of(colours);
}

/* The smallest number that comes of singling out atoms in any order. */
static uint64_t smallest_leaf(const uint64_t *colours) {
    uint64_t shared = shared_colour(colours);
    if (!shared) return sum_of(colours);
    uint64_t child[MAX_ATOMS], leaves[MAX_ATOMS], smallest = UINT64_MAX;
    int count = 0;
    for (int place = 0; place < core.size; place++) {
        if (colours[place] != shared || core.degrees[place] < 3) continue;
        single_out(child, colours, place);
        uint64_t leaf = first_leaf(child);
        int known = 0;
        while (known < count && leaves[known] != leaf) known++;
        if (known < count) continue;
        leaves[count++] = leaf;
        uint64_t found = smallest_leaf(child);
        if (found < smallest) smallest = found;
    }
    return smallest;
}

/* Fill in the core from the atoms that peeling has left, those with a degree above 1. */
INLINE void find_core(const uint8_t *degrees, int words) {
    static uint8_t place_of[MAX_ATOMS];
    core.size = 0;
    for (int atom = 0; atom < structure.heavy_atoms; atom++) {
        if (degrees[atom] < 2) continue;
        place_of[atom] = core.size;
        core.atoms[core.size++] = atom;
    }
    for (int place = 0; place < core.size; place++) {
        int atom = core.atoms[place];
        core.degrees[place] = 0;
        for (Mask near = structure.neighbours[atom]; !is_empty(near, words);) {
            int other = take_lowest(&near, words);
            if (degrees[other] < 2) continue;
            core.near[place][core.degrees[place]] = place_of[other];
            core.orders[place][core.degrees[place]++] = structure.bond_orders[atom][other];
        }
    }
}

static uint64_t core_identity(const uint64_t *codes) {
    uint64_t colours[MAX_ATOMS];
    for (int place = 0; place < core.size; place++) colours[place] = mix(codes[core.atoms[place]]);
    refine(colours);
    return smallest_leaf(colours);
}

static uint64_t graph_identity(void) {
    int n = structure.heavy_atoms, found = 0;
    uint8_t degrees[MAX_ATOMS], holders[MAX_ATOMS], pendant[MAX_ATOMS], layers[MAX_ATOMS];
    uint64_t codes[MAX_ATOMS];
    for (int atom = 0; atom < n; atom++) {
        degrees[atom] = structure.degrees[atom];
        holders[atom] = structure.neighbours_xor[atom];
        codes[atom] = mix(structure.elements[atom] * 16 + structure.hydrogen_counts[atom] + 1);
        layers[atom] = 0;
        if (degrees[atom] < 2) pendant[found++] = atom;
    }
    for (int place = 0; place < found; place++) {
        int atom = pendant[place];
        if (degrees[atom] == 0) return mix(codes[atom]);  /* the centre of a tree */
        int holder = holders[atom];
        int order = structure.bond_orders[atom][holder];
        if (place == n - 2 && layers[holder] == layers[atom])  /* the two centres of a tree */
            return mix(mix(codes[atom]) + mix(codes[holder]) + order * MARK);
        codes[holder] += seen_through(mix(codes[atom]), order);
        holders[holder] ^= atom;
        degrees[atom] = 0;
        if (--degrees[holder] == 1) {
            layers[holder] = layers[atom] + 1;
            pendant[found++] = holder;
        }
    }
    if (structure.words == 1) find_core(degrees, 1);
    else find_core(degrees, 2);
    return core_identity(codes);
}

/* Kekulé structures: where single and double bonds alternate around 6, 10 or 14 atoms, the
   double bonds may as well stand in the other places (Hückel's rule, 4n + 2). */
enum { LONGEST_RING = 14, MAX_KEKULE = 64 };

static struct {
    int count;
    uint64_t identities[MAX_KEKULE];
} kekule;

/* The atom at the other end of an atom's only double bond, or the atom itself. */
static int double_bonded(int atom) {
    int doubles = 0, partner = atom;
    for (Mask near = structure.neighbours[atom]; !is_empty(near, 2);) {
        int other = take_lowest(&near, 2);
        if (structure.bond_orders[atom][other] != 2) continue;
        doubles++;
        partner = other;
    }
    return doubles == 1 ? partner : atom;
}

/* Pair the atoms of double bonds, without those of cumulated ones. */
static void find_partners(uint8_t *partners) {
    for (int atom = 0; atom < structure.heavy_atoms; atom++) {
        int other = double_bonded(atom);
        partners[atom] = double_bonded(other) == atom ? other : atom;
    }
}

static void turn(const uint8_t *ring, int size) {
    for (int place = 0; place < size; place++) {
        int i = ring[place], j = ring[(place + 1) % size];
        structure.bond_orders[i][j] = structure.bond_orders[j][i] = 3 - structure.bond_orders[i][j];
    }
}

static int valence_of(int atom) {
    int valence = structure.hydrogen_counts[atom];
    for (Mask near = structure.neighbours[atom]; !is_empty(near, 2);)
        valence += structure.bond_orders[atom][take_lowest(&near, 2)];
    return valence;
}

/* Whether a carbon atom bridges opposite atoms of a ring of six.  That is then but the sum of
   two smaller rings and not aromatic, as RDKit has it. */
static int is_bridged(const uint8_t *ring) {
    Mask inside = {{0}};
    for (int place = 0; place < 6; place++) flip(&inside, ring[place]);
    for (int place = 0; place < 3; place++) {
        const uint64_t *one = structure.neighbours[ring[place]].word;
        const uint64_t *other = structure.neighbours[ring[place + 3]].word;
        Mask between;
        for (int word = 0; word < 2; word++)
            between.word[word] = one[word] & other[word] & ~inside.word[word];
        while (!is_empty(between, 2))
            if (valence_of(take_lowest(&between, 2)) == 4) return 1;
    }
    return 0;
}

static void note_kekule(void);

/* Lengthen a path of double and single bonds by two atoms in all ways that lead back. */
static void follow(uint8_t *path, int size, const uint8_t *partners) {
    int last = path[size - 1];
    if (size % 4 == 2 && size > 2 && structure.bond_orders[last][path[0]] == 1
        && !(size == 6 && is_bridged(path))) {
        turn(path, size);
        note_kekule();
        turn(path, size);
    }
    if (size == LONGEST_RING) return;
    for (Mask near = structure.neighbours[last]; !is_empty(near, 2);) {
        int next = take_lowest(&near, 2), partner = partners[next];
        int is_new = partner != next && next > path[0] && partner > path[0];
        for (int place = 0; place < size; place++) is_new &= path[place] != next;
        if (!is_new || structure.bond_orders[last][next] != 1) continue;
        path[size] = next;
        path[size + 1] = partner;
        follow(path, size + 2, partners);
    }
}

/* Note the graph as it stands, and all that come of it by moving double bonds around rings. */
static void note_kekule(void) {
    uint8_t partners[MAX_ATOMS], path[LONGEST_RING];
    uint64_t graph = graph_identity();
    for (int known = 0; known < kekule.count; known++)
        if (kekule.identities[known] == graph) return;
    if (kekule.count == MAX_KEKULE) return;
    kekule.identities[kekule.count++] = graph;
    find_partners(partners);
    for (int atom = 0; atom < structure.heavy_atoms; atom++) {
        if (partners[atom] <= atom) continue;
        path[0] = atom;
        path[1] = partners[atom];
        follow(path, 2, partners);
    }
}

/* The identity, the same for all Kekulé structures of a molecule; 0 stands for none. */
static uint64_t identity(void) {
    uint64_t smallest;
    if (structure.units - structure.bonded_pairs < 3 || structure.bonded_pairs < structure.heavy_atoms) {
        smallest = graph_identity();
    } else {
        kekule.count = 0;
        note_kekule();
        smallest = kekule.identities[0];
        for (int i = 1; i < kekule.count; i++)
            if (kekule.identities[i] < smallest) smallest = kekule.identities[i];
    }
    return smallest ? smallest : 1;
}

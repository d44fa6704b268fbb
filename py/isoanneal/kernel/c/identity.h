/* The identity of an isomer: a number of 64 bits, equal for equal isomers however their atoms
   are numbered, and different for different ones, but for a chance of 1 in 2**64 that any two
   share it.  Kekulé structures of one molecule are one isomer.

   Pendant atoms are peeled off and leave a code of what hangs on its holder.  What is left
   then is the core.  Its nodes are the atoms with three or four neighbours in it, and a way
   from node to node is a number that stands for all bonds and atoms on it in their order; of
   a single ring all atoms are nodes.  Nodes are coloured by their codes, and refined by the
   colours of those that their ways lead to, until that tells no more apart (B. Weisfeiler
   and A. Leman, 1968).

   If no two nodes share a colour, then the colours determine the graph; for trees and for a
   single ring they always do.  Otherwise one of several nodes of one colour is given a colour
   of its own, each in turn, and the smallest number that comes of it is the graph's; those
   that symmetry maps on an earlier one are recognised by their leaf and skipped (B. D. McKay,
   Congr. Numer. 1981, 30, 45-87). */
#pragma once
#include "structure.h"

enum { SLOTS = 256 };

static const uint64_t MARK = 0x9E3779B97F4A7C15;

static struct {
    int size, is_ring;
    uint8_t atoms[MAX_ATOMS];
    uint8_t degrees[MAX_ATOMS];
    uint8_t near[MAX_ATOMS][MAX_DEGREE];
    uint64_t ways[MAX_ATOMS][MAX_DEGREE];
} core;

static uint64_t mix(uint64_t number) {
    number = (number ^ number >> 32) * 0xD6E8FEB86659FD93;
    return number ^ number >> 29;
}

static int count_colours(const uint64_t *colours) {
    static uint64_t slots[SLOTS];
    static uint32_t stamps[SLOTS], stamp;
    int different = 0;
    stamp++;
    for (int node = 0; node < core.size; node++) {
        int slot = colours[node] & (SLOTS - 1);
        while (stamps[slot] == stamp && slots[slot] != colours[node]) slot = (slot + 1) & (SLOTS - 1);
        if (stamps[slot] == stamp) continue;
        stamps[slot] = stamp;
        slots[slot] = colours[node];
        different++;
    }
    return different;
}

static void look_around(uint64_t *colours) {
    uint64_t refined[MAX_ATOMS];
    for (int node = 0; node < core.size; node++) {
        uint64_t around = colours[node];
        for (int i = 0; i < core.degrees[node]; i++)
            around += mix(colours[core.near[node][i]] + core.ways[node][i]);
        refined[node] = mix(around);
    }
    for (int node = 0; node < core.size; node++) colours[node] = refined[node];
}

/* Let colours tell nodes apart by what is around them; return whether all are told apart, or
   else no more can be. */
static int refine(uint64_t *colours) {
    int before = 0, different;
    while ((different = count_colours(colours)) > before) {
        look_around(colours);
        if (different == core.size) return 1;
        before = different;
    }
    return 0;
}

static uint64_t sum_of(const uint64_t *colours) {
    uint64_t sum = 0;
    for (int node = 0; node < core.size; node++) sum += mix(colours[node] + MARK);
    return mix(sum);
}

/* The smallest colour that several nodes share. */
static uint64_t shared_colour(const uint64_t *colours) {
    uint64_t smallest = UINT64_MAX;
    for (int i = 1; i < core.size; i++)
        for (int j = 0; j < i; j++)
            if (colours[i] == colours[j] && colours[i] < smallest) smallest = colours[i];
    return smallest;
}

static int single_out(uint64_t *colours, const uint64_t *from, int node) {
    for (int other = 0; other < core.size; other++) colours[other] = from[other];
    colours[node] = mix(colours[node] ^ MARK);
    return refine(colours);
}

/* The number that comes of singling out always the first of those that share a colour. */
static uint64_t first_leaf(const uint64_t *from) {
    uint64_t colours[MAX_ATOMS];
    for (int node = 0; node < core.size; node++) colours[node] = from[node];
    for (int are_apart = 0; !are_apart;) {
        uint64_t shared = shared_colour(colours);
        int node = 0;
        while (colours[node] != shared) node++;
        are_apart = single_out(colours, colours, node);
    }
    return sum_of(colours);
}

/* The smallest number that comes of singling out nodes in any order, where colours are shared. */
static uint64_t smallest_leaf(const uint64_t *colours) {
    uint64_t shared = shared_colour(colours);
    uint64_t child[MAX_ATOMS], leaves[MAX_ATOMS], smallest = UINT64_MAX;
    int count = 0;
    for (int node = 0; node < core.size; node++) {
        if (colours[node] != shared) continue;
        int are_apart = single_out(child, colours, node);
        uint64_t leaf = are_apart ? sum_of(child) : first_leaf(child);
        int known = 0;
        while (known < count && leaves[known] != leaf) known++;
        if (known < count) continue;
        leaves[count++] = leaf;
        uint64_t found = are_apart ? leaf : smallest_leaf(child);
        if (found < smallest) smallest = found;
    }
    return smallest;
}

/* Pendant atoms are gone: of each atom the code, the neighbours that are left and their xor. */
static struct {
    uint64_t codes[MAX_ATOMS];
    uint8_t degrees[MAX_ATOMS], holders[MAX_ATOMS];
} peeled;

/* Follow the way from an atom by a neighbour of it to the next node; return that atom. */
static int follow_way(int from, int to, uint64_t *way) {
    uint64_t read = structure.bond_orders[from][to];
    while (peeled.degrees[to] == 2 && !core.is_ring) {
        int next = peeled.holders[to] ^ from;
        read = mix(read + peeled.codes[to]) + structure.bond_orders[to][next];
        from = to;
        to = next;
    }
    *way = mix(read + MARK);
    return to;
}

INLINE void find_core(int words) {
    static uint8_t node_of[MAX_ATOMS];
    int n = structure.heavy_atoms, least = 2;
    for (int atom = 0; atom < n; atom++)
        if (peeled.degrees[atom] > 2) least = 3;
    core.is_ring = least == 2;
    core.size = 0;
    for (int atom = 0; atom < n; atom++) {
        if (peeled.degrees[atom] < least) continue;
        node_of[atom] = core.size;
        core.atoms[core.size++] = atom;
    }
    for (int node = 0; node < core.size; node++) {
        int atom = core.atoms[node], degree = 0;
        for (Mask near = structure.neighbours[atom]; !is_empty(near, words);) {
            int other = take_lowest(&near, words);
            if (peeled.degrees[other] < 2) continue;
            core.near[node][degree] = node_of[follow_way(atom, other, &core.ways[node][degree])];
            degree++;
        }
        core.degrees[node] = degree;
    }
}

static uint64_t core_identity(void) {
    uint64_t colours[MAX_ATOMS];
    if (structure.words == 1) find_core(1);
    else find_core(2);
    for (int node = 0; node < core.size; node++) colours[node] = mix(peeled.codes[core.atoms[node]]);
    return refine(colours) || core.is_ring ? sum_of(colours) : smallest_leaf(colours);
}

static uint64_t graph_identity(void) {
    int n = structure.heavy_atoms, found = 0;
    uint64_t *codes = peeled.codes;
    uint8_t *degrees = peeled.degrees, *holders = peeled.holders, pendant[MAX_ATOMS], layers[MAX_ATOMS];
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
        codes[holder] += mix(mix(codes[atom]) + order * MARK);
        holders[holder] ^= atom;
        degrees[atom] = 0;
        if (--degrees[holder] == 1) {
            layers[holder] = layers[atom] + 1;
            pendant[found++] = holder;
        }
    }
    return core_identity();
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

/* Faulon's displacement; as displacement.py. */
#pragma once
#include "mulberry32.h"
#include "structure.h"

typedef struct { int x1, y1, x2, y2, shift; } Displacement;

static int smaller(int a, int b) { return a < b ? a : b; }
static int larger(int a, int b) { return a > b ? a : b; }

static int order(int i, int j) { return structure.bond_orders[i][j]; }

/* Set the numbers of shifts that are possible and the smallest and the largest order b11. */
static int possible_shifts(Displacement d, int *lowest) {
    if (d.x1 == d.x2 || d.x1 == d.y2 || d.y1 == d.x2 || d.y1 == d.y2) return 0;
    int a11 = order(d.x1, d.y1), a21 = order(d.x2, d.y1);
    if (d.y2 >= structure.heavy_atoms) {
        *lowest = a11 - 1;
        return a21 < MAX_BOND_ORDER;
    }
    int a12 = order(d.x1, d.y2), a22 = order(d.x2, d.y2);
    *lowest = larger(larger(0, a11 - a22), a11 + larger(a12, a21) - MAX_BOND_ORDER);
    int highest = smaller(smaller(MAX_BOND_ORDER, a11 + smaller(a12, a21)), a11 - a22 + MAX_BOND_ORDER);
    return highest - *lowest;
}

static int ways(Displacement d) {
    int a11 = order(d.x1, d.y1);
    if (d.y2 >= structure.heavy_atoms) return a11;
    return a11 * order(d.x2, d.y2) + order(d.x1, d.y2) * order(d.x2, d.y1);
}

/* The shift a11 - b11, where b11 is the one of that number that is not a11. */
static int shift_of(Displacement d, int lowest, int number) {
    int a11 = order(d.x1, d.y1);
    int b11 = lowest + number;
    return a11 - (b11 >= a11 ? b11 + 1 : b11);
}

/* The four atoms of two bonds by number; `first` counts each heavy-atom bond twice. */
static Displacement atoms_of(const Bonds *bonds, int first, int second) {
    const Pair *units = bonds->bond_units;
    int count = structure.units;
    Displacement d;
    if (first < count) {
        d.x1 = units[first].i;
        d.y1 = units[first].j;
    } else {
        d.y1 = units[first - count].i;
        d.x1 = units[first - count].j;
    }
    if (second < count) {
        d.x2 = units[second].i;
        d.y2 = units[second].j;
    } else {
        int hydrogen = second - count;
        d.x2 = bonds->hydrogen_bearers[hydrogen];
        d.y2 = structure.heavy_atoms + hydrogen;
    }
    return d;
}

/* Draw a displacement; return 0 if the draw allows none. */
static int propose(Displacement *drawn) {
    int units = structure.units;
    if (units == 0) return 0;
    uint32_t partners = units + structure.hydrogens;
    uint32_t draw = below(2 * (uint64_t)units * partners);
    Displacement d = atoms_of(&structure.bonds, draw / partners, draw % partners);
    int lowest;
    int shifts = possible_shifts(d, &lowest);
    if (shifts == 0) return 0;
    int chances = ways(d);
    if (chances > 1 && below(chances) > 0) return 0;
    d.shift = shift_of(d, lowest, shifts > 1 ? below(shifts) : 0);
    *drawn = d;
    return 1;
}

static void take_back(Displacement d) { displace(d.x1, d.y1, d.x2, d.y2, -d.shift); }

/* Whether the displacement d, just made, has left one molecule. */
static int stays_connected(Displacement d) {
    if (order(d.x1, d.y1) && order(d.x2, d.y1)) return 1;
    return joins(d.x1, d.x2);
}

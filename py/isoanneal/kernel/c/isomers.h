/* All isomers of a formula: displacements lead from any isomer to any other, so those that
   one after the other lead to no new ones are all.  */
#pragma once
#include "displacement.h"
#include "identity.h"
#include "table.h"

typedef struct Isomer {
    struct Isomer *next;
    Bonds bonds;
} Isomer;

static Table isomers;
static Isomer *last_isomer, *current_isomer;
static int next_first;

/* Note the structure if it is a new isomer; return 0 if there is no room for it. */
static int note_isomer(void) {
    uint64_t isomer = identity();
    if (find(&isomers, isomer)) return 1;
    Isomer *noted = reserve(sizeof *noted);
    if (!noted || !add(&isomers, isomer)) return 0;
    copy_bonds(&noted->bonds, &structure.bonds);
    if (last_isomer) last_isomer->next = noted;
    last_isomer = noted;
    return 1;
}

/* Whether a hydrogen has the same bearer as one before it, and so leads to the same isomers. */
static int is_like_another(int second) {
    const uint8_t *bearers = current_isomer->bonds.hydrogen_bearers;
    int hydrogen = second - structure.units;
    for (int other = 0; other < hydrogen; other++)
        if (bearers[other] == bearers[hydrogen]) return 1;
    return 0;
}

/* Note where two bonds of the current isomer lead; return 0 if there is no room for it. */
static int note_displacements(int first, int second) {
    Displacement d = atoms_of(&current_isomer->bonds, first, second);
    int lowest, has_room = 1, shifts = possible_shifts(d, &lowest);
    for (int number = 0; number < shifts && has_room; number++) {
        d.shift = shift_of(d, lowest, number);
        displace(d.x1, d.y1, d.x2, d.y2, d.shift);
        if (stays_connected(d)) has_room = note_isomer();
        take_back(d);
    }
    return has_room;
}

static void stand_at(Isomer *isomer) {
    current_isomer = isomer;
    if (!isomer) return;
    copy_bonds(&structure.bonds, &isomer->bonds);
    build();
    next_first = 0;
}

/* Go on by one first bond; return 0 if there is no room for more isomers. */
static int go_on(void) {
    int partners = structure.units + structure.hydrogens;
    if (next_first == 2 * structure.units) {
        stand_at(current_isomer->next);
        return 1;
    }
    for (int second = 0; second < partners; second++)
        if (!is_like_another(second) && !note_displacements(next_first, second)) return 0;
    next_first++;
    return 1;
}

/* Drawings of graphs in the plane: placed, evened out and measured.
 *
 * A point is an atom, a bond a straight line between two of them, and a bond's length is 1.  What
 * the drawing is, is written into the memory from outside, then `begin` is called.
 */
#include <stdint.h>

#define EXPORT(name) __attribute__((export_name(#name)))

enum { MAX_POINTS = 512, MAX_BONDS = 1024 };

static struct {
    uint32_t points;
    uint32_t bonds;
} size;

/* In one piece, so that all can be written at once. */
static struct {
    uint16_t bond[MAX_BONDS][2];
    double x[MAX_POINTS], y[MAX_POINTS];
} sheet;
static uint16_t (*const bond)[2] = sheet.bond;
static double *const x = sheet.x, *const y = sheet.y;

/* The bonds of each point: `near` from `first_near[point]` on, and the points at their other ends. */
static uint32_t first_near[MAX_POINTS + 1];
static uint16_t near[2 * MAX_BONDS];
static uint8_t are_near[MAX_POINTS][MAX_POINTS];

static const double BOND_STRENGTH = 4, UNEVEN = 0.17;
static double uneven_strength = 0;
static const double REPULSION = 0.6, REACH = 3;
static const double CLEARANCE = 0.8, CLEARANCE_STRENGTH = 0.15;
static const double CROSSING_COST = 100, INFINITE = __builtin_inf();
static const double ANGLE_STRENGTH = 0.12, STRAIGHT_STRENGTH = 20, STRAIGHT = 0.94;

/* The turn by the golden angle, so that the directions tried never repeat. */
static const double GOLDEN_COSINE = -0.7373688780783198, GOLDEN_SINE = 0.6754902942615238;

static double square(double value) { return value * value; }

static double side(double ax, double ay, double bx, double by, double cx, double cy) {
    return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

/* Whether the lines a b and c d cross. */
static int cross(double ax, double ay, double bx, double by,
                 double cx, double cy, double dx, double dy) {
    return (side(ax, ay, bx, by, cx, cy) > 0) != (side(ax, ay, bx, by, dx, dy) > 0)
        && (side(cx, cy, dx, dy, ax, ay) > 0) != (side(cx, cy, dx, dy, bx, by) > 0);
}

static double distance_to_line(double px, double py, double ax, double ay, double bx, double by) {
    double dx = bx - ax, dy = by - ay;
    double length = square(dx) + square(dy);
    double along = length == 0 ? 0 : ((px - ax) * dx + (py - ay) * dy) / length;
    along = along < 0 ? 0 : along > 1 ? 1 : along;
    return __builtin_sqrt(square(px - ax - along * dx) + square(py - ay - along * dy));
}

static double cost_of_distance(double squared, int are_bonded) {
    squared += 1e-6;
    if (!are_bonded) return squared < square(REACH) ? REPULSION / squared : 0;
    double length = __builtin_sqrt(squared);
    double excess = square(length - 1) / length; /* the same for twice as long and half */
    return BOND_STRENGTH * excess + (excess > UNEVEN ? uneven_strength * (excess - UNEVEN) : 0);
}

static double cost_of_clearance(double distance) {
    if (distance >= CLEARANCE) return 0;
    return CLEARANCE_STRENGTH * square(CLEARANCE / (distance + 1e-3) - 1);
}

/* What it costs that a point is near to a line.  Most are not, which a box around the line tells
 * without a root.  Not inlined, so that the module stays small. */
__attribute__((noinline)) static double cost_of_line(
    double px, double py, double ax, double ay, double bx, double by) {
    if ((px - ax > CLEARANCE && px - bx > CLEARANCE) || (ax - px > CLEARANCE && bx - px > CLEARANCE)
        || (py - ay > CLEARANCE && py - by > CLEARANCE)
        || (ay - py > CLEARANCE && by - py > CLEARANCE)) return 0;
    return cost_of_clearance(distance_to_line(px, py, ax, ay, bx, by));
}

static double cost_of_angle(double cosine) { return ANGLE_STRENGTH / (1.01 - cosine); }

/* What an angle between two bonds costs, and one that is straight where an atom has no more than
 * these two, as if there were no atom. */
static double cost_of_bend(double cosine, int are_two) {
    double cost = cost_of_angle(cosine);
    return are_two && cosine < -STRAIGHT ? cost + STRAIGHT_STRENGTH * (-STRAIGHT - cosine) : cost;
}

static double lesser(double a, double b) { return a < b ? a : b; }
static double greater(double a, double b) { return a > b ? a : b; }

typedef struct {
    double x, y;
} vector;

static vector direction(double ax, double ay, double bx, double by) {
    double length = __builtin_sqrt(square(bx - ax) + square(by - ay)) + 1e-9;
    return (vector){(bx - ax) / length, (by - ay) / length};
}

/* A line from a place, and the inverse of its length squared. */
typedef struct {
    double x, y, dx, dy, inverse;
} line;

static line line_between(double ax, double ay, double bx, double by) {
    double dx = bx - ax, dy = by - ay, length = square(dx) + square(dy);
    return (line){ax, ay, dx, dy, length == 0 ? 0 : 1 / length};
}

static inline double cost_beside(const line *one, double px, double py) {
    double rx = px - one->x, ry = py - one->y;
    double along = (rx * one->dx + ry * one->dy) * one->inverse;
    along = along < 0 ? 0 : along > 1 ? 1 : along;
    double squared = square(rx - along * one->dx) + square(ry - along * one->dy);
    return squared < square(CLEARANCE) ? cost_of_clearance(__builtin_sqrt(squared)) : 0;
}

/* What can cost anything while one point moves within a reach of where it is: points near to it,
 * bonds of others near to it, points near to each of its own bonds; at its neighbours what the
 * angles cost that stay as they are, and the directions of the bonds that do.  All the rest costs
 * nothing. */
static struct {
    uint32_t points, lines, beside[MAX_POINTS + 1], bends[MAX_POINTS + 1];
    double still;
} around;
static uint16_t point_around[MAX_POINTS], point_beside[MAX_POINTS * MAX_POINTS];
static line line_around[MAX_BONDS];
static vector bend_around[2 * MAX_BONDS];

static void look_around(uint32_t point, double reach) {
    static uint16_t candidates[MAX_POINTS];
    double px = x[point], py = y[point], far = reach + CLEARANCE, farther = square(reach + REACH);
    uint32_t first = first_near[point], end = first_near[point + 1], found = 0;
    double left = px - far, right = px + far, low = py - far, high = py + far;
    around.points = around.lines = around.beside[0] = around.bends[0] = 0;
    around.still = 0;
    for (uint32_t k = first; k < end; k++) {
        left = lesser(left, x[near[k]] - CLEARANCE);
        right = greater(right, x[near[k]] + CLEARANCE);
        low = lesser(low, y[near[k]] - CLEARANCE);
        high = greater(high, y[near[k]] + CLEARANCE);
    }
    for (uint32_t other = 0; other < size.points; other++) {
        if (other == point) continue;
        if (are_near[point][other]
            || square(x[other] - px) + square(y[other] - py) < farther)
            point_around[around.points++] = other;
        if (x[other] >= left && x[other] <= right && y[other] >= low && y[other] <= high)
            candidates[found++] = other;
    }
    for (uint32_t k = first; k < end; k++) {
        uint32_t other = near[k], count = around.beside[k - first], bends = around.bends[k - first];
        double ox = x[other], oy = y[other];
        left = lesser(px - far, ox - CLEARANCE);
        right = greater(px + far, ox + CLEARANCE);
        low = lesser(py - far, oy - CLEARANCE);
        high = greater(py + far, oy + CLEARANCE);
        for (uint32_t number = 0; number < found; number++) {
            uint32_t one = candidates[number];
            if (one != other && x[one] >= left && x[one] <= right && y[one] >= low && y[one] <= high)
                point_beside[count++] = one;
        }
        around.beside[k - first + 1] = count;
        uint32_t start = bends;
        for (uint32_t l = first_near[other]; l < first_near[other + 1]; l++) {
            if (near[l] == point) continue;
            vector here = direction(ox, oy, x[near[l]], y[near[l]]);
            for (uint32_t m = start; m < bends; m++)
                around.still += cost_of_angle(here.x * bend_around[m].x + here.y * bend_around[m].y);
            bend_around[bends++] = here;
        }
        around.bends[k - first + 1] = bends;
    }
    for (uint32_t number = 0; number < size.bonds; number++) {
        uint32_t i = bond[number][0], j = bond[number][1];
        if (i == point || j == point || lesser(x[i], x[j]) > px + far
            || greater(x[i], x[j]) < px - far || lesser(y[i], y[j]) > py + far
            || greater(y[i], y[j]) < py - far) continue;
        line_around[around.lines++] = line_between(x[i], y[i], x[j], y[j]);
    }
}

/* What the angles at a point and at its neighbours cost when it is at a place. */
static double cost_of_angles(uint32_t point, double px, double py) {
    static vector own[MAX_POINTS];
    uint32_t first = first_near[point], count = first_near[point + 1] - first;
    double cost = around.still;
    for (uint32_t k = 0; k < count; k++) {
        uint32_t other = near[first + k];
        int are_two = first_near[other + 1] - first_near[other] == 2;
        vector here = own[k] = direction(px, py, x[other], y[other]);
        for (uint32_t l = 0; l < k; l++)
            cost += cost_of_bend(here.x * own[l].x + here.y * own[l].y, count == 2);
        for (uint32_t m = around.bends[k]; m < around.bends[k + 1]; m++)
            cost += cost_of_bend(-(here.x * bend_around[m].x + here.y * bend_around[m].y), are_two);
    }
    return cost;
}

/* What a point around which was looked would cost at a place within that reach: its bonds' lengths,
 * and what is too near to it or to them.  What is `most` or more is not told exactly: no part of a
 * cost is less than 0. */
static double cost_of(uint32_t point, double px, double py, double most) {
    double cost = cost_of_angles(point, px, py);
    if (cost >= most) return cost;
    for (uint32_t number = 0; number < around.points; number++) {
        uint32_t other = point_around[number];
        double squared = square(x[other] - px) + square(y[other] - py);
        cost += cost_of_distance(squared, are_near[point][other]);
    }
    if (cost >= most) return cost;
    for (uint32_t number = 0; number < around.lines; number++)
        cost += cost_beside(&line_around[number], px, py);
    for (uint32_t k = first_near[point]; k < first_near[point + 1] && cost < most; k++) {
        uint32_t place = k - first_near[point];
        line own = line_between(px, py, x[near[k]], y[near[k]]);
        for (uint32_t number = around.beside[place]; number < around.beside[place + 1]; number++)
            cost += cost_beside(&own, x[point_beside[number]], y[point_beside[number]]);
    }
    return cost;
}

/* How many bonds the point's own would cross if it were at a place. */
static uint32_t crossings_of(uint32_t point, double px, double py) {
    uint32_t found = 0;
    for (uint32_t k = first_near[point]; k < first_near[point + 1]; k++) {
        uint32_t end = near[k];
        double left = lesser(px, x[end]), right = greater(px, x[end]);
        double low = lesser(py, y[end]), high = greater(py, y[end]);
        for (uint32_t number = 0; number < size.bonds; number++) {
            uint32_t i = bond[number][0], j = bond[number][1];
            if (i == point || j == point || i == end || j == end) continue;
            if ((x[i] < left && x[j] < left) || (x[i] > right && x[j] > right)
                || (y[i] < low && y[j] < low) || (y[i] > high && y[j] > high)) continue;
            found += cross(px, py, x[end], y[end], x[i], y[i], x[j], y[j]);
        }
    }
    return found;
}

/* Begin with what was written: learn which points are bonded. */
EXPORT(begin) void begin(uint32_t points, uint32_t bonds) {
    size.points = points;
    size.bonds = bonds;
    for (uint32_t i = 0; i < size.points; i++)
        for (uint32_t j = 0; j < size.points; j++) are_near[i][j] = 0;
    for (uint32_t number = 0; number < size.bonds; number++) {
        uint32_t i = bond[number][0], j = bond[number][1];
        are_near[i][j] = are_near[j][i] = 1;
    }
    uint32_t end = 0;
    for (uint32_t i = 0; i < size.points; i++) {
        first_near[i] = end;
        for (uint32_t j = 0; j < size.points; j++)
            if (are_near[i][j]) near[end++] = j;
    }
    first_near[size.points] = end;
}

/* Move all points but the first `fixed` into the middle of those that they are bonded to, again
 * and again (W. T. Tutte, Proc. London Math. Soc. 1963, 13, 743-767).  After each round a bond's
 * weight is multiplied by its length, so that long ones shrink. */
EXPORT(centre) void centre(uint32_t fixed, uint32_t sweeps, uint32_t rounds) {
    static double weights[2 * MAX_BONDS];
    for (uint32_t k = 0; k < first_near[size.points]; k++) weights[k] = 1;
    while (rounds--) {
        for (uint32_t sweep = 0; sweep < sweeps; sweep++)
            for (uint32_t point = fixed; point < size.points; point++) {
                double sum_x = 0, sum_y = 0, sum = 0;
                for (uint32_t k = first_near[point]; k < first_near[point + 1]; k++) {
                    sum_x += weights[k] * x[near[k]];
                    sum_y += weights[k] * y[near[k]];
                    sum += weights[k];
                }
                x[point] = sum_x / sum;
                y[point] = sum_y / sum;
            }
        for (uint32_t point = 0; point < size.points; point++)
            for (uint32_t k = first_near[point]; k < first_near[point + 1]; k++)
                weights[k] *= __builtin_sqrt(square(x[point] - x[near[k]])
                                             + square(y[point] - y[near[k]])) + 1e-2;
    }
}

/* Even the drawing out: move one point at a time to where it costs less, never to more crossings.
 * The steps of each grow where they help, from `step` on, and shrink where they do not.  `strength`
 * is how much bonds cost that are far from their usual length, besides what all of them do. */
EXPORT(even_out) void even_out(uint32_t sweeps, double step, double strength) {
    enum { TRIES = 6 };
    static const double LEAST_STEP = 0.005;
    static double steps[MAX_POINTS];
    double cosine = 1, sine = 0;
    uneven_strength = strength;
    for (uint32_t point = 0; point < size.points; point++) steps[point] = step;
    while (sweeps--) {
        double longest = 0;
        for (uint32_t point = 0; point < size.points; point++) {
            if (steps[point] < LEAST_STEP) continue;
            double from_x = x[point], from_y = y[point];
            look_around(point, steps[point] * 1.001);
            double least = cost_of(point, from_x, from_y, INFINITE) - 1e-9;
            int64_t crossings = -1;
            int is_better = 0;
            for (int number = 0; number < TRIES; number++) {
                double turned = cosine * GOLDEN_COSINE - sine * GOLDEN_SINE;
                sine = cosine * GOLDEN_SINE + sine * GOLDEN_COSINE;
                cosine = turned;
                double to_x = from_x + steps[point] * cosine;
                double to_y = from_y + steps[point] * sine;
                double cost = cost_of(point, to_x, to_y, least);
                if (cost >= least) continue;
                if (crossings < 0) crossings = crossings_of(point, from_x, from_y);
                if (crossings_of(point, to_x, to_y) > crossings) continue;
                least = cost;
                x[point] = to_x;
                y[point] = to_y;
                is_better = 1;
            }
            steps[point] *= is_better ? 1.3 : 0.6;
            if (steps[point] > 1) steps[point] = 1;
            if (steps[point] > longest) longest = steps[point];
        }
        if (longest < LEAST_STEP) break;
    }
    uneven_strength = 0;
}

/* What can cost anything wherever about an anchor points are put that lie within a radius of it:
 * points and bonds that are there, and the bonds of what is put. */
static struct {
    uint32_t points, lines, crossed, bonds;
} there;
static uint16_t point_there[MAX_POINTS], line_there[MAX_BONDS], crossed_there[MAX_BONDS];
static uint16_t bond_put[MAX_BONDS];

static void look_about(uint32_t first, uint32_t end, uint32_t anchor, double radius) {
    double ax = x[anchor], ay = y[anchor], far = radius + REACH, near_by = radius + CLEARANCE;
    there.points = there.lines = there.crossed = there.bonds = 0;
    for (uint32_t other = 0; other < first; other++)
        if (square(x[other] - ax) + square(y[other] - ay) < square(far))
            point_there[there.points++] = other;
    for (uint32_t number = 0; number < size.bonds; number++) {
        uint32_t i = bond[number][0], j = bond[number][1];
        if (i >= end || j >= end) continue;
        if (i >= first || j >= first) {
            bond_put[there.bonds++] = number;
        } else if (distance_to_line(ax, ay, x[i], y[i], x[j], y[j]) < near_by) {
            crossed_there[there.crossed++] = number;
            if (i != anchor && j != anchor) line_there[there.lines++] = number;
        }
    }
}

/* What it costs to put the points from `first` on, which are all there will be for now.  What is
 * `most` or more is not told exactly. */
static double cost_of_part(uint32_t first, uint32_t end, uint32_t anchor, double most) {
    double cost = 0;
    for (uint32_t point = first; point < end; point++)
        for (uint32_t number = 0; number < there.points; number++) {
            uint32_t other = point_there[number];
            if (other != anchor)
                cost += cost_of_distance(square(x[other] - x[point]) + square(y[other] - y[point]), 0);
        }
    for (uint32_t number = 0; number < there.lines && cost < most; number++) {
        uint32_t i = bond[line_there[number]][0], j = bond[line_there[number]][1];
        for (uint32_t point = first; point < end; point++)
            cost += cost_of_line(x[point], y[point], x[i], y[i], x[j], y[j]);
    }
    for (uint32_t number = 0; number < there.bonds && cost < most; number++) {
        uint32_t i = bond[bond_put[number]][0], j = bond[bond_put[number]][1];
        for (uint32_t place = 0; place < there.points; place++) {
            uint32_t other = point_there[place];
            if (other != i && other != j)
                cost += cost_of_line(x[other], y[other], x[i], y[i], x[j], y[j]);
        }
        for (uint32_t place = 0; place < there.crossed; place++) {
            uint32_t k = bond[crossed_there[place]][0], l = bond[crossed_there[place]][1];
            if (k == i || k == j || l == i || l == j) continue;
            if (cross(x[i], y[i], x[j], y[j], x[k], y[k], x[l], y[l])) cost += CROSSING_COST;
        }
    }
    return cost;
}

/* Turn the points from `first` to `end` about the point `anchor`, to which their coordinates are
 * relative, and put them where they cost least: `turns` directions, each with or without a
 * reflection, in full size or in `smaller`. */
EXPORT(place) void place(uint32_t first, uint32_t end, uint32_t anchor, uint32_t turns,
                         double cosine, double sine, double smaller) {
    static double part_x[MAX_POINTS], part_y[MAX_POINTS], best_x[MAX_POINTS], best_y[MAX_POINTS];
    double least = INFINITE, radius = 0;
    for (uint32_t point = first; point < end; point++) {
        part_x[point] = x[point];
        part_y[point] = y[point];
        radius = greater(radius, square(x[point]) + square(y[point]));
    }
    look_about(first, end, anchor, __builtin_sqrt(radius) + 1e-6);
    for (int form = 0; form < 4; form++) {
        double scale = form & 1 ? smaller : 1, flip = form & 2 ? -scale : scale;
        double c = 1, s = 0;
        for (uint32_t turn = 0; turn < turns; turn++) {
            for (uint32_t point = first; point < end; point++) {
                double px = part_x[point] * scale, py = part_y[point] * flip;
                x[point] = x[anchor] + c * px - s * py;
                y[point] = y[anchor] + s * px + c * py;
            }
            double more = (1 - scale) * BOND_STRENGTH;
            double cost = cost_of_part(first, end, anchor, least - more) + more;
            if (cost < least) {
                least = cost;
                for (uint32_t point = first; point < end; point++) {
                    best_x[point] = x[point];
                    best_y[point] = y[point];
                }
            }
            double turned = c * cosine - s * sine;
            s = c * sine + s * cosine;
            c = turned;
        }
    }
    for (uint32_t point = first; point < end; point++) {
        x[point] = best_x[point];
        y[point] = best_y[point];
    }
}

static struct {
    double cost, shortest, usual, longest;
    uint32_t close_points;
    uint32_t points_on_bonds;
    uint32_t crossings;
    uint32_t unused;
} measured;

/* Find the shortest, the median and the longest bond; of two in the middle the longer. */
static void measure_bonds(void) {
    static double lengths[MAX_BONDS];
    for (uint32_t number = 0; number < size.bonds; number++) {
        uint32_t i = bond[number][0], j = bond[number][1], place = number;
        double length = __builtin_sqrt(square(x[i] - x[j]) + square(y[i] - y[j]));
        for (; place && lengths[place - 1] > length; place--) lengths[place] = lengths[place - 1];
        lengths[place] = length;
    }
    measured.shortest = lengths[0];
    measured.usual = lengths[size.bonds / 2];
    measured.longest = lengths[size.bonds - 1];
}

/* Count what is wrong: points nearer than `close` to another, nearer than `touching` to a bond of
 * others, both in usual bonds, and bonds that cross; and add up what all points cost.  There is a
 * bond. */
EXPORT(measure) void measure(double close, double touching) {
    measured.cost = measured.close_points = measured.points_on_bonds = measured.crossings = 0;
    measure_bonds();
    close *= measured.usual;
    touching *= measured.usual;
    for (uint32_t i = 0; i < size.points; i++) {
        look_around(i, 0);
        measured.cost += cost_of(i, x[i], y[i], INFINITE);
        measured.crossings += crossings_of(i, x[i], y[i]);
        for (uint32_t j = 0; j < i; j++)
            measured.close_points += square(x[i] - x[j]) + square(y[i] - y[j]) < square(close);
        for (uint32_t number = 0; number < size.bonds; number++) {
            uint32_t k = bond[number][0], l = bond[number][1];
            if (k == i || l == i) continue;
            measured.points_on_bonds +=
                distance_to_line(x[i], y[i], x[k], y[k], x[l], y[l]) < touching;
        }
    }
    measured.crossings /= 4; /* each was met from all of its ends */
}

enum { BONDS, X, Y, MEASURED };

/* Where the parts are that are written and read from outside. */
EXPORT(address_of) void *address_of(int part) {
    void *const addresses[] = {sheet.bond, sheet.x, sheet.y, &measured};
    return addresses[part];
}

/* Their sizes in bytes, so that who drives an older or a newer module finds out. */
EXPORT(size_of) uint32_t size_of(int part) {
    const uint32_t sizes[] = {sizeof sheet.bond, sizeof sheet.x, sizeof sheet.y, sizeof measured};
    return sizes[part];
}

/* The components that the kernel knows, and their weighted sum; as scoring/target.py and the
   modules of the components. */
#pragma once
#include "trace.h"
#include "wiener_index.h"

enum { MAX_BONDS = MAX_ATOMS * MAX_DEGREE / 2 };

typedef struct {
    double factor, origin;
    uint32_t component, is_distance;
} Term;

typedef struct {
    uint32_t sums[MAX_ATOMS];
    int largest;
} Distances;

/* A search from every atom. */
static void measure(Distances *distances) {
    uint8_t reached[MAX_ATOMS], distance[MAX_ATOMS];
    int n = structure.heavy_atoms;
    distances->largest = 0;
    for (int start = 0; start < n; start++) {
        for (int atom = 0; atom < n; atom++) distance[atom] = MAX_ATOMS;
        int count = 1, sum = 0;
        reached[0] = start;
        distance[start] = 0;
        for (int place = 0; place < count; place++) {
            int atom = reached[place];
            sum += distance[atom];
            for (Mask near = structure.neighbours[atom]; !is_empty(near, 2);) {
                int other = take_lowest(&near, 2);
                if (distance[other] < MAX_ATOMS) continue;
                distance[other] = distance[atom] + 1;
                reached[count++] = other;
            }
        }
        distances->sums[start] = sum;
        distances->largest = larger(distances->largest, distance[reached[n - 1]]);
    }
}

/* The sum of 1 / sqrt(numbers[i] numbers[j]) over the bonds, in the order of their size. */
static double inverse_root_sum(const uint32_t *numbers) {
    uint32_t products[MAX_BONDS];
    int count = 0;
    for (int i = 0; i < structure.heavy_atoms; i++) {
        for (Mask near = structure.neighbours[i]; !is_empty(near, 2);) {
            int j = take_lowest(&near, 2);
            if (j < i) continue;
            uint32_t product = numbers[i] * numbers[j];
            int place = count++;
            for (; place > 0 && products[place - 1] > product; place--)
                products[place] = products[place - 1];
            products[place] = product;
        }
    }
    double total = 0;
    for (int place = 0; place < count; place++) total += 1 / __builtin_sqrt(products[place]);
    return total;
}

static int rings(void) { return structure.bonded_pairs - structure.heavy_atoms + 1; }

static double number_of_rings(void) { return rings(); }

static double graph_diameter(void) {
    Distances distances;
    measure(&distances);
    return distances.largest;
}

static double balaban_j(void) {
    Distances distances;
    measure(&distances);
    return (double)structure.bonded_pairs / (rings() + 1) * inverse_root_sum(distances.sums);
}

static double randic_index(void) {
    uint32_t degrees[MAX_ATOMS];
    for (int atom = 0; atom < structure.heavy_atoms; atom++) degrees[atom] = structure.degrees[atom];
    return inverse_root_sum(degrees);
}

static double degree_of_branching(void) {
    int linear = 0, dendritic = 0;
    for (int atom = 0; atom < structure.heavy_atoms; atom++) {
        linear += structure.degrees[atom] == 2;
        dendritic += structure.degrees[atom] > 2;
    }
    return dendritic ? 2.0 * dendritic / (2 * dendritic + linear) : 0;
}

/* By number, as components.py has them. */
static double (*const COMPONENTS[])(void) = {
    wiener_index, balaban_j, randic_index, graph_diameter, degree_of_branching, number_of_rings,
};

static double weigh(const Term *terms, int count, const double *values) {
    double total = 0;
    for (int i = 0; i < count; i++) {
        double difference = values[i] - terms[i].origin;
        if (terms[i].is_distance) difference = __builtin_fabs(difference);
        total += terms[i].factor * difference;
    }
    return total;
}

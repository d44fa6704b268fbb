"""IsoAnneal: simulated annealing over the constitutional isomers of a molecular formula.

J.-L. Faulon, J. Chem. Inf. Comput. Sci. 1996, 36, 731-740, doi 10.1021/ci950093o.
"""

__version__ = "0.1.0"

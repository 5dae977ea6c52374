"""Functions whose variance shares are known in closed form."""

import numpy as np

ISHIGAMI_FIRST = [0.3139, 0.4424, 0.0]
ISHIGAMI_TOTAL = [0.5576, 0.4424, 0.2437]


def ishigami(u, a=7.0, b=0.1):
    """Ishigami and Homma, 1990, on uniforms from 0 to 1; later columns do nothing."""
    x = np.pi * (2 * u - 1)
    return np.sin(x[:, 0]) + a * np.sin(x[:, 1]) ** 2 + b * x[:, 2] ** 4 * np.sin(x[:, 0])


def sobol_g(u, a):
    """Sobol's product of bent lines, on uniforms from 0 to 1."""
    return np.prod((np.abs(4 * u - 2) + a) / (1 + a), axis=1)


def sobol_g_shares(a):
    alone = 1 / 3 / (1 + a) ** 2
    variance = np.prod(1 + alone) - 1
    return alone / variance, alone * np.prod(1 + alone) / (1 + alone) / variance

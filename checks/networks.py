"""PyTorch's gradients of the two networks that scale stills, beside those that the tests expect.

usage: networks.py FIGURES [--write]

FIGURES holds numbers of a small case: what goes into the networks, what comes out, and the gradient
of the sum of outputs times weights along every parameter. Without --write PyTorch works them out
anew in double precision and compares; the test of the networks compares with the same file.
"""

import sys

import numpy as np
import torch

WIDTH, HIDDEN, BLOCKS, ENCODER, INPUTS, OUTPUTS = 5, 7, 2, 4, 3, 2
GROUPS = [0, 4, 11]


def layers():
    """Rows and columns of every layer's weights, and whether it has biases, in order."""
    trunk = [(WIDTH, HIDDEN, True), (HIDDEN, WIDTH, True)] * BLOCKS
    return (
        [(ENCODER, WIDTH, True)]
        + trunk
        + [(WIDTH, 1, False), (INPUTS, WIDTH, True)]
        + trunk
        + [(WIDTH, OUTPUTS, True)]
    )


def count():
    return sum(i * o + (o if biased else 0) for i, o, biased in layers())


def network(values, encoder, inputs):
    """Outputs of every row."""
    at = 0
    dense = []
    for i, o, biased in layers():
        weights = values[at : at + i * o].reshape(i, o)
        at += i * o
        bias = values[at : at + o] if biased else 0
        at += o if biased else 0
        dense.append(lambda x, w=weights, b=bias: x @ w + b)
    later = iter(dense)

    def trunk(x, added):
        x = next(later)(x) + added
        for _ in range(BLOCKS):
            expand, narrow = next(later), next(later)
            x = x + narrow(torch.relu(expand(torch.relu(x))))
        return x

    rows = trunk(encoder, 0)
    scores = next(later)(rows)[:, 0]
    vectors = []
    for begin, end in zip(GROUPS, GROUPS[1:]):
        weights = torch.softmax(scores[begin:end], 0)
        vectors.append((weights @ rows[begin:end]).expand(end - begin, -1))
    mapped = trunk(inputs, torch.cat(vectors))
    return next(later)(mapped)


def figures(given):
    """What PyTorch makes of the numbers given: outputs and gradient."""
    values = torch.tensor(given["values"], dtype=torch.float64, requires_grad=True)
    rows = GROUPS[-1]
    outputs = network(
        values,
        torch.tensor(given["encoder"], dtype=torch.float64).reshape(rows, ENCODER),
        torch.tensor(given["inputs"], dtype=torch.float64).reshape(rows, INPUTS),
    )
    (outputs.flatten() * torch.tensor(given["weights"], dtype=torch.float64)).sum().backward()
    return {"outputs": outputs.detach().numpy().ravel(), "gradient": values.grad.numpy()}


def write(path):
    random = np.random.default_rng(7)
    rows = GROUPS[-1]
    sizes = {
        "values": count(),
        "encoder": rows * ENCODER,
        "inputs": rows * INPUTS,
        "weights": rows * OUTPUTS,
    }
    given = {name: 0.5 * random.standard_normal(n, dtype=np.float32) for name, n in sizes.items()}
    with open(path, "w") as out:
        for name, numbers in (given | figures(given)).items():
            print(name, *(f"{x:.9g}" for x in numbers), file=out)


def main():
    path = sys.argv[1]
    if "--write" in sys.argv:
        write(path)
        return
    with open(path) as lines:
        kept = {w[0]: np.array(w[1:], float) for w in (line.split() for line in lines)}
    for name, numbers in figures(kept).items():
        apart = np.abs(numbers - kept[name]).max()
        print(f"networks: {name} of PyTorch and of the tests differ by at most {apart:.1e}")
        assert apart < 1e-7, name


main()

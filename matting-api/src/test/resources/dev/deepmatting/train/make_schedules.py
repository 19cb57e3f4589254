# SPDX-License-Identifier: Apache-2.0
"""Makes golden factors of learning-rate schedules.

What it is
    An oracle that does not share code with the program under test: the schedulers of PyTorch, on an
    optimiser whose base rate is 1, so that its rate is the factor.

How to run
    /usr/bin/python3 make_schedules.py [output-folder]

    Without an argument the file goes beside this script.

Made with
    Python 3.11.2, PyTorch 1.13.0.

File
    schedules.txt: the schedule's name, and then the factor of each step of a stage.

    A warm-up of w steps rises by 1 / w a step and ends with a factor of 1 at step w - 1, which is
    LinearLR from 1 / w over w - 1 steps. A cosine follows it (SequentialLR); milestones are
    multiplied with it (ChainedScheduler).
"""

import sys
import warnings
from pathlib import Path

import torch
from torch.optim import lr_scheduler


def optimiser():
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)


def warm_up(sgd, steps):
    return lr_scheduler.LinearLR(sgd, start_factor=1 / steps, total_iters=steps - 1)


def constant(sgd, steps):
    return lr_scheduler.LambdaLR(sgd, lambda step: 1)


def milestones(sgd, steps, factor=0.5, shares=(0.1, 0.2, 0.6)):
    places = [int(share * steps + 0.5) for share in shares]
    return lr_scheduler.MultiStepLR(sgd, places, gamma=factor)


def milestones_of_fifths(sgd, steps):
    return milestones(sgd, steps, 0.2, (0.06, 0.2, 0.6))


def cosine(sgd, steps):
    return lr_scheduler.CosineAnnealingLR(sgd, T_max=steps)


def warm_constant(sgd, steps):
    return warm_up(sgd, int(0.25 * steps + 0.5))


def warm_milestones(sgd, steps):
    rise = warm_up(sgd, int(0.3 * steps + 0.5))
    return lr_scheduler.ChainedScheduler([rise, milestones(sgd, steps)])


def warm_cosine(sgd, steps):
    rise = int(0.25 * steps + 0.5)
    parts = [warm_up(sgd, rise), cosine(sgd, steps - rise)]
    return lr_scheduler.SequentialLR(sgd, parts, milestones=[rise])


SCHEDULES = (
    ("constant", constant, 5),
    ("milestones", milestones, 50),
    ("milestones", milestones, 17),
    ("milestones-of-fifths", milestones_of_fifths, 50),
    ("cosine", cosine, 1),
    ("cosine", cosine, 2),
    ("cosine", cosine, 40),
    ("warm-constant", warm_constant, 12),
    ("warm-milestones", warm_milestones, 30),
    ("warm-cosine", warm_cosine, 40),
    ("warm-cosine", warm_cosine, 9),
)


def factors(make, steps):
    sgd = optimiser()
    scheduler = make(sgd, steps)
    rates = []
    for _ in range(steps):
        rates.append(sgd.param_groups[0]["lr"])
        sgd.step()
        scheduler.step()
    return rates


def main():
    # SequentialLR calls its parts in a way that it warns of itself.
    warnings.filterwarnings("ignore", category=UserWarning)
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    lines = [
        " ".join([name, *(repr(rate) for rate in factors(make, steps))])
        for name, make, steps in SCHEDULES
    ]
    (folder / "schedules.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()

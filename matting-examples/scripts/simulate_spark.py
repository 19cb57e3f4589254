#!/usr/bin/env python3
"""The hours and the cost of many pictures on Spark, by simulation (src/site/markdown/spark.md).

Samples the processor seconds of a picture from a table of measured ones (id,seconds: one a line, lines that
begin with # are skipped), packs pictures into tasks as SparkMatting does, and runs the tasks on cores in the
order in which Spark gives them out. Machines differ in speed, some are slow for a while, and executors die: then
their tasks begin again, and skip the pictures whose notes are there. Needs nothing but Python 3.

  simulate_spark.py seconds.csv --pictures 1000000 --cores 16 64 256 1024 4096 --price 0.04
"""
import argparse
import heapq
import random


def measured(path):
    with open(path) as lines:
        rows = [line.split(",") for line in lines if line.strip() and not line.startswith("#")]
    return [float(row[1]) for row in rows]


def tasks_of(options, seconds, rng):
    """Ids are spread by hash, so the pictures of a task vary like throws of dice."""
    tasks = max(options.pictures // options.per_task, 4 * options.cores_now)
    counts = [0] * tasks
    for _ in range(options.pictures):
        counts[rng.randrange(tasks)] += 1
    # The sum of many is sampled from as many; the noise stands for content that was not measured.
    return [
        [rng.choice(seconds) * rng.lognormvariate(-options.noise**2 / 2, options.noise) for _ in range(n)]
        for n in counts
    ]


def run(options, seconds, rng):
    tasks = tasks_of(options, seconds, rng)
    per_executor = options.executor_cores
    executors = max(1, options.cores_now // per_executor)
    speed = [1 / rng.lognormvariate(0, options.machines) for _ in range(executors)]
    for slow in rng.sample(range(executors), int(executors * options.slow)):
        speed[slow] /= options.slower
    free = [(0.0, e) for e in range(executors) for _ in range(per_executor)]
    heapq.heapify(free)
    dies = [rng.expovariate(options.deaths / 3600) if options.deaths else 1e18 for _ in range(executors)]
    queue = list(range(len(tasks)))[::-1]
    done = dict.fromkeys(queue, 0)
    launched = end = 0.0
    while queue:
        now, executor = heapq.heappop(free)
        # The driver gives out one task after the other.
        launched = now = max(now, launched + options.launch)
        while dies[executor] < now:
            dies[executor] += rng.expovariate(options.deaths / 3600)
        task = queue.pop()
        at = now + done[task] * options.skip
        for picture in tasks[task][done[task]:]:
            took = (picture + options.io) / speed[executor]
            if at + took > dies[executor]:
                # The picture in work is lost, and a new executor takes a minute.
                queue.insert(0, task)
                at = dies[executor] + options.restart
                dies[executor] = at + rng.expovariate(options.deaths / 3600)
                break
            at += took
            done[task] += 1
        end = max(end, at)
        heapq.heappush(free, (at, executor))
    return end


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seconds")
    parser.add_argument("--pictures", type=int, default=1_000_000)
    parser.add_argument("--cores", type=int, nargs="+", default=[16, 64, 256, 1024, 4096])
    parser.add_argument("--executor-cores", type=int, default=4)
    parser.add_argument("--per-task", type=int, default=100)
    parser.add_argument("--price", type=float, default=0.04, help="of a core for an hour")
    parser.add_argument("--io", type=float, default=0.3, help="seconds to read and write a picture")
    parser.add_argument("--skip", type=float, default=0.15, help="seconds to find out that a picture is done")
    parser.add_argument("--launch", type=float, default=0.005, help="seconds of the driver for a task")
    parser.add_argument("--noise", type=float, default=0.3, help="spread of a picture (sigma of the logarithm)")
    parser.add_argument("--machines", type=float, default=0.05, help="spread of machines (the same)")
    parser.add_argument("--slow", type=float, default=0.02, help="share of slow executors")
    parser.add_argument("--slower", type=float, default=2.0, help="how much slower they are")
    parser.add_argument("--deaths", type=float, default=0.01, help="of an executor in an hour")
    parser.add_argument("--restart", type=float, default=60, help="seconds until it is replaced")
    parser.add_argument("--runs", type=int, default=5, help="of which the mean is printed")
    options = parser.parse_args()
    seconds = measured(options.seconds)
    ideal = options.pictures * (sum(seconds) / len(seconds) + options.io) / 3600
    print("| cores | hours | core hours | efficiency | cost |\n|---:|---:|---:|---:|---:|")
    for cores in options.cores:
        options.cores_now = cores
        ends = [run(options, seconds, random.Random(seed)) for seed in range(options.runs)]
        end = sum(ends) / len(ends)
        paid = end / 3600 * cores
        print(f"| {cores:,} | {end / 3600:,.1f} | {paid:,.0f} | {ideal / paid:.0%} | {paid * options.price:,.0f} |")


if __name__ == "__main__":
    main()

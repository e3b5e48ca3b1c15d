interface Point {
  readonly x: number;
  readonly y: number;
}

/** What lies in a direction, as a vector along it and one across. */
const AXES = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] } as const;

/** The index of the point that an arrow key leads to: near, and not far aside. Undefined where nothing lies there. */
export function nearest(points: readonly Point[], from: number, direction: keyof typeof AXES): number | undefined {
  const start = points[from];
  const [dx, dy] = AXES[direction];
  let best: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, { x, y }] of points.entries()) {
    if (!start || index === from) continue;
    const along = (x - start.x) * dx + (y - start.y) * dy;
    const across = Math.abs((x - start.x) * dy) + Math.abs((y - start.y) * dx);
    if (along <= 1) continue;
    const distance = along + 2 * across;
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}

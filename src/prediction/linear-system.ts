/**
 * Turns a symmetric positive definite matrix, row by row of `size`, into its lower Cholesky factor, in place; only its lower half is read.
 * False where a pivot is not positive: the matrix is not what it should be.
 */
export function factorCholesky(matrix: Float64Array, size: number): boolean {
  for (let row = 0; row < size; row += 1) {
    const own = row * size;
    for (let column = 0; column <= row; column += 1) {
      const other = column * size;
      let sum = matrix[own + column] ?? 0;
      for (let k = 0; k < column; k += 1) sum -= (matrix[own + k] ?? 0) * (matrix[other + k] ?? 0);
      if (column < row) matrix[own + column] = sum / (matrix[other + column] ?? 1);
      else if (sum > 0 && Number.isFinite(sum)) matrix[own + row] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

/** The x of `matrix · x = right` from the factor of the matrix. */
export function solveFactored(factor: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const x = Float64Array.from(right);
  for (let row = 0; row < size; row += 1) {
    let sum = x[row] ?? 0;
    for (let k = 0; k < row; k += 1) sum -= (factor[row * size + k] ?? 0) * (x[k] ?? 0);
    x[row] = sum / (factor[row * size + row] ?? 1);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = x[row] ?? 0;
    for (let k = row + 1; k < size; k += 1) sum -= (factor[k * size + row] ?? 0) * (x[k] ?? 0);
    x[row] = sum / (factor[row * size + row] ?? 1);
  }
  return x;
}

/** Solves the same by conjugate gradients: `apply` multiplies by the matrix, `diagonal` is its diagonal. For matrices too large to hold. */
export function solveConjugate(apply: (vector: Float64Array) => Float64Array, diagonal: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const x = new Float64Array(size);
  const rest = Float64Array.from(right);
  const scaled = rest.map((value, index) => value / (diagonal[index] ?? 1));
  let direction = Float64Array.from(scaled);
  let energy = dot(rest, scaled);
  const enough = 1e-16 * energy;
  for (let step = 0; step < 2 * size && energy > enough; step += 1) {
    const image = apply(direction);
    const length = energy / dot(direction, image);
    for (let index = 0; index < size; index += 1) {
      x[index] = (x[index] ?? 0) + length * (direction[index] ?? 0);
      rest[index] = (rest[index] ?? 0) - length * (image[index] ?? 0);
      scaled[index] = (rest[index] ?? 0) / (diagonal[index] ?? 1);
    }
    const before = energy;
    energy = dot(rest, scaled);
    direction = direction.map((value, index) => (scaled[index] ?? 0) + (energy / before) * value);
  }
  return x;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}

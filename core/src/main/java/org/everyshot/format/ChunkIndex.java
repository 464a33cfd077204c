package org.everyshot.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where each chunk of a dataset lies, written as a version-1 B-tree when the dataset is
/// complete.
///
/// Takes 12 bytes of memory per chunk. Source: HDF5 file format specification 3.0, section
/// III.A.1.
final class ChunkIndex {
  /// Children of a node: twice the default rank 32, which readers assume where none is given.
  private static final int CHILDREN = 64;

  private long[] address = new long[64];
  private int[] size = new int[64];
  private int count;

  /// Notes the next chunk along the first dimension.
  void add(long at, int stored) {
    if (count == address.length) {
      address = Arrays.copyOf(address, 2 * count);
      size = Arrays.copyOf(size, 2 * count);
    }
    address[count] = at;
    size[count++] = stored;
  }

  int count() {
    return count;
  }

  /// Writes the tree and returns the address of its root; undefined where there are no chunks.
  long write(Hdf5Tail tail, int rank, int rowsPerChunk, long[] chunk) {
    if (count == 0) {
      return Hdf5Bytes.UNDEFINED;
    }
    // Children of the level being written: their addresses, and the first chunk of each.
    long[] children = Arrays.copyOf(address, count);
    int[] first = new int[count];
    Arrays.setAll(first, i -> i);
    int level = 0;
    while (true) {
      int nodes = (children.length + CHILDREN - 1) / CHILDREN;
      int keySize = 8 + 8 * (rank + 1);
      int nodeSize = 24 + CHILDREN * 8 + (CHILDREN + 1) * keySize;
      long start = tail.aligned();
      List<byte[]> written = new ArrayList<>(nodes);
      long[] parents = new long[nodes];
      int[] parentFirst = new int[nodes];
      for (int n = 0; n < nodes; n++) {
        int from = n * CHILDREN;
        int to = Math.min(children.length, from + CHILDREN);
        parents[n] = start + (long) n * nodeSize;
        parentFirst[n] = first[from];
        var node = new Hdf5Bytes().ascii("TREE").u8(1).u8(level).u16(to - from);
        node.u64(n == 0 ? Hdf5Bytes.UNDEFINED : start + (long) (n - 1) * nodeSize);
        node.u64(n == nodes - 1 ? Hdf5Bytes.UNDEFINED : start + (long) (n + 1) * nodeSize);
        for (int c = from; c < to; c++) {
          node.u32(size[first[c]]).u32(0).u64((long) first[c] * rowsPerChunk);
          node.zeros(8 * rank).u64(children[c]);
        }
        key(node, to == children.length ? count : first[to], rank, rowsPerChunk, chunk);
        written.add(node.zeros(nodeSize - node.size()).toArray());
      }
      written.forEach(tail::append);
      if (nodes == 1) {
        return parents[0];
      }
      children = parents;
      first = parentFirst;
      level++;
    }
  }

  /// The key that closes a node: that of the next chunk, or one beyond the last in every
  /// dimension.
  private void key(Hdf5Bytes node, int next, int rank, int rowsPerChunk, long[] chunk) {
    node.u32(next < count ? size[next] : 0).u32(0).u64((long) next * rowsPerChunk);
    if (next < count) {
      node.zeros(8 * rank);
      return;
    }
    for (int d = 1; d < rank; d++) {
      node.u64(chunk[d]);
    }
    node.u64(0);
  }
}

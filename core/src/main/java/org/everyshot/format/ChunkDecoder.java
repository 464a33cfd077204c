package org.everyshot.format;

import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.filter.PipelineFilterWithData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.everyshot.fault.DamagedDataException;

/// Undoes a dataset's filters, chunk by chunk, never believing a length that the file claims.
///
/// Shuffle, deflate and Fletcher-32 are undone here: jHDF leaves the checksum's four bytes in
/// place, which breaks a shuffle without compression. All other filters are jHDF's.
///
/// Not for several threads at once. Memory of a chunk is used again for the next: fresh memory
/// costs more than what is done in it.
final class ChunkDecoder {
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER = 3;
  private static final int LZ4 = 32004;
  private static final int BITSHUFFLE = 32008;

  private final ChunkedDataset dataset;
  private final List<PipelineFilterWithData> filters;
  private final int chunkBytes;
  private final String name;
  private final boolean own;
  private final boolean framed;

  /// What filters write to, in turn: none reads where it writes.
  private final byte[][] rooms = {{}, {}};

  private int turn;

  /// @param chunkBytes size of a decoded chunk
  /// @param name file and dataset, for messages
  ChunkDecoder(ChunkedDataset dataset, int chunkBytes, String name) {
    this.dataset = dataset;
    this.filters = dataset.getFilters();
    this.chunkBytes = chunkBytes;
    this.name = name;
    this.own = filters.stream().allMatch(filter -> filter.getId() <= FLETCHER);
    this.framed = filters.stream().anyMatch(ChunkDecoder::beginsWithLength);
  }

  private static boolean beginsWithLength(PipelineFilterWithData filter) {
    int[] settings = filter.getFilterData();
    return filter.getId() == LZ4
        || (filter.getId() == BITSHUFFLE && settings.length > 4 && settings[4] != 0);
  }

  /// The values of the chunk that begins at `at`; they stand until the next call.
  byte[] decode(int... at) {
    byte[] values;
    if (own) {
      ByteBuffer stored = dataset.getRawChunkBuffer(at);
      byte[] bytes = new byte[stored.remaining()];
      stored.get(bytes);
      values = undo(bytes);
    } else {
      if (framed) {
        checkLength(dataset.getRawChunkBuffer(at.clone()));
      }
      values = dataset.getDecompressedChunk(at);
    }
    if (values.length != chunkBytes) {
      throw damaged("a chunk of " + values.length + " bytes instead of " + chunkBytes);
    }
    return values;
  }

  /// LZ4 chunks begin with their decompressed length.
  private void checkLength(ByteBuffer stored) {
    ByteBuffer header = stored.duplicate().order(ByteOrder.BIG_ENDIAN);
    if (header.remaining() < 12 || header.getLong(header.position()) != chunkBytes) {
      throw damaged("a compressed chunk whose length is not " + chunkBytes);
    }
  }

  private byte[] undo(byte[] stored) {
    byte[] bytes = stored;
    for (int f = filters.size() - 1; f >= 0; f--) {
      bytes =
          switch (filters.get(f).getId()) {
            case FLETCHER -> verified(bytes);
            case DEFLATE -> inflated(bytes);
            case SHUFFLE -> unshuffled(bytes, filters.get(f).getFilterData());
            default -> throw damaged("filter " + filters.get(f).getId());
          };
    }
    return bytes;
  }

  private byte[] verified(byte[] bytes) {
    int length = bytes.length - 4;
    if (length < 0) {
      throw damaged("a chunk shorter than its checksum");
    }
    int sum = ByteBuffer.wrap(bytes, length, 4).order(ByteOrder.LITTLE_ENDIAN).getInt();
    int expected = ChunkFilters.fletcher32(bytes, length);
    // HDF5 before 1.6.3 stored the bytes of each half exchanged.
    int exchanged = Integer.rotateLeft(Integer.reverseBytes(expected), 16);
    if (sum != expected && sum != exchanged) {
      throw damaged("a chunk that does not fit its checksum");
    }
    return Arrays.copyOf(bytes, length);
  }

  private byte[] inflated(byte[] bytes) {
    byte[] out = room(chunkBytes);
    var inflater = new Inflater();
    try {
      inflater.setInput(bytes);
      int length = 0;
      while (length < chunkBytes && !inflater.finished()) {
        int n = inflater.inflate(out, length, chunkBytes - length);
        if (n == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw damaged("a compressed chunk that ends early");
        }
        length += n;
      }
      if (length != chunkBytes) {
        throw damaged("a compressed chunk of " + length + " bytes instead of " + chunkBytes);
      }
      return out;
    } catch (DataFormatException e) {
      throw new DamagedDataException(
          name + ": a chunk that cannot be decompressed; copy the file again", e);
    } finally {
      inflater.end();
    }
  }

  private byte[] unshuffled(byte[] bytes, int... settings) {
    int size = settings.length == 0 ? 1 : settings[0];
    if (size < 1 || size > bytes.length) {
      throw damaged("shuffled values of " + size + " bytes");
    }
    byte[] out = room(bytes.length);
    int count = bytes.length / size;
    for (int b = 0; b < size; b++) {
      int from = b * count;
      for (int i = 0, to = b; i < count; i++, to += size) {
        out[to] = bytes[from + i];
      }
    }
    System.arraycopy(bytes, count * size, out, count * size, bytes.length % size);
    return out;
  }

  private byte[] room(int length) {
    turn = 1 - turn;
    if (rooms[turn].length != length) {
      rooms[turn] = new byte[length];
    }
    return rooms[turn];
  }

  private DamagedDataException damaged(String what) {
    return new DamagedDataException(name + ": " + what + "; damaged or incomplete, copy it again");
  }
}

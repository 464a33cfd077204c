package org.everyshot.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Turns the bytes of a dataset into numbers: any [Hdf5Type], either byte order.
///
/// Every method converts `count` values, from byte `at` of `in` to `out[to]` and on.
final class Numbers {
  private static final VarHandle SHORT_LITTLE = view(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT_BIG = view(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT_LITTLE = view(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT_BIG = view(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG_LITTLE = view(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_BIG = view(long[].class, ByteOrder.BIG_ENDIAN);

  private Numbers() {}

  private static VarHandle view(Class<?> array, ByteOrder order) {
    return MethodHandles.byteArrayViewVarHandle(array, order);
  }

  private static short shortAt(byte[] in, int at, boolean little) {
    return little ? (short) SHORT_LITTLE.get(in, at) : (short) SHORT_BIG.get(in, at);
  }

  private static int intAt(byte[] in, int at, boolean little) {
    return little ? (int) INT_LITTLE.get(in, at) : (int) INT_BIG.get(in, at);
  }

  private static long longAt(byte[] in, int at, boolean little) {
    return little ? (long) LONG_LITTLE.get(in, at) : (long) LONG_BIG.get(in, at);
  }

  /// Unsigned 16-bit values as they are.
  static void shorts(byte[] in, int at, boolean little, short[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      out[to + i] = shortAt(in, at + 2 * i, little);
    }
  }

  static void floats(
      Hdf5Type type, byte[] in, int at, boolean little, float[] out, int to, int count) {
    switch (type) {
      case FLOAT32 -> {
        for (int i = 0; i < count; i++) {
          out[to + i] = Float.intBitsToFloat(intAt(in, at + 4 * i, little));
        }
      }
      case UINT16 -> {
        for (int i = 0; i < count; i++) {
          out[to + i] = shortAt(in, at + 2 * i, little) & 0xFFFF;
        }
      }
      case INT16 -> {
        for (int i = 0; i < count; i++) {
          out[to + i] = shortAt(in, at + 2 * i, little);
        }
      }
      case INT32 -> {
        for (int i = 0; i < count; i++) {
          out[to + i] = intAt(in, at + 4 * i, little);
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          out[to + i] = (float) number(type, in, at + type.size() * i, little);
        }
      }
    }
  }

  static void doubles(
      Hdf5Type type, byte[] in, int at, boolean little, double[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      out[to + i] = number(type, in, at + type.size() * i, little);
    }
  }

  /// Whole numbers; floating-point ones are cut off towards zero.
  static void longs(
      Hdf5Type type, byte[] in, int at, boolean little, long[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      int from = at + type.size() * i;
      out[to + i] =
          type == Hdf5Type.UINT64 || type == Hdf5Type.INT64
              ? longAt(in, from, little)
              : (long) number(type, in, from, little);
    }
  }

  private static double number(Hdf5Type type, byte[] in, int at, boolean little) {
    return switch (type) {
      case UINT8 -> in[at] & 0xFF;
      case INT8 -> in[at];
      case UINT16 -> shortAt(in, at, little) & 0xFFFF;
      case INT16 -> shortAt(in, at, little);
      case UINT32 -> intAt(in, at, little) & 0xFFFFFFFFL;
      case INT32 -> intAt(in, at, little);
      case UINT64 -> unsigned(longAt(in, at, little));
      case INT64 -> longAt(in, at, little);
      case FLOAT32 -> Float.intBitsToFloat(intAt(in, at, little));
      case FLOAT64 -> Double.longBitsToDouble(longAt(in, at, little));
    };
  }

  /// The value of 64 bits without sign; halved with a sticky lowest bit, it rounds only once.
  static double unsigned(long bits) {
    return bits < 0 ? ((bits >>> 1) | (bits & 1)) * 2.0 : bits;
  }
}

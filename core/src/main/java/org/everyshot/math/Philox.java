package org.everyshot.math;

/// The block cipher behind [RandomStream]: Philox4x32 with ten rounds.
///
/// Constants from Salmon et al., SC'11, table 2.
final class Philox {
  /// Words that one block gives.
  static final int WORDS = 4;

  private static final long M0 = 0xD2511F53L;
  private static final long M1 = 0xCD9E8D57L;
  private static final int W0 = 0x9E3779B9;
  private static final int W1 = 0xBB67AE85;
  private static final int ROUNDS = 10;

  private Philox() {}

  /// Encrypts the counter (c0, c1, c2, c3) with the key (k0, k1) into four words from `at` on.
  static void encrypt(int c0, int c1, int c2, int c3, int k0, int k1, int[] words, int at) {
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = M0 * (c0 & 0xFFFFFFFFL);
      long product1 = M1 * (c2 & 0xFFFFFFFFL);
      c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
      c1 = (int) product1;
      c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
      c3 = (int) product0;
      k0 += W0;
      k1 += W1;
    }
    words[at] = c0;
    words[at + 1] = c1;
    words[at + 2] = c2;
    words[at + 3] = c3;
  }
}

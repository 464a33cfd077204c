package org.everyshot.picture;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The letters of every picture: pen strokes, so that drawing text needs no font on the machine.
///
/// Units: y upwards, baseline 0, capitals 7 high, small letters 5, descenders to −2.1. One line of
/// the table is a letter, its width, and its strokes:
///
/// - `m x y` lifts the pen and moves, `l x y` draws a line, `z` closes the stroke,
/// - `c x1 y1 x2 y2 x y` draws a cubic curve,
/// - `a cx cy rx ry from extent` draws an elliptic arc, degrees, counter-clockwise, joined to an
///   open stroke by a line,
/// - `e cx cy rx ry` draws an ellipse, `d x y` a dot.
final class Glyphs {
  private static final String STROKES =
      """
      0 4 e 2 3.5 2 3.5
      1 4 m .5 5.5 l 2.2 7 l 2.2 0
      2 4 a 2 5.1 1.9 1.9 170 -192 c 3.3 3.1 1.3 1.6 0 0 l 4 0
      3 4 a 1.9 5.3 1.7 1.7 155 -245 l 1.2 3.6 m 1.9 3.6 a 1.9 1.8 2 1.8 90 -250
      4 4 m 3.1 0 l 3.1 7 l 0 2 l 4.2 2
      5 4 m 3.6 7 l .75 7 l .33 3.7 a 1.9 2.25 2.05 2.25 140 -290
      6 4 m 3.5 6.4 c 3.1 6.8 2.7 7 2.2 7 c .7 7 0 5.3 0 2.9 l 0 2.2 e 2 2.2 2 2.2
      7 4 m .1 7 l 4 7 l 1.4 0
      8 4 e 2 5.3 1.7 1.7 e 2 1.8 2 1.8
      9 4 m .5 .6 c .9 .2 1.3 0 1.8 0 c 3.3 0 4 1.7 4 4.1 l 4 4.8 e 2 4.8 2 2.2
      a 3.7 m .4 4.2 c .8 4.7 1.3 5 2 5 c 3.1 5 3.7 4.4 3.7 3.3 l 3.7 0 m 3.7 2.9 l 1.7 2.9 c .6 2.9 0 2.3 0 1.45 c 0 .6 .6 0 1.5 0 c 2.8 0 3.7 .8 3.7 2.1
      b 4.1 m 0 7.2 l 0 0 e 2.05 2.5 2.05 2.5
      c 3.8 a 2.2 2.5 2.2 2.5 47 266
      d 4.1 m 4.1 7.2 l 4.1 0 e 2.05 2.5 2.05 2.5
      e 4.2 m 0 2.6 l 4.2 2.6 a 2.1 2.5 2.1 2.5 2 308
      f 2.3 m 2.9 7.1 c 2.6 7.2 2.4 7.2 2.2 7.2 c 1.3 7.2 1 6.7 1 5.9 l 1 0 m 0 4.9 l 2.5 4.9
      g 4.1 e 2.05 2.5 2.05 2.5 m 4.1 5 l 4.1 .1 c 4.1 -1.4 3.3 -2.1 2 -2.1 c 1.3 -2.1 .7 -1.9 .3 -1.5
      h 3.8 m 0 7.2 l 0 0 m 0 2.9 c 0 4.2 .8 5 2 5 c 3.2 5 3.8 4.3 3.8 3.1 l 3.8 0
      i 0 m 0 5 l 0 0 d 0 6.8
      j .6 m .6 5 l .6 -.9 c .6 -1.7 .2 -2.1 -.5 -2.1 d .6 6.8
      k 3.4 m 0 7.2 l 0 0 m 3.4 5 l 0 1.9 m 1.2 3 l 3.6 0
      l .7 m 0 7.2 l 0 1.1 c 0 .4 .3 0 .9 0
      m 6.2 m 0 5 l 0 0 m 0 3.1 c 0 4.3 .7 5 1.7 5 c 2.7 5 3.1 4.4 3.1 3.3 l 3.1 0 m 3.1 3.1 c 3.1 4.3 3.8 5 4.8 5 c 5.8 5 6.2 4.4 6.2 3.3 l 6.2 0
      n 3.8 m 0 5 l 0 0 m 0 2.9 c 0 4.2 .8 5 2 5 c 3.2 5 3.8 4.3 3.8 3.1 l 3.8 0
      o 4.3 e 2.15 2.5 2.15 2.5
      p 4.1 m 0 5 l 0 -2.1 e 2.05 2.5 2.05 2.5
      q 4.1 m 4.1 5 l 4.1 -2.1 e 2.05 2.5 2.05 2.5
      r 1.9 m 0 5 l 0 0 m 0 2.8 c 0 4.2 .8 5 2.1 5
      s 3.5 m 3.3 4.2 c 2.9 4.7 2.4 5 1.75 5 c .8 5 .2 4.5 .2 3.75 c .2 2.9 .9 2.7 1.8 2.5 c 2.8 2.3 3.5 2 3.5 1.25 c 3.5 .45 2.8 0 1.8 0 c 1 0 .4 .25 0 .8
      t 2.4 m 1 6.5 l 1 1.3 c 1 .4 1.3 0 2 0 c 2.2 0 2.4 0 2.6 .1 m 0 4.9 l 2.5 4.9
      u 3.8 m 0 5 l 0 1.9 c 0 .7 .6 0 1.8 0 c 3 0 3.8 .8 3.8 2.1 m 3.8 5 l 3.8 0
      v 3.6 m -.1 5 l 1.8 0 l 3.7 5
      w 5.6 m -.1 5 l 1.4 0 l 2.8 4.8 l 4.2 0 l 5.7 5
      x 3.5 m -.1 5 l 3.6 0 m 3.6 5 l -.1 0
      y 3.6 m -.1 5 l 1.85 0 m 3.7 5 l 1.5 -1 c 1.2 -1.8 .8 -2.1 .1 -2.1
      z 3.5 m .1 5 l 3.4 5 l 0 0 l 3.6 0
      A 5 m -.2 0 l 2.5 7 l 5.2 0 m .75 2.4 l 4.25 2.4
      B 4.4 m 0 3.6 l 0 7 l 2.3 7 a 2.3 5.3 1.75 1.7 90 -180 l 0 3.6 l 0 0 l 2.45 0 a 2.45 1.8 2 1.8 -90 180 l 2.3 3.6
      C 5.1 a 2.9 3.5 2.9 3.5 46 268
      D 5.2 m 0 0 l 0 7 l 2 7 c 4.2 7 5.2 5.6 5.2 3.5 c 5.2 1.4 4.2 0 2 0 z
      E 3.9 m 4 7 l 0 7 l 0 0 l 4 0 m 0 3.65 l 3.6 3.65
      F 3.7 m 4 7 l 0 7 l 0 0 m 0 3.55 l 3.5 3.55
      G 5.6 a 2.9 3.5 2.9 3.5 46 270 l 5.1 3.3 l 3.1 3.3
      H 5 m 0 7 l 0 0 m 5 7 l 5 0 m 0 3.6 l 5 3.6
      I 2.4 m 0 7 l 2.4 7 m 1.2 7 l 1.2 0 m 0 0 l 2.4 0
      J 2.8 m 2.8 7 l 2.8 2 c 2.8 .7 2.2 0 1.3 0 c .7 0 .2 .3 -.1 .8
      K 4.4 m 0 7 l 0 0 m 4.5 7 l 0 2.6 m 1.6 4.15 l 4.7 0
      L 3.6 m 0 7 l 0 0 l 3.8 0
      M 6 m 0 0 l 0 7 l 3 1.6 l 6 7 l 6 0
      N 5 m 0 0 l 0 7 l 5 0 l 5 7
      O 6.2 e 3.1 3.5 3.1 3.5
      P 4.2 m 0 0 l 0 7 l 2.4 7 a 2.4 5.1 1.95 1.9 90 -180 l 0 3.2
      Q 6.2 e 3.1 3.5 3.1 3.5 m 3.9 1.7 l 6 -.5
      R 4.5 m 0 0 l 0 7 l 2.4 7 a 2.4 5.15 1.95 1.85 90 -180 l 0 3.3 m 2.4 3.3 l 4.6 0
      S 4.5 m 4.2 5.8 c 3.8 6.6 3.1 7 2.25 7 c 1.1 7 .25 6.3 .25 5.25 c .25 4.1 1.2 3.8 2.3 3.55 c 3.5 3.3 4.5 2.9 4.5 1.8 c 4.5 .7 3.6 0 2.3 0 c 1.3 0 .4 .4 0 1.3
      T 4.6 m -.1 7 l 4.7 7 m 2.3 7 l 2.3 0
      U 5 m 0 7 l 0 2.4 c 0 .9 .9 0 2.5 0 c 4.1 0 5 .9 5 2.4 l 5 7
      V 5 m -.2 7 l 2.5 0 l 5.2 7
      W 7.4 m -.1 7 l 1.8 0 l 3.7 6.7 l 5.6 0 l 7.5 7
      X 4.6 m -.1 7 l 4.7 0 m 4.7 7 l -.1 0
      Y 4.6 m -.2 7 l 2.3 3.3 l 4.8 7 m 2.3 3.3 l 2.3 0
      Z 4.7 m .1 7 l 4.6 7 l 0 0 l 4.8 0
      . .1 d 0 .05
      , .2 m .1 .1 l -.3 -1.2
      : .1 d 0 .05 d 0 4.2
      ; .2 m .1 .1 l -.3 -1.2 d .1 4.2
      ! .1 m 0 7 l 0 2.1 d 0 .05
      ? 3.4 a 1.7 5.3 1.7 1.7 165 -195 c 3.1 3.9 1.7 3.7 1.7 2.1 d 1.7 .05
      ' 0 m 0 7.2 l 0 5.4
      " 1.4 m 0 7.2 l 0 5.4 m 1.4 7.2 l 1.4 5.4
      ( 1.4 m 1.5 8 c -.4 5.6 -.4 .6 1.5 -1.8
      ) 1.4 m -.1 8 c 1.8 5.6 1.8 .6 -.1 -1.8
      [ 1.3 m 1.4 8 l 0 8 l 0 -1.8 l 1.4 -1.8
      ] 1.3 m -.1 8 l 1.3 8 l 1.3 -1.8 l -.1 -1.8
      { 1.8 m 1.9 8 c .9 8 .9 7.5 .9 6.5 l .9 4.7 c .9 3.7 .6 3.1 -.2 3.1 c .6 3.1 .9 2.5 .9 1.5 l .9 -.3 c .9 -1.3 .9 -1.8 1.9 -1.8
      } 1.8 m -.1 8 c .9 8 .9 7.5 .9 6.5 l .9 4.7 c .9 3.7 1.2 3.1 2 3.1 c 1.2 3.1 .9 2.5 .9 1.5 l .9 -.3 c .9 -1.3 .9 -1.8 -.1 -1.8
      / 2.5 m 2.8 7.8 l -.3 -1.4
      \\ 2.5 m -.3 7.8 l 2.8 -1.4
      | 0 m 0 8 l 0 -1.8
      + 4.2 m 2.1 5.3 l 2.1 1.1 m 0 3.2 l 4.2 3.2
      - 2 m 0 2.7 l 2 2.7
      = 4.2 m 0 4.2 l 4.2 4.2 m 0 2.2 l 4.2 2.2
      < 3.8 m 3.8 5.6 l 0 3.2 l 3.8 .8
      > 3.8 m 0 5.6 l 3.8 3.2 l 0 .8
      _ 4 m -.5 -1.2 l 4.5 -1.2
      # 4.6 m 1.6 7 l .8 0 m 3.8 7 l 3 0 m 0 4.7 l 4.6 4.7 m 0 2.3 l 4.6 2.3
      % 6 e 1.25 5.5 1.25 1.5 e 4.75 1.5 1.25 1.5 m 4.9 7 l 1.1 0
      & 5.2 m 5.2 0 l 1.3 4.6 c .3 5.9 .8 7 2.1 7 c 3.3 7 3.8 5.8 2.9 4.9 c 2.2 4.2 0 3.6 0 1.8 c 0 .7 .9 0 2 0 c 3.6 0 4.6 1.2 4.9 3.1
      * 3 m 1.5 7 l 1.5 3.8 m .1 6.2 l 2.9 4.6 m 2.9 6.2 l .1 4.6
      @ 6.6 e 3.3 3.1 1.4 1.5 m 4.7 4.6 l 4.7 2.4 c 4.7 1.2 6.6 1.3 6.6 3.3 c 6.6 5.5 5.2 6.8 3.3 6.8 c 1.4 6.8 0 5.2 0 3 c 0 .8 1.4 -.7 3.4 -.7 c 4.2 -.7 4.9 -.5 5.5 -.1
      ^ 3 m .2 5.2 l 1.5 7 l 2.8 5.2
      ~ 4 m 0 2.8 c .4 3.7 1.2 3.9 2 3.3 c 2.8 2.7 3.6 2.8 4 3.8
      ` 1.2 m .2 7.2 l 1.1 5.9
      $ 4.5 m 4.2 5.6 c 3.8 6.3 3.1 6.6 2.25 6.6 c 1.1 6.6 .25 6 .25 5.1 c .25 4 1.2 3.8 2.3 3.55 c 3.5 3.3 4.5 2.9 4.5 1.9 c 4.5 .9 3.6 .4 2.3 .4 c 1.3 .4 .4 .7 0 1.5 m 2.25 7.6 l 2.25 -.6
      − 4 m 0 3.2 l 4 3.2
      – 3.6 m 0 2.7 l 3.6 2.7
      — 7 m 0 2.7 l 7 2.7
      … 5 d .1 .05 d 2.5 .05 d 4.9 .05
      · .1 d 0 3.1
      • .8 e .4 3.1 .35 .35
      × 3.2 m .1 4.7 l 3.1 1.7 m 3.1 4.7 l .1 1.7
      ± 4.2 m 2.1 6.2 l 2.1 2.6 m 0 4.4 l 4.2 4.4 m 0 .7 l 4.2 .7
      ° 1.9 e .95 6.1 .95 .95
      ½ 5.8 m .1 6.2 l 1 7 l 1 3.6 m 5 7.2 l .9 -.2 m 3.7 2.6 c 3.9 3.6 5.7 3.6 5.6 2.4 c 5.5 1.7 4.2 .9 3.7 0 l 5.8 0
      ⟨ 1.5 m 1.6 8 l .1 3.1 l 1.6 -1.8
      ⟩ 1.5 m -.1 8 l 1.4 3.1 l -.1 -1.8
      ′ .8 m .9 7.3 l .1 5.2
      ″ 2.1 m .9 7.3 l .1 5.2 m 2.2 7.3 l 1.4 5.2
      ≈ 4 m 0 1.7 c .4 2.6 1.2 2.8 2 2.2 c 2.8 1.6 3.6 1.7 4 2.7 m 0 3.9 c .4 4.8 1.2 5 2 4.4 c 2.8 3.8 3.6 3.9 4 4.9
      ≤ 3.8 m 3.8 6.4 l 0 4.2 l 3.8 2 m 0 .3 l 3.8 .3
      ≥ 3.8 m 0 6.4 l 3.8 4.2 l 0 2 m 0 .3 l 3.8 .3
      ≠ 4.2 m 0 4.2 l 4.2 4.2 m 0 2.2 l 4.2 2.2 m 3.2 5.8 l 1 .6
      → 5.6 m 0 3.1 l 5.6 3.1 m 3.9 4.8 l 5.6 3.1 l 3.9 1.4
      ↔ 6 m 0 3.1 l 6 3.1 m 4.4 4.7 l 6 3.1 l 4.4 1.5 m 1.6 4.7 l 0 3.1 l 1.6 1.5
      ∞ 6.4 m 3.2 3.1 c 2.2 4.6 1.7 4.9 1.4 4.9 c -.4 4.9 -.4 1.3 1.4 1.3 c 1.7 1.3 2.2 1.6 3.2 3.1 c 4.2 4.6 4.7 4.9 5 4.9 c 6.8 4.9 6.8 1.3 5 1.3 c 4.7 1.3 4.2 1.6 3.2 3.1
      √ 4.6 m 0 3.2 l .9 3.6 l 2.4 0 l 4.8 8
      ∝ 4.6 m 4.7 4.7 c 3.6 4.7 2.9 1.4 1.4 1.4 c -.4 1.4 -.4 4.7 1.4 4.7 c 2.9 4.7 3.6 1.4 4.7 1.4
      Å 5 m -.2 0 l 2.5 6.4 l 5.2 0 m .75 2.2 l 4.25 2.2 e 2.5 7.45 .95 .95
      Δ 5.4 m 0 0 l 2.7 7 l 5.4 0 z
      Γ 3.7 m 0 0 l 0 7 l 4 7
      Θ 6.2 e 3.1 3.5 3.1 3.5 m 1.7 3.5 l 4.5 3.5
      Λ 5 m -.2 0 l 2.5 7 l 5.2 0
      Π 5 m 0 0 l 0 7 l 5 7 l 5 0
      Σ 4.6 m 4.6 7 l .2 7 l 2.9 3.6 l .1 0 l 4.7 0
      Φ 6 m 3 7.2 l 3 -.2 e 3 3.5 3 2.4
      Ψ 6 m 3 7.2 l 3 -.2 m 0 7 l 0 4.5 c 0 2.7 1.1 1.8 3 1.8 c 4.9 1.8 6 2.7 6 4.5 l 6 7
      Ω 6 m 0 0 l 2 0 l 2 .8 c .8 1.5 .1 2.7 .1 4.1 c .1 5.9 1.2 7 3 7 c 4.8 7 5.9 5.9 5.9 4.1 c 5.9 2.7 5.2 1.5 4 .8 l 4 0 l 6 0
      α 4.5 m 4.4 5 c 4 2.4 3.2 0 1.9 0 c .7 0 0 1 0 2.5 c 0 4 .7 5 1.9 5 c 3.2 5 3.5 0 4.6 0
      β 3.9 m 0 -2.1 l 0 5 c 0 6.4 .7 7.2 1.8 7.2 c 2.9 7.2 3.5 6.5 3.5 5.6 c 3.5 4.5 2.7 3.9 1.5 3.9 c 3 3.9 4 3.2 4 1.9 c 4 .7 3.1 0 1.9 0 c 1.1 0 .5 .2 0 .7
      γ 3.9 m -.1 4.6 c .5 5.2 1.1 5 1.5 4 l 2 2.4 c 2.4 .8 2.5 -.3 2.5 -1.2 c 2.5 -2.3 1.4 -2.3 1.4 -1.2 c 1.4 -.2 3.2 2.3 3.9 5
      δ 4.2 m 3.6 6.6 c 3.1 7.1 2.5 7.2 2 7.2 c 1 7.2 .5 6.5 1 5.8 c 1.7 4.8 4.2 4.3 4.2 2.1 c 4.2 .8 3.4 0 2.1 0 c .8 0 0 .9 0 2.1 c 0 3.5 1 4.4 2.2 4.4
      ε 3.3 m 3.2 4.3 c 2.8 4.8 2.3 5 1.7 5 c .8 5 .3 4.5 .3 3.8 c .3 3 1 2.7 1.9 2.7 c .8 2.7 0 2.2 0 1.3 c 0 .5 .7 0 1.7 0 c 2.5 0 3 .3 3.4 .8
      η 3.8 m 0 5 l 0 0 m 0 2.9 c 0 4.2 .8 5 2 5 c 3.2 5 3.8 4.3 3.8 3.1 l 3.8 -2.1
      θ 4 e 2 3.6 2 3.6 m .1 3.6 l 3.9 3.6
      κ 3.6 m 0 5 l 0 0 m 3.4 5 l .2 2.4 m 1.2 3.2 l 3.7 0
      λ 4 m .1 7.2 c 1.1 7.2 1.4 6.8 1.8 5.6 l 3.5 .8 c 3.7 .2 4 0 4.3 0 m 2 4.6 l 0 0
      μ 3.8 m 0 5 l 0 -2.1 m 0 1.9 c 0 .7 .6 0 1.8 0 c 3 0 3.8 .8 3.8 2.1 m 3.8 5 l 3.8 0
      ν 3.6 m -.1 5 l 1.8 0 c 3 1.5 3.7 3.1 3.7 5
      ξ 3.6 m 3.2 7.2 c 1.5 7.2 .6 6.8 .6 5.7 c .6 4.7 1.4 4.1 3 4.1 c 1 4.1 0 3.3 0 1.9 c 0 .7 .9 .1 2 .1 c 3.2 .1 3.6 -.4 3.5 -1.1 c 3.4 -1.7 2.9 -2 2.3 -2
      π 4.6 m -.1 4.4 c .3 4.9 .6 5 1.2 5 l 4.8 5 m 1.4 5 l 1.2 0 m 3.4 5 l 3.4 1.2 c 3.4 .3 3.8 0 4.5 .1
      ρ 4.2 m 0 -2.1 l 0 2.5 e 2.1 2.5 2.1 2.5
      σ 4.6 m 4.9 5 l 2.1 5 e 2.1 2.5 2.1 2.5
      τ 3.6 m -.1 4.4 c .3 4.9 .6 5 1.2 5 l 3.8 5 m 1.8 5 l 1.8 1.2 c 1.8 .3 2.3 0 3.2 .1
      φ 5 m 1.5 5 c .5 4.6 0 3.7 0 2.5 c 0 .9 .9 0 2.5 0 c 4.1 0 5 .9 5 2.5 c 5 4 4.4 5 3.5 5 c 2.8 5 2.5 4.5 2.5 3.6 l 2.5 -2.1
      χ 4 m -.1 5 c .7 5 1.1 4.8 1.4 4 l 3 -1.1 c 3.3 -1.9 3.6 -2.1 4.2 -2.1 m 3.9 5 l .2 -2.1
      ψ 5 m 0 5 l 0 2.6 c 0 .9 .9 0 2.5 0 c 4.1 0 5 .9 5 2.6 l 5 5 m 2.5 5.6 l 2.5 -2.1
      ω 5.6 m .9 5 c .3 4.3 0 3.3 0 2.2 c 0 .8 .5 0 1.4 0 c 2.3 0 2.8 .8 2.8 2 l 2.8 3.2 m 2.8 2 c 2.8 .8 3.3 0 4.2 0 c 5.1 0 5.6 .8 5.6 2.2 c 5.6 3.3 5.3 4.3 4.7 5
      """;

  /// Drawn where the table has no letter: an empty box.
  private static final String UNKNOWN = "  4 m 0 0 l 0 7 l 4 7 l 4 0 z";

  /// How far curves may be off, in glyph units: a twentieth of a pixel in the largest text.
  private static final double ERROR = 0.01;

  /// A line of the table for each letter; those in use are told apart from the rest by [#GLYPHS].
  private static final Map<Integer, String> TABLE = table();

  private static final Map<Integer, Glyph> GLYPHS = new ConcurrentHashMap<>();

  private Glyphs() {}

  /// A letter's strokes and its width, without the space to its neighbours.
  record Glyph(Trace strokes, double width) {}

  /// The strokes of a character; an empty box where there are none.
  static Glyph of(int codePoint) {
    return GLYPHS.computeIfAbsent(codePoint, Glyphs::read);
  }

  static boolean has(int codePoint) {
    return TABLE.containsKey(codePoint);
  }

  private static Map<Integer, String> table() {
    var table = new HashMap<Integer, String>();
    STROKES.lines().forEach(line -> table.put(line.codePointAt(0), line));
    table.put((int) ' ', "  1");
    table.put(0x00A0, "  1"); // no-break space
    table.put(0x2009, "  -0.4"); // thin space
    repeat(table, 0x00B5, 0x03BC); // micro sign as mu
    repeat(table, 0x212B, 0x00C5); // angstrom sign as A with ring
    repeat(table, 0x2019, '\''); // apostrophe
    return table;
  }

  private static void repeat(Map<Integer, String> table, int codePoint, int as) {
    table.put(codePoint, table.getOrDefault(as, UNKNOWN));
  }

  private static Glyph read(int codePoint) {
    String line = TABLE.getOrDefault(codePoint, UNKNOWN);
    String[] word = line.substring(line.offsetByCodePoints(0, 2)).split(" ", -1);
    var pen = new Trace();
    boolean open = false;
    int i = 1;
    while (i < word.length) {
      String stroke = word[i];
      int count =
          "mld".contains(stroke) ? 2 : "ca".contains(stroke) ? 6 : "e".equals(stroke) ? 4 : 0;
      double[] v = new double[count];
      for (int k = 0; k < count; k++) {
        v[k] = Double.parseDouble(word[i + 1 + k]);
      }
      switch (stroke) {
        case "m" -> pen.moveTo(v[0], v[1]);
        case "l" -> pen.lineTo(v[0], v[1]);
        case "c" -> pen.curveTo(v[0], v[1], v[2], v[3], v[4], v[5], ERROR);
        case "a" -> pen.arc(open, v[0], v[1], v[2], v[3], v[4], v[5], ERROR);
        case "e" -> {
          pen.arc(false, v[0], v[1], v[2], v[3], 0, 360, ERROR);
          pen.close();
        }
        case "d" -> {
          // A tiny cross: with the pen's round ends it is a disc a little wider than the pen.
          pen.moveTo(v[0] - 0.13, v[1]);
          pen.lineTo(v[0] + 0.13, v[1]);
          pen.moveTo(v[0], v[1] - 0.13);
          pen.lineTo(v[0], v[1] + 0.13);
        }
        case "z" -> pen.close();
        default -> throw new IllegalStateException("no such stroke: " + line);
      }
      open = true;
      i += 1 + count;
    }
    return new Glyph(pen, Double.parseDouble(word[0]));
  }
}

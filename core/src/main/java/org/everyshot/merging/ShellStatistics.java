package org.everyshot.merging;

/// Figures of merit of a resolution shell, or of all reflections. NaN is unknown.
///
/// @param dMax low resolution limit, Å
/// @param dMin high resolution limit, Å
/// @param possible unique reflections that there could be, Friedel mates counted once
/// @param observed unique reflections with an intensity, Friedel mates counted once
/// @param measurements measurements that went into them
/// @param completeness observed / possible
/// @param anomalousCompleteness acentric reflections with both mates, of those possible
/// @param multiplicity measurements per merged value: F(+) and F(−) count apart where they were
///     merged apart
/// @param meanIntensity mean of I/ε
/// @param signalToNoise mean of I/σ(I)
/// @param ccHalf Pearson correlation of intensities from the two half-sets
/// @param ccStar √(2 CC½ / (1 + CC½)), the correlation with the noiseless signal that CC½ implies;
///     NaN where CC½ is negative
/// @param rSplit √2 Σ|I₁ − I₂| / Σ(I₁ + I₂), the second half on the first one's scale
/// @param ccAnomalous correlation of I(+) − I(−) of the two half-sets, over acentric reflections
/// @param crdAnomalous spread of both halves' I(+) − I(−) along their diagonal over that across it
/// @param withinOneSigma share of |I₁ − I₂| below √(σ₁² + σ₂²)
public record ShellStatistics(
    double dMax,
    double dMin,
    int possible,
    int observed,
    long measurements,
    double completeness,
    double anomalousCompleteness,
    double multiplicity,
    double meanIntensity,
    double signalToNoise,
    double ccHalf,
    double ccStar,
    double rSplit,
    double ccAnomalous,
    double crdAnomalous,
    double withinOneSigma) {}

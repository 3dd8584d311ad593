namespace CaregiverSignal.Trends;

/// <summary>
/// What a series says about its newest answer; each has one sentence in TrendTexts.resx per audience.
/// </summary>
public enum TrendReading
{
    /// <summary>There is nothing to compare with yet.</summary>
    First,

    /// <summary>Within the error of measuring.</summary>
    Same,

    /// <summary>Three rises in a row, each worse than the one before, none of them clear by itself.</summary>
    CreepingWorse,

    ClearlyWorse,

    ClearlyBetter,

    /// <summary>At or above the published cut-off now and the time before, and not clearly changed.</summary>
    HighUnchanged,

    /// <summary>The newest answer lacks items, so it is not compared.</summary>
    Incomplete,

    /// <summary>The scale has no published error, so a difference cannot be called clear, nor called noise.</summary>
    Uncertain,

    /// <summary>The newest answer is the first one to a new version of the questions.</summary>
    NotComparable,
}

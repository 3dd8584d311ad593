namespace CaregiverSignal.Trends;

/// <summary>What a series says about its newest answer; each has a sentence for each audience in
/// TrendTexts.resx.</summary>
public enum TrendReading
{
    /// <summary>There is nothing to compare with yet.</summary>
    First,

    /// <summary>The change is within measurement error.</summary>
    Same,

    /// <summary>Three changes for the worse in a row, none of them clear by itself.</summary>
    CreepingWorse,

    ClearlyWorse,

    ClearlyBetter,

    /// <summary>At or above the published cut-off, now and the time before, without a clear change.</summary>
    HighUnchanged,

    /// <summary>The newest answer lacks items, so it is not compared.</summary>
    Incomplete,

    /// <summary>Worse than the start, and neither clear nor noise: the scale has no published error, or its first
    /// answers lay far apart.</summary>
    UncertainWorse,

    UncertainBetter,

    /// <summary>The same, of the two newest answers or more, none of which is of the start.</summary>
    LatelyWorse,

    LatelyBetter,

    /// <summary>The newest answer is the first to a new version of the questionnaire.</summary>
    NotComparable,
}

namespace CaregiverSignal.Signals.Rules;

/// <summary>A line on the day on which a measure first is beyond a limit: at it, unless the sign says
/// otherwise.</summary>
public abstract class FirstReached(string key, SignalKind kind, ObservationKind measure, int limit)
    : WarningSign(key, kind, measure, limit)
{
    public override DateOnly Day(in CaregiverState state, DateOnly today) => state.ReachedOn(this);

    public override Evidence Evidence(in CaregiverState state, DateOnly today) =>
        new(state[Reads].Newest, Count: Limit);

    internal virtual bool Reaches(in Measure measure) => measure.Newest >= Limit;
}

/// <summary>The Caregiver Strain Index reached its published cut-off for the first time (C-20).</summary>
/// <remarks>It adds no points: in simulated worlds the level itself says little about the end of care.</remarks>
public sealed class HighStrain() : FirstReached("strain", SignalKind.Level, ObservationKind.Strain, From)
{
    /// <summary>CSI total, 0 to 13: Robinson 1983, as described by Sullivan
    /// (medscape.com/viewarticle/488917).</summary>
    public const int From = 7;

    /// <summary>Whether the newest answer is at it; an answer counts for
    /// <see cref="Nearness.AlarmHoldsDays"/>.</summary>
    public static bool IsReached(in CaregiverState state, DateOnly today) =>
        state[ObservationKind.Strain].At(today, Nearness.AlarmHoldsDays)?.Value >= From;
}

/// <summary>The EDIZ-plus, where it is asked, reached "severe" for the first time.</summary>
public sealed class SevereStrainOnEdizPlus()
    : FirstReached("severe", SignalKind.Level, ObservationKind.SevereStrain, From)
{
    /// <summary>EDIZ-plus total, 0 to 15: de Boer e.a. 2012, doi 10.1007/s12439-012-0010-4;
    /// instrumentwijzer.nl.</summary>
    public const int From = 9;
}

/// <summary>The caregiver says for the first time that they miss support: the SSL-D-8 reached its cut-off.</summary>
public sealed class SupportIsMissed()
    : FirstReached("missed-support", SignalKind.Support, ObservationKind.MissedSupport, From)
{
    /// <summary>SSL-D-8 total, 8 to 24: vzinfo.nl/sociale-omgeving/verantwoording/methoden.</summary>
    public const int From = 19;
}

/// <summary>Support was at its lowest in the first answer: a line once, as no later answer can be a fall (law
/// 5).</summary>
public sealed class LeastSupport() : FirstReached("least-support", SignalKind.Support, ObservationKind.Support, Least)
{
    /// <summary>SSL-12-I total, 12 to 48 (ours: the lowest that the scale has).</summary>
    public const int Least = 12;

    internal override bool Reaches(in Measure support) => support.FirstOn != default && support.First <= Least;
}

/// <summary>Support is clearly less than at the start; the amount of support itself is never judged (C-18).</summary>
public sealed class LessSupport() : FirstReached("less-support", SignalKind.Support, ObservationKind.Support, By)
{
    /// <summary>Fall in the SSL-12-I total, 12 to 48 (ours: more than a fifth of the range; no error is
    /// published).</summary>
    public const int By = 8;

    public override Evidence Evidence(in CaregiverState state, DateOnly today) =>
        new(state[Reads].Newest, state[Reads].First, state[Reads].FirstOn);

    internal override bool Reaches(in Measure support) =>
        support.FirstOn != default && support.First - support.Newest >= By;
}

/// <summary>Support dwindles step by step: three answers in a row, each lower than the one before (C-09).</summary>
public sealed class DwindlingSupport()
    : FirstReached("dwindling-support", SignalKind.Support, ObservationKind.Support, By)
{
    /// <summary>Fall in the SSL-12-I total, 12 to 48, over the three answers (ours).</summary>
    public const int By = 4;

    public override Evidence Evidence(in CaregiverState state, DateOnly today) =>
        new(state[Reads].Complete, state[Reads].BeforeThat);

    internal override bool Reaches(in Measure support) =>
        support.Count == 3
        && support.BeforeThat > support.Before
        && support.Before > support.Complete
        && support.BeforeThat - support.Complete >= By;
}
